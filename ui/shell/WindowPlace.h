// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QRect>

QT_FORWARD_DECLARE_CLASS(QWidget)

namespace pos::ui {

class LocalStore;

// Where the window stands: kept for the next start, and brought back into view when its screen is gone
// or smaller.
class WindowPlace final : public QObject {
    Q_OBJECT
public:
    WindowPlace(LocalStore &store, QWidget *window, QSize first, QSize least);

    void restore();
    void save();

    // `wanted` moved and made smaller so that it lies wholly on the screen it is most on. A screen smaller
    // than `least` shows as much as it can.
    static QRect fitted(const QRect &wanted, const QList<QRect> &screens, QSize least);

private:
    void bringIntoView();

    LocalStore &m_store;
    QWidget *m_window;
    QSize m_first;
    QSize m_least;
};

} // namespace pos::ui
