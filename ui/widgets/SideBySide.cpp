// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SideBySide.h"

#include "ui/theme/TextSize.h"
#include "ui/theme/Tokens.h"

#include <QBoxLayout>
#include <QEvent>

namespace pos::ui {

SideBySide::SideBySide(QWidget *main, QWidget *side, int sideWidth, QWidget *parent)
    : QWidget(parent), m_main(main), m_side(side), m_sideWidth(sideWidth),
      m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(tok::s3);
    m_layout->addWidget(m_main, 1);
    m_layout->addWidget(m_side);
    m_side->setProperty("ownSize", true);
    m_side->setFixedWidth(TextSize::px(m_sideWidth));
}

QSize SideBySide::minimumSizeHint() const
{
    return {qMax(m_main->minimumSizeHint().width(), m_side->minimumSizeHint().width()),
            QWidget::minimumSizeHint().height()};
}

void SideBySide::arrange()
{
    // Long words of the side may ask for more than its width.
    const int side = qMax(TextSize::px(m_sideWidth), m_side->minimumSizeHint().width());
    const bool fits = width() >= m_main->minimumSizeHint().width() + tok::s3 + side;
    const auto direction = fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    const int least = fits ? side : 0;
    if (m_layout->direction() == direction && m_side->minimumWidth() == least)
        return;
    m_side->setMinimumWidth(least);
    m_side->setMaximumWidth(fits ? side : QWIDGETSIZE_MAX);
    m_layout->setDirection(direction);
    updateGeometry();
}

bool SideBySide::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

} // namespace pos::ui
