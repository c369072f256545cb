// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Toast.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <chrono>

namespace pos::ui {

using namespace std::chrono_literals;

Toast::Toast(QWidget *window) : QWidget(window), m_label(new Label(tok::Type::Body, "toast"))
{
    setObjectName(QStringLiteral("toast"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *row = boxOn<QHBoxLayout>(this);
    row->setContentsMargins(28, 18, 28, 22);
    row->addWidget(m_label);
    m_timer.setSingleShot(true);
    m_timer.setInterval(4s);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    window->installEventFilter(this);
    hide();
}

void Toast::say(const QString &text)
{
    m_label->setText(text);
    setAccessibleName(text);
    show();
    place();
    m_timer.start();
}

QString Toast::text() const
{
    return m_label->text();
}

void Toast::place()
{
    adjustSize();
    move(parentWidget()->width() - width() - tok::s3, parentWidget()->height() - height() - tok::s6);
    raise();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor shade = Theme::color(&tok::Colors::shadow);
    shade.setAlphaF(shade.alphaF() / 6);
    const QRectF box = QRectF(rect()).adjusted(12, 8, -12, -12);
    for (int i = 8; i > 0; --i) {
        painter.setBrush(shade);
        painter.drawRoundedRect(box.adjusted(-i, -i + 3, i, i + 3), tok::radiusCard + i, tok::radiusCard + i);
    }
    painter.setBrush(Theme::color(&tok::Colors::toast));
    painter.drawRoundedRect(box, tok::radiusCard, tok::radiusCard);
}

} // namespace pos::ui
