// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace pos::ui {

class NavigationItem final : public QAbstractButton {
    Q_OBJECT
public:
    NavigationItem(const QString &icon, const QKeySequence &keys, QWidget *parent = nullptr);

    void setLabel(const QString &text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QKeySequence m_keys;
};

} // namespace pos::ui
