// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SaleLinesView.h"

#include "ui/panels/AmountWords.h"
#include "ui/sale/SaleLineDelegate.h"
#include "ui/sale/SaleLinesModel.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastItem = 150;
}

SaleLinesView::SaleLinesView(SaleLinesModel &lines, QWidget *parent)
    : Page(parent), m_lines(lines), m_table(new DataTable(tok::rowThumb)), m_delegate(new SaleLineDelegate(m_table)),
      m_empty(new EmptyState), m_stack(new QStackedWidget),
      m_more(new Button(Button::Kind::Secondary, QStringLiteral("plus"))),
      m_fewer(new Button(Button::Kind::Secondary, QStringLiteral("minus"))),
      m_quantity(new Button(Button::Kind::Secondary)), m_discount(new Button(Button::Kind::Secondary)),
      m_remove(new Button(Button::Kind::Danger))
{
    build();
    connect(m_more, &QPushButton::clicked, this, [this] { press(Qt::Key_Plus); });
    connect(m_fewer, &QPushButton::clicked, this, [this] { press(Qt::Key_Minus); });
    connect(m_quantity, &QPushButton::clicked, this, [this] { edit(SaleLinesModel::Count); });
    connect(m_discount, &QPushButton::clicked, this, [this] { edit(SaleLinesModel::Discount); });
    connect(m_remove, &QPushButton::clicked, this, [this] { press(Qt::Key_Delete); });
    connect(m_table, &DataTable::rowChosen, this, &SaleLinesView::showState);
    connect(&lines, &SaleLinesModel::edited, this, &SaleLinesView::showState);
    connect(&lines, &SaleLinesModel::unreadable, this, [this](int column, const Error &why) {
        const bool count = column == SaleLinesModel::Count;
        Q_EMIT unreadable(why.reason == QLatin1String("too_small")
                              ? (count ? tr("A quantity is more than nothing. Del takes the line away.")
                                       : tr("A discount cannot be below nothing."))
                          : count ? tr("This quantity cannot be read. Write it as in %1.")
                                        .arg(m_format.format(Quantity::ofThousandths(1250)))
                                  : AmountWords::sentence(why, m_format));
    });
    retranslate();
}

void SaleLinesView::build()
{
    QFrame *card = makeCard();
    auto *inCard = boxOn<QVBoxLayout>(card, 1);
    m_table->setObjectName(QStringLiteral("sale.lines"));
    m_table->setModel(&m_lines);
    m_table->setItemDelegate(m_delegate);
    m_table->setColumns(SaleLinesModel::Item, kLeastItem, {{220, 0}, {74, 0}, {104, 2}, {94, 1}, {108, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->installEventFilter(this);
    m_empty->setObjectName(QStringLiteral("sale.empty"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    inCard->addWidget(m_stack, 1);

    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s2);
    column->addWidget(card, 1);
    auto *buttons = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    for (Button *button : {m_fewer, m_more, m_quantity, m_discount, m_remove})
        buttons->addWidget(button);
    buttons->addStretch();
    column->addLayout(buttons);
    m_more->setObjectName(QStringLiteral("sale.more"));
    m_fewer->setObjectName(QStringLiteral("sale.fewer"));
    m_quantity->setObjectName(QStringLiteral("sale.changeQuantity"));
    m_discount->setObjectName(QStringLiteral("sale.changeDiscount"));
    m_remove->setObjectName(QStringLiteral("sale.remove"));
    m_quantity->setKeys(QKeySequence(Qt::Key_F2));
    m_discount->setKeys(QKeySequence(Qt::CTRL | Qt::Key_D));
}

void SaleLinesView::setFormat(const MoneyFormat &format)
{
    m_format = format;
    m_delegate->setFormat(format);
}

void SaleLinesView::choose(int row)
{
    m_table->selectRow(row);
    m_table->scrollTo(m_lines.index(row, 0));
    showState();
}

void SaleLinesView::setLocked(bool locked)
{
    m_locked = locked;
    showState();
}

void SaleLinesView::edit(int column)
{
    const QModelIndex index = m_table->currentIndex().siblingAtColumn(column);
    if (!index.isValid() || m_locked)
        return;
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->setCurrentIndex(index);
    m_table->edit(index);
}

bool SaleLinesView::press(int key)
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || m_locked)
        return false;
    switch (key) {
    case Qt::Key_Plus: m_lines.step(row, 1); return true;
    case Qt::Key_Minus: m_lines.step(row, -1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: edit(SaleLinesModel::Count); return true;
    case Qt::Key_Delete:
        m_lines.remove(row);
        if (!m_lines.isEmpty())
            choose(qMin(row, m_lines.rowCount() - 1));
        return true;
    default: return false;
    }
}

bool SaleLinesView::eventFilter(QObject *, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    return !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && press(key->key());
}

void SaleLinesView::showState()
{
    m_stack->setCurrentIndex(m_lines.isEmpty() ? 0 : 1);
    const QString why = m_locked                            ? tr("It was sent already")
                        : m_table->currentIndex().row() < 0 ? tr("Choose a line first")
                                                            : QString();
    for (Button *button : {m_fewer, m_more, m_quantity, m_discount, m_remove})
        button->setBlocked(why);
}

void SaleLinesView::retranslate()
{
    m_table->setAccessibleName(tr("Lines of the order"));
    m_empty->setContent(QStringLiteral("scan-barcode"), tr("Scan the first item"),
                        tr("Or search by name, SKU or barcode above. Enter in the empty field goes on to paying."));
    m_more->setHint(tr("One more  (+)"));
    m_fewer->setHint(tr("One fewer  (−)"));
    m_quantity->setLabel(tr("Quantity"));
    m_discount->setLabel(tr("Discount"));
    m_remove->setLabel(tr("Remove"));
    m_lines.retranslate();
    showState();
}

} // namespace pos::ui
