// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/ColumnMapping.h"

#include "core/base/FormulaGuard.h"

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;

QString heading(const QString &column)
{
    QString plain;
    for (const QChar c : column) {
        if (c.isLetterOrNumber())
            plain.append(c.toLower());
    }
    return plain;
}

} // namespace

const std::vector<FieldSpec> &fieldsOf(Kind kind)
{
    static const std::vector<FieldSpec> products{
        {"sku", true, "sku code itemcode stockcode productcode kode kodebarang kodeproduk"},
        {"name", true, "name itemname productname description title nama namabarang namaproduk deskripsi"},
        {"price", true, "price unitprice sellingprice saleprice harga hargajual"},
        {"category", false, "category group department kategori kelompok"},
        {"barcode", false, "barcode barcodes ean gtin upc kodebatang"},
        {"cost", false, "cost costprice purchaseprice hargabeli hargapokok modal hpp"},
        {"unit", false, "unit uom satuan"},
        {"kind", false, "kind type itemtype jenis"},
        {"on_hand", false, "onhand stock quantity qty stok jumlah persediaan"},
        {"low_stock_threshold", false, "lowstockthreshold lowstock minimum minstock reorderlevel stokminimum"},
    };
    static const std::vector<FieldSpec> sales{
        {"invoice", true,
         "invoice invoiceno invoicenumber receipt receiptno order orderno nota nonota faktur nofaktur"},
        {"sku", true, "sku stockcode itemcode productcode code kode kodebarang"},
        {"name", false, "name description itemname productname nama namabarang deskripsi"},
        {"quantity", true, "quantity qty jumlah banyaknya"},
        {"time", true, "time date datetime invoicedate orderdate soldat tanggal waktu"},
        {"price", true, "price unitprice harga hargasatuan"},
        {"customer", false, "customer customerid customerno pelanggan idpelanggan"},
    };
    return kind == Kind::Products ? products : sales;
}

Result<ColumnMapping> ColumnMapping::make(Kind kind, const QStringList &columns, const QJsonObject &said)
{
    QList<FieldError> errors;
    const ColumnMapping mapping = match(kind, columns, said, errors);
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return mapping;
}

QJsonObject ColumnMapping::found(Kind kind, const QStringList &columns, const QJsonObject &said)
{
    QList<FieldError> errors;
    return match(kind, columns, said, errors).toJson();
}

ColumnMapping ColumnMapping::match(Kind kind, const QStringList &columns, const QJsonObject &said,
                                   QList<FieldError> &errors)
{
    ColumnMapping mapping;
    mapping.m_columns = columns;
    QSet<QString> known;
    QSet<qsizetype> taken;
    for (const FieldSpec &spec : fieldsOf(kind)) {
        const QString field = QString::fromLatin1(spec.name);
        known.insert(field);
        qsizetype index = -1;
        if (said.contains(field)) {
            index = columns.indexOf(said.value(field).toString());
            if (index < 0 && !said.value(field).isNull())
                errors.append({u"mapping."_s + field, u"no_such_column"_s, u"the file has no such column"_s});
        } else {
            const QStringList headings = QString::fromLatin1(spec.headings).split(u' ');
            // The order of the headings is their rank: a file may have both "code" and "sku".
            for (qsizetype h = 0; index < 0 && h < headings.size(); ++h) {
                for (qsizetype c = 0; index < 0 && c < columns.size(); ++c) {
                    if (!taken.contains(c) && heading(columns[c]) == headings[h])
                        index = c;
                }
            }
        }
        if (index >= 0) {
            mapping.m_index.insert(field, index);
            taken.insert(index);
        } else if (spec.required) {
            errors.append({u"mapping."_s + field, u"required"_s, u"no column holds this field"_s});
        }
    }
    for (auto it = said.constBegin(); it != said.constEnd(); ++it) {
        if (!known.contains(it.key()))
            errors.append({u"mapping."_s + it.key().left(64), u"unknown_field"_s, u"is not a field of this import"_s});
    }
    for (qsizetype c = 0; c < columns.size(); ++c) {
        if (!taken.contains(c))
            mapping.m_unused.append(columns[c]);
    }
    return mapping;
}

QJsonObject ColumnMapping::toJson() const
{
    QJsonObject object;
    for (auto it = m_index.constBegin(); it != m_index.constEnd(); ++it)
        object.insert(it.key(), m_columns[it.value()]);
    return object;
}

QString ColumnMapping::cell(const QStringList &record, const char *field) const
{
    const qsizetype index = m_index.value(QLatin1StringView(field), -1);
    return index >= 0 && index < record.size() ? FormulaGuard::takenOff(record[index].trimmed()) : QString();
}

} // namespace pos::imports
