// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/WindowPlace.h"

#include "ui/local/LocalStore.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

namespace pos::ui {

namespace {

const QString kKey = QStringLiteral("window.place");

int areaOf(const QRect &box)
{
    return box.isEmpty() ? 0 : box.width() * box.height();
}

QList<QRect> screensNow()
{
    QList<QRect> screens;
    for (const QScreen *screen : QGuiApplication::screens())
        screens.append(screen->availableGeometry());
    return screens;
}

} // namespace

WindowPlace::WindowPlace(LocalStore &store, QWidget *window, QSize first, QSize least)
    : QObject(window), m_store(store), m_window(window), m_first(first), m_least(least)
{
    const auto watch = [this](QScreen *screen) {
        connect(screen, &QScreen::availableGeometryChanged, this, &WindowPlace::bringIntoView);
    };
    for (QScreen *screen : QGuiApplication::screens())
        watch(screen);
    connect(qApp, &QGuiApplication::screenAdded, this, watch);
    // Qt moves the window to another screen first, by its own rules.
    connect(qApp, &QGuiApplication::screenRemoved, this, &WindowPlace::bringIntoView, Qt::QueuedConnection);
}

void WindowPlace::restore()
{
    m_window->setMinimumSize(m_least);
    m_window->resize(m_first);
    const QJsonObject kept = m_store.object(kKey);
    const QRect box(kept[u"x"].toInt(), kept[u"y"].toInt(), kept[u"width"].toInt(), kept[u"height"].toInt());
    if (!box.isValid())
        return; // the first start: the window manager chooses
    const QRect place = fitted(box, screensNow(), m_least);
    m_window->setMinimumSize(m_least.boundedTo(place.size()));
    m_window->setGeometry(place);
    if (kept[u"maximized"].toBool())
        m_window->setWindowState(Qt::WindowMaximized);
}

void WindowPlace::save()
{
    const bool maximized = m_window->isMaximized() || m_window->isFullScreen();
    const QRect box = maximized ? m_window->normalGeometry() : m_window->geometry();
    m_store.setObject(kKey, {{QStringLiteral("x"), box.x()},
                             {QStringLiteral("y"), box.y()},
                             {QStringLiteral("width"), box.width()},
                             {QStringLiteral("height"), box.height()},
                             {QStringLiteral("maximized"), maximized}});
}

void WindowPlace::bringIntoView()
{
    if (m_window->isMaximized() || m_window->isFullScreen())
        return; // the window manager's
    const QRect place = fitted(m_window->geometry(), screensNow(), m_least);
    m_window->setMinimumSize(m_least.boundedTo(place.size()));
    if (place != m_window->geometry())
        m_window->setGeometry(place);
}

QRect WindowPlace::fitted(const QRect &wanted, const QList<QRect> &screens, QSize least)
{
    QRect best;
    int shown = -1;
    for (const QRect &screen : screens) {
        const int area = areaOf(screen & wanted);
        if (area > shown) {
            shown = area;
            best = screen;
        }
    }
    if (best.isEmpty())
        return wanted;
    QRect place(wanted.topLeft(), wanted.size().expandedTo(least).boundedTo(best.size()));
    place.moveLeft(qBound(best.left(), place.left(), best.right() - place.width() + 1));
    place.moveTop(qBound(best.top(), place.top(), best.bottom() - place.height() + 1));
    return place;
}

} // namespace pos::ui
