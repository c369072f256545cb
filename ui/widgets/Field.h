// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class Label;
class IconLabel;

// A form field: its label above, the control, and below it a hint, or the error in words in its place.
class Field final : public QWidget {
    Q_OBJECT
public:
    explicit Field(QWidget *control, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &hint = {});
    void setRequired() { m_required = true; }
    void setError(const QString &error); // empty = none
    QString error() const { return m_error; }
    bool hasError() const { return !m_error.isEmpty(); }
    QWidget *control() const { return m_control; }

    // Shows what came from the server, from its beginning; the cursor and what is marked stay when it is there already.
    static void showText(QLineEdit *edit, const QString &text);

private:
    void showBelow();

    QWidget *m_control;
    Label *m_title;
    IconLabel *m_icon;
    Label *m_below;
    QString m_hint;
    QString m_error;
    bool m_required = false;
};

} // namespace pos::ui
