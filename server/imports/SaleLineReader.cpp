// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/JsonReader.h"
#include "server/imports/LineReaders.h"
#include "server/infra/csv/CellText.h"

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;

} // namespace

StagedLine SaleLineReader::read(qint64 number, const QStringList &record)
{
    StagedLine line;
    line.line = number;
    const auto wrong = [&](const char *field, const QString &code, const QString &message) {
        line.errors.append({QString::fromLatin1(field), code, message});
    };
    const auto cell = [&](const char *field) { return m_input.mapping.cell(record, field); };

    line.groupKey = cell("invoice");
    if (line.groupKey.isEmpty())
        wrong("invoice", u"required"_s, u"is empty"_s);
    else if (line.groupKey.size() > 64)
        wrong("invoice", u"too_long"_s, u"has more than 64 characters"_s);

    const QString sku = canonicalSku(cell("sku"));
    if (sku.isEmpty())
        wrong("sku", u"required"_s, u"is empty"_s);
    else if (sku.size() > 64)
        wrong("sku", u"too_long"_s, u"has more than 64 characters"_s);
    line.data.insert("sku"_L1, sku);
    line.data.insert("name"_L1, cell("name").left(200));

    const Result<Quantity> quantity = csv::quantityFromText(cell("quantity"), m_input.format.decimalMark);
    if (!quantity)
        wrong("quantity", quantity.error().reason, quantity.error().detail);
    else if (quantity->isZero())
        wrong("quantity", u"not_allowed"_s, u"must not be 0"_s);
    else
        line.data.insert("quantity"_L1, quantity->thousandths());

    const Result<Money> price = csv::moneyFromText(cell("price"), m_input.format.decimalMark, m_input.shop.scale);
    if (!price)
        wrong("price", price.error().reason, price.error().detail);
    else if (price->isNegative())
        wrong("price", u"too_small"_s, u"must be at least 0"_s);
    else
        line.data.insert("price"_L1, contract::toJson(*price));
    if (quantity && price) {
        const Result<Money> total = times(*price, *quantity);
        if (!total)
            wrong("price", total.error().reason, total.error().detail);
        else
            line.data.insert("total"_L1, contract::toJson(*total));
    }

    const Result<Instant> at = csv::instantFromText(cell("time"), m_input.timeFormat, m_input.shop.zone);
    if (!at)
        wrong("time", at.error().reason, at.error().detail);
    else
        line.groupAt = *at;

    const QString customer = cell("customer");
    if (!customer.isEmpty()) {
        const Result<QByteArray> hash = m_input.customerHash(customer);
        if (hash)
            line.data.insert("customer"_L1, QString::fromLatin1(hash->toHex()));
        else
            wrong("customer", hash.error().reason, hash.error().detail);
    }
    if (line.errors.isEmpty() && !m_seen.contains(sku)) {
        m_seen.insert(sku);
        line.data.insert("product_id"_L1, Id::make(m_input.clock).toString());
        line.data.insert("variant_id"_L1, Id::make(m_input.clock).toString());
        line.data.insert("kind"_L1, isServiceCode(sku) ? u"service"_s : u"goods"_s);
    }
    line.outcome = line.errors.isEmpty() ? u"ready"_s : u"error"_s;
    return line;
}

std::unique_ptr<LineReader> makeLineReader(Kind kind, LineReaderInput input)
{
    if (kind == Kind::Sales)
        return std::make_unique<SaleLineReader>(std::move(input));
    return std::make_unique<ProductLineReader>(std::move(input));
}

} // namespace pos::imports
