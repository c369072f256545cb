// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ListSection.h"

#include "ui/api/ErrorWords.h"
#include "ui/panels/ListExport.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/BusyBar.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"

#include <QMenu>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pos::ui {

ListSection::ListSection(CursorTableModel &model, int rowHeight, const QString &name, QWidget *parent)
    : Page(parent), m_model(model), m_filters(new FilterBar), m_banner(new Banner(Tone::Danger)),
      m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))), m_busy(new BusyBar),
      m_stack(new QStackedWidget), m_table(new DataTable(rowHeight)), m_empty(new EmptyState),
      m_clear(new Button(Button::Kind::Secondary)), m_more(new Button(Button::Kind::Ghost, QStringLiteral("ellipsis"))),
      m_export(new ListExport(model, name)), m_title(name)
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    column->addWidget(m_filters);
    m_filters->setName(name);
    m_more->setObjectName(name + QStringLiteral(".more"));
    m_filters->addTrailing(m_more);
    connect(m_more, &QPushButton::clicked, this, &ListSection::showMenu);
    column->addWidget(m_banner);
    m_banner->setObjectName(name + QStringLiteral(".banner"));
    m_retry->setObjectName(name + QStringLiteral(".retry"));
    m_banner->addAction(m_retry);
    m_banner->hide();

    column->addWidget(m_export);
    QFrame *card = makeCard();
    auto *inside = boxOn<QVBoxLayout>(card, 1, 0); // a frame of 1 px keeps square children inside round corners
    m_table->setObjectName(name + QStringLiteral(".table"));
    m_table->setModel(&model);
    m_empty->setObjectName(name + QStringLiteral(".empty"));
    m_empty->addAction(m_clear);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    inside->addWidget(m_stack, 1);
    column->addWidget(card, 1);
    m_busy->setParent(card);
    m_busy->setObjectName(name + QStringLiteral(".busy"));

    connect(m_filters, &FilterBar::changed, this,
            [this] { m_model.setFilters(m_filters->search(), m_filters->values()); });
    connect(m_clear, &QPushButton::clicked, m_filters, &FilterBar::clear);
    connect(m_retry, &QPushButton::clicked, &model, &CursorTableModel::retry);
    auto *again = new QShortcut(QKeySequence(Qt::Key_F5), this);
    connect(again, &QShortcut::activated, &model, &CursorTableModel::reload);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_filters, &FilterBar::focusSearch);
    connect(m_table, &DataTable::typed, m_filters, &FilterBar::typeIntoSearch);
    connect(&model, &CursorTableModel::stateChanged, this, &ListSection::showState);
    connect(&model, &QAbstractItemModel::modelReset, this, &ListSection::chooseAgain);
    retranslate();
}

void ListSection::setWords(const Words &words)
{
    m_words = words;
    m_table->setAccessibleName(words.noneTitle);
    showState();
}

void ListSection::setFirstAction(Button *button)
{
    m_first = button;
    m_empty->addAction(button);
}

void ListSection::retranslate()
{
    m_retry->setLabel(tr("Retry"));
    m_retry->setToolTip(tr("Retry  (F5)"));
    m_clear->setLabel(tr("Clear filters"));
    m_more->setHint(tr("More about this list"));
    m_model.retranslate();
    showState();
}

void ListSection::showMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("list.menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *file = menu->addAction(tr("Export…"), this, [this] { m_export->ask(m_title); });
    file->setObjectName(QStringLiteral("list.export"));
    file->setEnabled(m_model.isLoaded() && m_model.rowCount() > 0 && !m_export->isWorking());
    QAction *copy = menu->addAction(tr("Copy rows"), m_table, &DataTable::copySelection);
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(m_table->selectionModel()->hasSelection());
    m_table->fillColumnMenu(menu->addMenu(tr("Columns")));
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + tok::s1)));
}

void ListSection::showState()
{
    m_busy->setBusy(m_model.isBusy());
    m_busy->setGeometry(1, 1, m_busy->parentWidget()->width() - 2, m_busy->sizeHint().height());
    m_busy->setVisible(m_model.isBusy());
    m_busy->raise();

    const auto &error = m_model.error();
    if (error) {
        const bool rows = m_model.rowCount() > 0;
        const QString kept = rows ? tr("You see the list of %1.").arg(m_time.time(m_model.loadedAt())) : QString();
        if (ErrorWords::isConnection(*error))
            m_banner->setTexts(ErrorWords::sentence(*error),
                               rows ? tr("%1 Changes cannot be saved now.").arg(kept) : QString());
        else
            m_banner->setTexts(ErrorWords::sentence(*error), kept);
    }
    m_banner->setVisible(error.has_value());
    m_table->setStale(error.has_value());

    const int rows = m_model.rowCount();
    if (!m_model.isLoaded())
        m_filters->setTrailing({});
    else if (m_model.hasMore())
        m_filters->setTrailing(tr("%n shown, more below", nullptr, rows));
    else
        m_filters->setTrailing(tr("%n shown", nullptr, rows));
    const bool empty = rows == 0 && (m_model.isLoaded() || error);
    if (empty)
        showEmpty();
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_table);
}

void ListSection::showEmpty()
{
    const bool unreached = m_model.error() && !m_model.isLoaded();
    const bool filtered = !m_filters->isEmpty() && !unreached;
    m_clear->setVisible(filtered);
    if (m_first)
        m_first->setVisible(!unreached && !filtered);
    if (unreached)
        m_empty->setContent(QStringLiteral("unplug"), tr("The list could not be loaded"),
                            tr("It appears here as soon as the server answers. Nothing is lost."));
    else if (filtered)
        m_empty->setContent(QStringLiteral("package-search"), tr("Nothing matches"),
                            tr("Nothing fits the search and all filters together. Remove one, or clear them all."));
    else
        m_empty->setContent(m_words.icon, m_words.noneTitle, m_words.noneText);
}

void ListSection::chooseAgain()
{
    const int row = m_chosen.isEmpty() ? -1 : m_model.rowOf(m_chosen);
    const QSignalBlocker quiet(m_table);
    if (row >= 0)
        m_table->selectRow(row);
}

} // namespace pos::ui
