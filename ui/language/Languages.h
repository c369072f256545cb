// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"

#include <QObject>
#include <QTranslator>

namespace pos::ui {

// Puts the application into a language, also while it is running: texts, dates, Qt's own dialogs.
// Amounts do not follow it, they follow the shop's currency.
class Languages final : public QObject {
    Q_OBJECT
public:
    explicit Languages(QObject *parent = nullptr) : QObject(parent) { }
    ~Languages() override;

    void apply(Language language);
    Language current() const { return m_current; }
    QString code() const { return QString::fromLatin1(toWord(m_current)); }

    static Language fromCode(const QString &code); // "id…" is Indonesian, all else English
    static QString ownName(Language language);     // as its speakers call it

Q_SIGNALS:
    void changed();

private:
    QTranslator m_texts;
    Language m_current = Language::English;
};

} // namespace pos::ui
