// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QPushButton>

namespace pos::ui {

// One primary a page; Destroy only in a confirmation. Takes the focus by Tab alone.
class Button final : public QPushButton {
    Q_OBJECT
public:
    enum class Kind { Secondary, Primary, Ghost, Link, Danger, Destroy, Toast };

    explicit Button(Kind kind, const QString &icon = {}, QWidget *parent = nullptr);

    // The words, also for screen readers and, with its keys, in the tooltip.
    void setLabel(const QString &text);
    // For a button of an icon alone: the words go to the tooltip and the accessible name.
    void setHint(const QString &text);
    void setKeys(const QKeySequence &keys);
    // Not possible now, and why; empty = possible.
    void setBlocked(const QString &why);
    void setFlush(); // a link that starts a line
    void setIconName(const QString &icon);

private:
    void describe();

    Kind m_kind;
    QString m_words;
    QString m_why;
    QKeySequence m_keys;
};

} // namespace pos::ui
