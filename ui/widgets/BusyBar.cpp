// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BusyBar.h"

#include "ui/theme/Theme.h"

#include <QPainter>

#include <chrono>

namespace pos::ui {

using namespace std::chrono_literals;

namespace {
constexpr int kSteps = 60;
constexpr int kHeight = 6;
}// namespace

BusyBar::BusyBar(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(kHeight);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_patience.setSingleShot(true);
    m_patience.setInterval(150ms);
    connect(&m_patience, &QTimer::timeout, &m_timer, qOverload<>(&QTimer::start));
    m_timer.setInterval(30ms);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_step = (m_step + 1) % kSteps;
        update();
    });
}

void BusyBar::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    m_step = 0;
    m_timer.stop();
    busy ? m_patience.start() : m_patience.stop();
    update();
}

void BusyBar::paintEvent(QPaintEvent *)
{
    if (!isMoving())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(&tok::Colors::pressed));
    painter.drawRoundedRect(rect(), 3, 3);
    const int part = width() / 3;
    painter.setBrush(Theme::color(&tok::Colors::accent));
    painter.drawRoundedRect(QRect((width() + part) * m_step / kSteps - part, 0, part, height()), 3, 3);
}

} // namespace pos::ui
