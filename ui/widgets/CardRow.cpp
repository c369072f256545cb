// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CardRow.h"

#include "ui/theme/Tokens.h"

#include <QEvent>
#include <QGridLayout>

namespace pos::ui {

CardRow::CardRow(const QList<QWidget *> &cards, QWidget *parent)
    : QWidget(parent), m_cards(cards), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(tok::s3);
    for (QWidget *card : m_cards)
        card->setParent(this);
    arrange();
}

QList<QWidget *> CardRow::shown() const
{
    QList<QWidget *> shown;
    for (QWidget *card : m_cards) {
        if (!card->isHidden() || !card->testAttribute(Qt::WA_WState_ExplicitShowHide))
            shown.append(card);
    }
    return shown;
}

int CardRow::widthOf(qsizetype columns) const
{
    int widest = 0;
    for (const QWidget *card : shown())
        widest = qMax(widest, card->minimumSizeHint().width());
    return static_cast<int>(columns) * (widest + tok::s3) - tok::s3;
}

QSize CardRow::minimumSizeHint() const
{
    return {widthOf((shown().size() + 1) / 2), QWidget::minimumSizeHint().height()};
}

void CardRow::arrange()
{
    const QList<QWidget *> cards = shown();
    const qsizetype columns = width() >= widthOf(cards.size()) ? cards.size() : (cards.size() + 1) / 2;
    if (columns == m_columns && cards == m_arranged)
        return;
    for (QWidget *card : m_cards)
        m_grid->removeWidget(card);
    for (int i = 0; i < cards.size(); ++i)
        m_grid->addWidget(cards[i], static_cast<int>(i / columns), static_cast<int>(i % columns));
    for (int column = 0; column < m_cards.size(); ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    m_arranged = cards;
    updateGeometry();
}

bool CardRow::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

} // namespace pos::ui
