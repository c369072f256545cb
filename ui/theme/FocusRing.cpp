// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/FocusRing.h"

#include "ui/theme/Theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>

namespace pos::ui {

namespace {

bool showsItsOwnFocus(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)
           || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
           || qobject_cast<const QAbstractItemView *>(widget);
}

} // namespace

FocusRing::FocusRing(QWidget *window) : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

void FocusRing::follow(QWidget *widget)
{
    m_target = widget;
    if (!widget || showsItsOwnFocus(widget) || !m_keyboard || widget->window() != window() || !widget->isVisible()
        || widget == window() || widget->focusPolicy() == Qt::NoFocus) {
        hide();
        return;
    }
    QRect box(widget->mapTo(window(), QPoint()), widget->size());
    box.adjust(-3, -3, 3, 3);
    for (QWidget *up = widget->parentWidget(); up && up != window(); up = up->parentWidget()) {
        if (qobject_cast<QAbstractScrollArea *>(up)) // never outside a scrolled view
            box &= QRect(up->mapTo(window(), QPoint()), up->size());
    }
    setGeometry(box);
    show();
    raise();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && !m_keyboard) {
        m_keyboard = true;
        follow(m_target);
    } else if (event->type() == QEvent::MouseButtonPress && m_keyboard) {
        m_keyboard = false;
        hide();
    } else if (m_target && watched == m_target
               && (event->type() == QEvent::Move || event->type() == QEvent::Resize || event->type() == QEvent::Hide)) {
        follow(m_target);
    }
    return false;
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::color(&tok::Colors::focus), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), tok::radiusControl + 2, tok::radiusControl + 2);
}

} // namespace pos::ui
