// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StepList.h"

#include "ui/theme/Icons.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/Paint.h"

#include <QPainter>

namespace pos::ui {

namespace {
constexpr int kStep = 44;
constexpr int kDot = 24;
constexpr int kText = kDot + 12;
}// namespace

StepList::StepList(QWidget *parent) : QWidget(parent)
{
}

void StepList::setSteps(const QList<Step> &steps, int current)
{
    m_steps = steps;
    m_current = current;
    setFixedHeight(static_cast<int>(steps.size()) * kStep);
    setAccessibleName(steps.value(current).title);
    update();
}

void StepList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &k = Theme::colors();
    for (int i = 0; i < m_steps.size(); ++i) {
        const bool done = i < m_current;
        const bool now = i == m_current;
        const int top = i * TextSize::px(kStep);
        const QRectF dot(1, top + 1, kDot - 2, kDot - 2);
        painter.setPen(QPen(QColor(done || now ? k.accent : k.control), 1.5));
        painter.setBrush(now ? QColor(k.accent) : done ? QColor(k.accentSoft) : QColor(Qt::transparent));
        painter.drawEllipse(dot);
        if (done)
            Icons::paint(&painter, QStringLiteral("check"), dot.adjusted(5, 5, -5, -5), QColor(k.accentText));
        else
            paintText(&painter, dot, tok::Type::Caption, QColor(now ? k.onAccent : k.muted), QString::number(i + 1),
                      Qt::AlignCenter);
        const QString answer = done ? m_steps[i].answer : QString();
        const qreal width = QWidget::width() - kText;
        paintText(&painter, QRectF(kText, top + (answer.isEmpty() ? 2 : -2), width, TextSize::px(20)),
                  now ? tok::Type::Strong : tok::Type::Body, QColor(now || done ? k.text : k.muted), m_steps[i].title);
        paintText(&painter, QRectF(kText, top + TextSize::px(16), width, TextSize::px(16)), tok::Type::Small,
                  QColor(k.muted), answer);
    }
}

} // namespace pos::ui
