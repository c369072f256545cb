// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/UnitList.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/QuantityField.h"

#include <QJsonObject>
#include <QLineEdit>
#include <QVBoxLayout>

#include <numeric>

namespace pos::ui {

namespace {
constexpr int kNameLength = 32;
constexpr int kMost = 20;
}// namespace

UnitList::UnitList(QWidget *parent)
    : Page(parent), m_rows(boxOn<QVBoxLayout>(nullptr, 0, tok::s1)),
      m_add(new Button(Button::Kind::Link, QStringLiteral("plus"))), m_wrong(new Label(tok::Type::Small, "danger"))
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s1);
    column->addLayout(m_rows);
    m_wrong->setWrapped();
    m_wrong->hide();
    column->addWidget(m_wrong);
    m_add->setFlush();
    m_add->setObjectName(QStringLiteral("product.addUnit"));
    column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        add({}, {});
        m_units.last().name->setFocus(Qt::TabFocusReason);
        Q_EMIT edited();
    });
    retranslate();
}

void UnitList::setUnits(const QJsonArray &units)
{
    for (const Row &row : std::as_const(m_units))
        row.line->deleteLater();
    m_units.clear();
    for (const QJsonValue &unit : units)
        add(unit[u"name"].toString(), unit.toObject());
    m_wrong->hide();
    retranslate();
}

void UnitList::add(const QString &name, const QJsonObject &unit)
{
    Row row;
    row.line = new QWidget(this);
    row.name = new QLineEdit(name);
    row.factor = new QuantityField;
    row.remove = new Button(Button::Kind::Ghost, QStringLiteral("x"));
    row.numerator = unit[u"numerator"].toInteger();
    row.denominator = unit[u"denominator"].toInteger(1);
    row.factor->setFormat(m_format);
    if (row.numerator > 0) {
        const auto thousandths = mulDiv(row.numerator, Quantity::kScale, row.denominator, Rounding::Down);
        row.factor->setQuantity(Quantity::ofThousandths(thousandths.value_or(0)));
    }
    row.shown = row.factor->text();
    row.name->setMaxLength(kNameLength);
    row.name->setObjectName(QStringLiteral("product.unit.%1.name").arg(m_units.size()));
    row.factor->setObjectName(QStringLiteral("product.unit.%1.factor").arg(m_units.size()));
    row.factor->setMaximumWidth(96);
    row.name->setReadOnly(m_readOnly);
    row.factor->setReadOnly(m_readOnly);
    auto *line = boxOn<QHBoxLayout>(row.line, 0, tok::s2);
    line->addWidget(row.name, 1);
    line->addWidget(row.factor);
    line->addWidget(row.remove);
    row.remove->setVisible(!m_readOnly);
    m_rows->addWidget(row.line);
    connect(row.name, &QLineEdit::textEdited, this, &UnitList::edited);
    connect(row.factor, &QLineEdit::textEdited, this, &UnitList::edited);
    connect(row.remove, &QPushButton::clicked, this, [this, line = row.line] { remove(line); });
    m_units.append(row);
    retranslate();
}

void UnitList::remove(QWidget *line)
{
    m_units.removeIf([line](const Row &row) { return row.line == line; });
    line->hide();
    line->deleteLater();
    m_wrong->hide();
    retranslate();
    Q_EMIT edited();
}

QJsonArray UnitList::units() const
{
    QJsonArray units;
    for (const Row &row : m_units) {
        QJsonObject unit{{QStringLiteral("name"), row.name->text().trimmed()}};
        const auto factor = row.factor->quantity();
        if (row.numerator > 0 && row.factor->text() == row.shown) { // exact, as it is stored
            unit[QStringLiteral("numerator")] = row.numerator;
            unit[QStringLiteral("denominator")] = row.denominator;
        } else if (factor && *factor > Quantity()) {
            const qint64 common = std::gcd(factor->thousandths(), Quantity::kScale);
            unit[QStringLiteral("numerator")] = factor->thousandths() / common;
            unit[QStringLiteral("denominator")] = Quantity::kScale / common;
        } else {
            unit[QStringLiteral("numerator")] = row.factor->text();
        }
        units.append(unit);
    }
    return units;
}

bool UnitList::check()
{
    QString wrong;
    for (const Row &row : std::as_const(m_units)) {
        const auto factor = row.factor->quantity();
        if (row.name->text().trimmed().isEmpty())
            wrong = tr("Give each unit a name, such as carton.");
        else if (!factor || *factor <= Quantity())
            wrong = tr("Say how many of the product's own unit one %1 holds, such as 24.").arg(row.name->text());
        if (wrong.isEmpty())
            continue;
        (row.name->text().trimmed().isEmpty() ? row.name : static_cast<QLineEdit *>(row.factor))
            ->setFocus(Qt::OtherFocusReason);
        break;
    }
    m_wrong->setText(wrong);
    m_wrong->setVisible(!wrong.isEmpty());
    return wrong.isEmpty();
}

void UnitList::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (const Row &row : std::as_const(m_units)) {
        row.name->setReadOnly(readOnly);
        row.factor->setReadOnly(readOnly);
        row.remove->setVisible(!readOnly);
    }
    m_add->setVisible(!readOnly);
}

void UnitList::retranslate()
{
    m_add->setLabel(tr("Another unit it is bought in"));
    m_add->setBlocked(m_units.size() >= kMost ? tr("A product has at most 20 units") : QString());
    for (const Row &row : std::as_const(m_units)) {
        row.name->setPlaceholderText(tr("carton"));
        row.name->setAccessibleName(tr("Name of the unit"));
        row.factor->setPlaceholderText(QStringLiteral("24"));
        row.factor->setAccessibleName(tr("How many one of it holds"));
        row.remove->setHint(tr("Remove this unit"));
    }
}

} // namespace pos::ui
