// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace pos::ui {

// A thin bar that moves while something is being fetched and takes longer than a moment: what comes at
// once never flickers. It keeps its height, so that nothing jumps.
class BusyBar final : public QWidget {
    Q_OBJECT
public:
    explicit BusyBar(QWidget *parent = nullptr);

    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    bool isMoving() const { return m_timer.isActive(); }
    QSize sizeHint() const override { return {100, 6}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_patience;
    QTimer m_timer;
    bool m_busy = false;
    int m_step = 0;
};

} // namespace pos::ui
