// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)

namespace pos::ui {

class ElidedLabel;
class Label;

// Title, one line below it, actions at the right.
class PageHeader final : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &sub);
    void addAction(QWidget *action);

private:
    Label *m_title;
    ElidedLabel *m_sub;
    QHBoxLayout *m_row;
};

} // namespace pos::ui
