// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pos::ui {

// The program's mark: a shop on a square of the accent.
class ShopMark final : public QWidget {
    Q_OBJECT
public:
    explicit ShopMark(int size, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pos::ui
