// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace pos::ui {

// A thin bar that moves while something is being fetched. It keeps its height, so that nothing jumps.
class BusyBar final : public QWidget {
    Q_OBJECT
public:
    explicit BusyBar(QWidget *parent = nullptr);

    void setBusy(bool busy);
    bool isBusy() const { return m_timer.isActive(); }
    QSize sizeHint() const override { return {100, 6}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_timer;
    int m_step = 0;
};

} // namespace pos::ui
