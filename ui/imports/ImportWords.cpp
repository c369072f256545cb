// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/imports/ImportWords.h"

namespace pos::ui {

QString ImportWords::kind(const QString &kind)
{
    return kind == QLatin1String("sales") ? tr("Past sales") : tr("Products");
}

ImportWords::State ImportWords::status(const QString &status)
{
    if (status == QLatin1String("uploading"))
        return {tr("Not sent to the end"), Tone::Neutral};
    if (status == QLatin1String("checking"))
        return {tr("Being checked"), Tone::Info};
    if (status == QLatin1String("checked"))
        return {tr("Checked, not run yet"), Tone::Warning};
    if (status == QLatin1String("running"))
        return {tr("Running"), Tone::Info};
    if (status == QLatin1String("done"))
        return {tr("Done"), Tone::Success};
    if (status == QLatin1String("cancelled"))
        return {tr("Cancelled"), Tone::Neutral};
    if (status == QLatin1String("failed"))
        return {tr("Failed"), Tone::Danger};
    if (status == QLatin1String("undoing"))
        return {tr("Being undone"), Tone::Info};
    if (status == QLatin1String("undone"))
        return {tr("Undone"), Tone::Neutral};
    return {status, Tone::Neutral};
}

ImportWords::State ImportWords::outcome(const QString &outcome)
{
    static const QHash<QString, QPair<const char *, Tone>> words{
        {QStringLiteral("ready"), {QT_TR_NOOP("Read"), Tone::Neutral}},
        {QStringLiteral("error"), {QT_TR_NOOP("Error"), Tone::Danger}},
        {QStringLiteral("plan_create"), {QT_TR_NOOP("Will be made"), Tone::Success}},
        {QStringLiteral("plan_change"), {QT_TR_NOOP("Will be changed"), Tone::Info}},
        {QStringLiteral("same"), {QT_TR_NOOP("Same as now"), Tone::Neutral}},
        {QStringLiteral("created"), {QT_TR_NOOP("Made"), Tone::Success}},
        {QStringLiteral("changed"), {QT_TR_NOOP("Changed"), Tone::Info}},
        {QStringLiteral("removed"), {QT_TR_NOOP("Taken back"), Tone::Neutral}},
        {QStringLiteral("restored"), {QT_TR_NOOP("Put back"), Tone::Neutral}},
        {QStringLiteral("kept"), {QT_TR_NOOP("Kept"), Tone::Warning}},
        {QStringLiteral("plan_sale"), {QT_TR_NOOP("Will be a sale"), Tone::Success}},
        {QStringLiteral("plan_refund"), {QT_TR_NOOP("Will be a refund"), Tone::Info}},
        {QStringLiteral("plan_adjustment"), {QT_TR_NOOP("Will adjust stock"), Tone::Info}},
        {QStringLiteral("duplicate"), {QT_TR_NOOP("There already"), Tone::Neutral}},
        {QStringLiteral("sale"), {QT_TR_NOOP("Sale"), Tone::Success}},
        {QStringLiteral("refund_linked"), {QT_TR_NOOP("Refund of a sale"), Tone::Info}},
        {QStringLiteral("refund_unlinked"), {QT_TR_NOOP("Refund without its sale"), Tone::Info}},
        {QStringLiteral("adjustment"), {QT_TR_NOOP("Stock adjusted"), Tone::Info}},
    };
    const auto found = words.constFind(outcome);
    return found == words.constEnd() ? State{outcome, Tone::Neutral} : State{tr(found->first), found->second};
}

QStringList ImportWords::outcomesOf(const QString &kind)
{
    if (kind == QLatin1String("sales"))
        return {QStringLiteral("error"),
                QStringLiteral("plan_sale"),
                QStringLiteral("plan_refund"),
                QStringLiteral("plan_adjustment"),
                QStringLiteral("sale"),
                QStringLiteral("refund_linked"),
                QStringLiteral("refund_unlinked"),
                QStringLiteral("adjustment"),
                QStringLiteral("duplicate"),
                QStringLiteral("ready")};
    return {QStringLiteral("error"),    QStringLiteral("plan_create"), QStringLiteral("plan_change"),
            QStringLiteral("created"),  QStringLiteral("changed"),     QStringLiteral("removed"),
            QStringLiteral("restored"), QStringLiteral("kept"),        QStringLiteral("same"),
            QStringLiteral("ready")};
}

QList<ImportWords::FieldName> ImportWords::fields(const QString &kind)
{
    static const QList<QPair<QString, bool>> products{
        {QStringLiteral("sku"), true},      {QStringLiteral("name"), true},
        {QStringLiteral("price"), true},    {QStringLiteral("category"), false},
        {QStringLiteral("barcode"), false}, {QStringLiteral("cost"), false},
        {QStringLiteral("unit"), false},    {QStringLiteral("kind"), false},
        {QStringLiteral("on_hand"), false}, {QStringLiteral("low_stock_threshold"), false}};
    static const QList<QPair<QString, bool>> sales{
        {QStringLiteral("invoice"), true},  {QStringLiteral("sku"), true},  {QStringLiteral("name"), false},
        {QStringLiteral("quantity"), true}, {QStringLiteral("time"), true}, {QStringLiteral("price"), true},
        {QStringLiteral("customer"), false}};
    QList<FieldName> named;
    for (const auto &[key, required] : kind == QLatin1String("sales") ? sales : products)
        named.append({key, field(key), required});
    return named;
}

QString ImportWords::field(const QString &key)
{
    static const QHash<QString, const char *> words{
        {QStringLiteral("sku"), QT_TR_NOOP("SKU")},
        {QStringLiteral("name"), QT_TR_NOOP("Name")},
        {QStringLiteral("price"), QT_TR_NOOP("Price")},
        {QStringLiteral("category"), QT_TR_NOOP("Category")},
        {QStringLiteral("barcode"), QT_TR_NOOP("Barcode")},
        {QStringLiteral("cost"), QT_TR_NOOP("Cost")},
        {QStringLiteral("unit"), QT_TR_NOOP("Unit")},
        {QStringLiteral("kind"), QT_TR_NOOP("Goods or service")},
        {QStringLiteral("on_hand"), QT_TR_NOOP("On hand")},
        {QStringLiteral("low_stock_threshold"), QT_TR_NOOP("Low-stock threshold")},
        {QStringLiteral("invoice"), QT_TR_NOOP("Invoice")},
        {QStringLiteral("quantity"), QT_TR_NOOP("Quantity")},
        {QStringLiteral("time"), QT_TR_NOOP("Date and time")},
        {QStringLiteral("customer"), QT_TR_NOOP("Customer")},
    };
    const char *found = words.value(key, nullptr);
    return found ? tr(found) : key;
}

QString ImportWords::error(const QJsonObject &error)
{
    const QString code = error[u"code"].toString();
    QString key = error[u"field"].toString();
    const QString said = reason(code, error[u"message"].toString());
    if (key == QLatin1String("file"))
        return said;
    key.remove(QStringLiteral("mapping."));
    return tr("%1: %2").arg(field(key), said);
}

QString ImportWords::reason(const QString &code, const QString &message)
{
    static const QHash<QString, const char *> words{
        {QStringLiteral("not_allowed"), QT_TR_NOOP("this value is not known here")},
        {QStringLiteral("bad_characters"), QT_TR_NOOP("holds characters that cannot be stored")},
        {QStringLiteral("not_a_number"), QT_TR_NOOP("is not a number")},
        {QStringLiteral("not_a_time"), QT_TR_NOOP("is not a time as the other lines write it")},
        {QStringLiteral("too_large"), QT_TR_NOOP("is too large")},
        {QStringLiteral("too_small"), QT_TR_NOOP("must not be below zero")},
        {QStringLiteral("too_long"), QT_TR_NOOP("is too long")},
        {QStringLiteral("too_many_decimals"), QT_TR_NOOP("has more decimals than are kept")},
        {QStringLiteral("duplicate_in_file"), QT_TR_NOOP("stands in the file before")},
        {QStringLiteral("barcode_taken"), QT_TR_NOOP("belongs to another product")},
        {QStringLiteral("invoice_has_errors"), QT_TR_NOOP("another line of this invoice cannot be read")},
        {QStringLiteral("mixed_signs"), QT_TR_NOOP("an invoice is either a sale or a refund")},
        {QStringLiteral("used_since"), QT_TR_NOOP("has been sold, moved or edited since, and stays")},
        {QStringLiteral("no_such_column"), QT_TR_NOOP("the file has no such column")},
        {QStringLiteral("empty"), QT_TR_NOOP("The file has no lines.")},
        {QStringLiteral("wrong_encoding"),
         QT_TR_NOOP(
             "The file is written in another encoding than the one chosen. Choose another one under Columns, then "
             "check again.")},
        {QStringLiteral("unclosed_quote"),
         QT_TR_NOOP("A quotation mark is opened and never closed. Mend it in the file, then choose the file again.")},
        {QStringLiteral("too_many_columns"),
         QT_TR_NOOP("A line has more columns than a file may have. Is the separator right?")},
        {QStringLiteral("not_text"),
         QT_TR_NOOP("This is not a text file. Save it as CSV in the program it comes from, then choose that file.")},
    };
    if (code == QLatin1String("required"))
        return message.contains(QLatin1String("column")) ? tr("choose the column that holds it") : tr("is empty");
    const char *found = words.value(code, nullptr);
    return found ? tr(found) : message;
}

QString ImportWords::objection(const QByteArray &word)
{
    if (word == "empty")
        return tr("This file is empty.");
    if (word == "too_large")
        return tr("This file is larger than 512 MB. Split it, then import the parts one after the other.");
    if (word == "workbook")
        return tr("This is a workbook of a spreadsheet. Save it there as CSV, then choose that file.");
    if (word == "binary")
        return reason(QStringLiteral("not_text"), {});
    return {};
}

ImportWords::Choices ImportWords::encodings()
{
    return {{QStringLiteral("utf-8"), QStringLiteral("UTF-8")},
            {QStringLiteral("windows-1252"), tr("Windows-1252 (older Excel)")},
            {QStringLiteral("utf-16"), QStringLiteral("UTF-16")}};
}

ImportWords::Choices ImportWords::separators()
{
    return {{QStringLiteral(","), tr("Comma  ,")},
            {QStringLiteral(";"), tr("Semicolon  ;")},
            {QStringLiteral("\t"), tr("Tab")},
            {QStringLiteral("|"), tr("Bar  |")}};
}

ImportWords::Choices ImportWords::decimalMarks()
{
    return {{QStringLiteral("."), tr("Point  1.25")}, {QStringLiteral(","), tr("Comma  1,25")}};
}

ImportWords::Choices ImportWords::timeFormats()
{
    const QStringList known{QStringLiteral("yyyy-MM-ddTHH:mm:ss"),
                            QStringLiteral("yyyy-MM-dd HH:mm:ss"),
                            QStringLiteral("yyyy-MM-dd HH:mm"),
                            QStringLiteral("yyyy-MM-dd"),
                            QStringLiteral("d/M/yyyy H:mm:ss"),
                            QStringLiteral("d/M/yyyy H:mm"),
                            QStringLiteral("d/M/yyyy"),
                            QStringLiteral("d.M.yyyy H:mm"),
                            QStringLiteral("d-M-yyyy H:mm"),
                            QStringLiteral("M/d/yyyy H:mm:ss"),
                            QStringLiteral("M/d/yyyy H:mm"),
                            QStringLiteral("M/d/yyyy")};
    Choices choices;
    const QDateTime example(QDate(2026, 1, 31), QTime(15, 42, 7));
    for (const QString &format : known) { // "d/M" and "M/d" look alike only on some days: this is not one of them
        QString look = format;
        choices.append({format, QLocale::c().toString(example, look.replace(u'T', QStringLiteral("'T'")))});
    }
    return choices;
}

} // namespace pos::ui
