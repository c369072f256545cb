// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)

namespace pos::ui {

class Button;
class IconLabel;
class Label;

// Nothing here: what is missing, why, and at most two things to do.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setContent(const QString &icon, const QString &title, const QString &text);
    void addAction(Button *button);
    QString title() const;
    QString text() const;

protected:
    bool event(QEvent *event) override;

private:
    void fitText();

    IconLabel *m_icon;
    Label *m_title;
    Label *m_text;
    QHBoxLayout *m_actions;
};

} // namespace pos::ui
