// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/widgets/Page.h"

#include <QJsonObject>

QT_FORWARD_DECLARE_CLASS(QPlainTextEdit)

namespace pos::ui {

class ComboBox;
class Field;
class Label;

// What the mails say, in both languages side by side, with the shop's name in its place.
class MailTemplates final : public Page {
    Q_OBJECT
public:
    explicit MailTemplates(Session &session, QWidget *parent = nullptr);

    void load();

protected:
    void retranslate() override;

private:
    void showTexts();
    QString filled(QString text, const QString &language) const;

    Session &m_session;
    QList<QJsonObject> m_texts;
    Label *m_title;
    Label *m_note;
    ComboBox *m_which;
    Field *m_whichField;
    Label *m_titles[2];
    QPlainTextEdit *m_bodies[2]; // Indonesian, English
};

} // namespace pos::ui
