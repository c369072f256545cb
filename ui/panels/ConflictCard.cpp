// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ConflictCard.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>
#include <QRadioButton>
#include <QVBoxLayout>

namespace pos::ui {

ConflictCard::ConflictCard(const QString &name, QWidget *parent)
    : Page(parent), m_name(name), m_title(new Label(tok::Type::Strong, "warning")), m_mine(new Label(tok::Type::Small, "muted")),
      m_theirs(new Label(tok::Type::Small, "muted")), m_grid(new QGridLayout),
      m_keep(new Button(Button::Kind::Secondary)), m_take(new Button(Button::Kind::Secondary))
{
    setObjectName(m_name + QStringLiteral(".conflict"));
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
    m_keep->setObjectName(m_name + QStringLiteral(".keepMine"));
    m_take->setObjectName(m_name + QStringLiteral(".takeTheirs"));
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

bool ConflictCard::isMine(const QString &key) const
{
    const QRadioButton *mine = m_choices.value(key);
    return !mine || mine->isChecked();
}

// A choice wraps its words: what is compared has to be read whole.
QWidget *ConflictCard::makeCell(const Row &row, bool mine, QButtonGroup *group)
{
    auto *words = new Label(tok::Type::Strong);
    words->setWrapped();
    words->setText(mine ? row.mine : row.theirs);
    if (!group)
        return words;
    auto *cell = new QWidget;
    auto *line = boxOn<QHBoxLayout>(cell, 0, tok::s1);
    auto *choice = new QRadioButton;
    choice->setObjectName(
        QStringLiteral("%1.conflict.%2.%3").arg(m_name, row.key, mine ? QStringLiteral("mine") : QStringLiteral("theirs")));
    choice->setAccessibleName(tr("%1: %2").arg(row.field, mine ? row.mine : row.theirs));
    choice->setChecked(mine == row.startsMine);
    group->addButton(choice);
    words->setBuddy(choice);
    line->addWidget(choice, 0, Qt::AlignTop);
    line->addWidget(words, 1);
    if (mine)
        m_choices.insert(row.key, choice);
    return cell;
}

void ConflictCard::showRows()
{
    qDeleteAll(m_cells);
    m_cells.clear();
    m_choices.clear();
    int at = 1;
    for (const Row &row : std::as_const(m_rows)) {
        auto *field = new Label(tok::Type::Small, "muted");
        field->setText(row.field);
        auto *group = row.key.isEmpty() ? nullptr : new QButtonGroup(field);
        QWidget *mine = makeCell(row, true, group);
        QWidget *theirs = makeCell(row, false, group);
        m_grid->addWidget(field, at, 0, Qt::AlignTop);
        m_grid->addWidget(mine, at, 1);
        m_grid->addWidget(theirs, at, 2);
        m_cells << mine << theirs << field;
        ++at;
    }
    retranslate();
}

void ConflictCard::retranslate()
{
    m_title->setText(tr("Somebody else saved this meanwhile. Which version is to stay?"));
    m_mine->setText(tr("Yours"));
    m_theirs->setText(tr("Stored now"));
    m_keep->setLabel(m_choices.isEmpty() ? tr("Save mine") : tr("Save as chosen"));
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
