// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ConflictCard.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Layouts.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace pos::ui {

ConflictCard::ConflictCard(QWidget *parent)
    : Page(parent), m_title(new Label(tok::Type::Strong, "warning")), m_mine(new Label(tok::Type::Small, "muted")),
      m_theirs(new Label(tok::Type::Small, "muted")), m_grid(new QGridLayout),
      m_keep(new Button(Button::Kind::Secondary)), m_take(new Button(Button::Kind::Secondary))
{
    setObjectName(QStringLiteral("conflict"));
    auto *column = boxOn<QVBoxLayout>(this, tok::s3, tok::s2);
    m_title->setWrapped();
    column->addWidget(m_title);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(tok::s3);
    m_grid->setVerticalSpacing(tok::s1);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    m_grid->addWidget(m_mine, 0, 1);
    m_grid->addWidget(m_theirs, 0, 2);
    column->addLayout(m_grid);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    m_keep->setObjectName(QStringLiteral("keepMine"));
    m_take->setObjectName(QStringLiteral("takeTheirs"));
    row->addWidget(m_keep);
    row->addWidget(m_take);
    row->addStretch();
    column->addLayout(row);
    connect(m_keep, &QPushButton::clicked, this, &ConflictCard::mineChosen);
    connect(m_take, &QPushButton::clicked, this, &ConflictCard::theirsChosen);
    retranslate();
}

void ConflictCard::setRows(const QList<Row> &rows)
{
    m_rows = rows;
    showRows();
}

void ConflictCard::showRows()
{
    qDeleteAll(m_cells);
    m_cells.clear();
    int at = 1;
    for (const Row &row : std::as_const(m_rows)) {
        auto *field = new Label(tok::Type::Small, "muted");
        field->setText(row.field);
        auto *mine = new ElidedLabel(tok::Type::Strong);
        mine->setLine(row.mine);
        auto *theirs = new ElidedLabel(tok::Type::Strong);
        theirs->setLine(row.theirs);
        m_grid->addWidget(field, at, 0);
        m_grid->addWidget(mine, at, 1);
        m_grid->addWidget(theirs, at, 2);
        m_cells << field << mine << theirs;
        ++at;
    }
}

void ConflictCard::retranslate()
{
    m_title->setText(tr("Somebody else saved this meanwhile. Which version is to stay?"));
    m_mine->setText(tr("Yours"));
    m_theirs->setText(tr("Stored now"));
    m_keep->setLabel(tr("Save mine"));
    m_take->setLabel(tr("Take the stored one"));
}

void ConflictCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::softOf(Tone::Warning));
    painter.drawRoundedRect(rect(), tok::radiusCard, tok::radiusCard);
}

} // namespace pos::ui
