// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/RefundLines.h"

#include "ui/models/JsonCells.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/QuantityField.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QRegularExpression>

#include <algorithm>

namespace pos::ui {

namespace {
constexpr int kQuantityWidth = 84;
}

RefundLines::RefundLines(const QJsonObject &order, const MoneyFormat &format, QWidget *parent)
    : Page(parent), m_format(format)
{
    auto *grid = boxOn<QGridLayout>(this);
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s2);
    grid->setColumnStretch(0, 1);
    for (const QJsonValue &line : order[u"lines"].toArray())
        addRow(grid, line.toObject());
    retranslate();
}

void RefundLines::addRow(QGridLayout *grid, const QJsonObject &line)
{
    const Quantity left = quantityIn(line, "quantity") - quantityIn(line, "refunded");
    if (left.isZero() || left.isNegative())
        return;
    const int at = 2 * static_cast<int>(m_rows.size());
    const QString number = QString::number(line[u"position"].toInt());
    Row row{line[u"position"].toInt(), left, new QuantityField, new QCheckBox, new Label(tok::Type::Small, "danger")};
    auto *name = new Label(tok::Type::Body);
    name->setText(line[u"name"].toString());
    name->setWrapped();
    auto *of = new Label(tok::Type::Small, "muted");
    of->setText(QStringLiteral("/ ") + m_format.format(left));
    row.quantity->setFormat(m_format);
    row.quantity->setFixedWidth(kQuantityWidth);
    row.quantity->setText(QStringLiteral("0"));
    row.quantity->setObjectName(QStringLiteral("refund.quantity.") + number);
    row.quantity->setAccessibleName(line[u"name"].toString());
    row.restock->setChecked(true);
    row.restock->setObjectName(QStringLiteral("refund.restock.") + number);
    row.error->hide();
    grid->addWidget(name, at, 0);
    grid->addWidget(row.quantity, at, 1);
    grid->addWidget(of, at, 2);
    grid->addWidget(row.restock, at, 3);
    grid->addWidget(row.error, at + 1, 0, 1, 4);
    const qsizetype index = m_rows.size();
    m_rows.append(row);
    connect(row.quantity, &QLineEdit::textChanged, this, [this, index] {
        check(m_rows[index]);
        Q_EMIT changed();
    });
}

std::optional<Quantity> RefundLines::wanted(const Row &row) const
{
    if (row.quantity->text().trimmed().isEmpty())
        return Quantity();
    const Result<Quantity> quantity = row.quantity->quantity();
    if (!quantity || quantity->isNegative() || *quantity > row.left)
        return std::nullopt;
    return *quantity;
}

void RefundLines::check(const Row &row)
{
    const bool bad = !wanted(row);
    const QString words = bad ? tr("At most %1 is left of it.").arg(m_format.format(row.left)) : QString();
    row.error->setText(words);
    row.error->setVisible(bad);
    row.quantity->setAccessibleDescription(words);
    row.quantity->setProperty("bad", bad);
    restyle(row.quantity);
}

void RefundLines::fillAll()
{
    for (const Row &row : std::as_const(m_rows))
        row.quantity->setQuantity(row.left);
}

void RefundLines::takeFocus()
{
    if (m_rows.isEmpty())
        return;
    m_rows.first().quantity->setFocus(Qt::OtherFocusReason);
    m_rows.first().quantity->selectAll();
}

bool RefundLines::isEmpty() const
{
    return std::all_of(m_rows.begin(), m_rows.end(),
                       [this](const Row &row) { return wanted(row).value_or(Quantity()).isZero(); });
}

bool RefundLines::isReadable() const
{
    return std::all_of(m_rows.begin(), m_rows.end(), [this](const Row &row) { return wanted(row).has_value(); });
}

QJsonArray RefundLines::toJson() const
{
    QJsonArray lines;
    for (const Row &row : m_rows) {
        const Quantity quantity = wanted(row).value_or(Quantity());
        if (!quantity.isZero())
            lines.append(QJsonObject{{QStringLiteral("position"), row.position},
                                     {QStringLiteral("quantity"), contract::toJson(quantity)},
                                     {QStringLiteral("restock"), row.restock->isChecked()}});
    }
    return lines;
}

// The server counts the lines that were sent: those with a quantity.
void RefundLines::showErrors(const QList<FieldError> &errors)
{
    static const QRegularExpression path(QStringLiteral("\\Alines\\[(\\d+)\\]"));
    QList<Row> sent;
    for (const Row &row : std::as_const(m_rows)) {
        if (!wanted(row).value_or(Quantity()).isZero())
            sent.append(row);
    }
    for (const FieldError &error : errors) {
        const auto match = path.match(error.field);
        const int index = match.hasMatch() ? match.captured(1).toInt() : -1;
        if (index >= 0 && index < sent.size()) {
            sent[index].error->setText(error.message);
            sent[index].error->show();
        }
    }
}

void RefundLines::retranslate()
{
    for (const Row &row : std::as_const(m_rows)) {
        row.restock->setText(tr("Back to stock"));
        check(row);
    }
}

} // namespace pos::ui
