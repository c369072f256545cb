// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/JsonReader.h"
#include "server/imports/LineReaders.h"
#include "server/infra/csv/CellText.h"

#include <QJsonArray>

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kSkuLength = 64;
constexpr qsizetype kNameLength = 200;

} // namespace

bool isServiceCode(QStringView sku)
{
    static const QStringList codes{u"POST"_s, u"DOT"_s, u"M"_s, u"D"_s, u"C2"_s, u"BANK CHARGES"_s};
    return codes.contains(sku, Qt::CaseInsensitive);
}

QString canonicalSku(const QString &text)
{
    return text.simplified().toUpper();
}

StagedLine ProductLineReader::read(qint64 number, const QStringList &record)
{
    StagedLine line;
    line.line = number;
    const auto wrong = [&](const char *field, const QString &code, const QString &message) {
        line.errors.append({QString::fromLatin1(field), code, message});
    };
    const auto text = [&](const char *field, qsizetype limit, bool required) {
        const QString cell = m_input.mapping.cell(record, field);
        if (cell.isEmpty() && required)
            wrong(field, u"required"_s, u"is empty"_s);
        else if (cell.size() > limit)
            wrong(field, u"too_long"_s, u"has more than %1 characters"_s.arg(limit));
        else if (cell.contains(QChar(u'\0')) || cell.contains(QChar::ReplacementCharacter))
            wrong(field, u"bad_characters"_s, u"holds characters that cannot be stored"_s);
        return cell;
    };
    const auto put = [&](const char *field, const auto &value) { line.data.insert(QLatin1StringView(field), value); };

    put("sku", canonicalSku(text("sku", kSkuLength, true)));
    put("name", text("name", kNameLength, true));
    for (const char *field : {"category", "unit"}) {
        const QString cell = text(field, 60, false);
        if (!cell.isEmpty())
            put(field, cell);
    }
    const QString kind = text("kind", 20, false).toLower();
    if (kind == u"service"_s || kind == u"jasa"_s)
        put("kind", u"service"_s);
    else if (kind.isEmpty() || kind == u"goods"_s || kind == u"barang"_s)
        put("kind", u"goods"_s);
    else
        wrong("kind", u"not_allowed"_s, u"must be goods or service"_s);

    readMoney(record, "price", true, line);
    readMoney(record, "cost", false, line);
    readQuantity(record, "on_hand", line);
    readQuantity(record, "low_stock_threshold", line);
    QJsonArray barcodes;
    for (const QString &barcode : text("barcode", 500, false).split(u'|', Qt::SkipEmptyParts))
        barcodes.append(barcode.trimmed());
    if (!barcodes.isEmpty())
        put("barcodes", barcodes);

    line.outcome = line.errors.isEmpty() ? u"ready"_s : u"error"_s;
    if (line.errors.isEmpty()) {
        put("product_id", Id::make(m_input.clock).toString());
        put("variant_id", Id::make(m_input.clock).toString());
        put("movement_id", Id::make(m_input.clock).toString());
        put("undo_id", Id::make(m_input.clock).toString());
        if (line.data.contains("category"_L1))
            put("category_id", Id::make(m_input.clock).toString());
    }
    return line;
}

void ProductLineReader::readMoney(const QStringList &record, const char *field, bool required, StagedLine &line) const
{
    const QString cell = m_input.mapping.cell(record, field);
    if (cell.isEmpty() && !required)
        return;
    const Result<Money> money = csv::moneyFromText(cell, m_input.format.decimalMark, m_input.shop.scale);
    if (!money)
        line.errors.append({QString::fromLatin1(field), money.error().reason, money.error().detail});
    else if (money->isNegative())
        line.errors.append({QString::fromLatin1(field), u"too_small"_s, u"must be at least 0"_s});
    else
        line.data.insert(QLatin1StringView(field), contract::toJson(*money));
}

// Quantities are staged in thousandths: SQL reads them back as bigint.
void ProductLineReader::readQuantity(const QStringList &record, const char *field, StagedLine &line) const
{
    const QString cell = m_input.mapping.cell(record, field);
    if (cell.isEmpty())
        return;
    const Result<Quantity> quantity = csv::quantityFromText(cell, m_input.format.decimalMark);
    if (!quantity)
        line.errors.append({QString::fromLatin1(field), quantity.error().reason, quantity.error().detail});
    else
        line.data.insert(QLatin1StringView(field), quantity->thousandths());
}

} // namespace pos::imports
