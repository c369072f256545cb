// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/csv/CsvFormat.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <array>

namespace pos::csv {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<char, 4> kSeparators{';', ',', '\t', '|'};

bool isUtf8(const QByteArray &sample)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    [[maybe_unused]] const QString decoded = decoder.decode(sample);
    return !decoder.hasError();
}

// Spreadsheets write it so on Windows: Latin letters have a zero byte at every second place.
bool isUtf16WithoutMark(const QByteArray &sample)
{
    qsizetype zeros = 0;
    for (qsizetype at = 1; at < sample.size(); at += 2)
        zeros += sample[at] == '\0';
    return zeros > sample.size() / 4;
}

// Only separators outside quotes count.
int countOutsideQuotes(const QByteArray &line, char separator)
{
    int count = 0;
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == separator && !quoted)
            ++count;
    }
    return count;
}

// The header says it: the separator that splits it into most parts.
char separatorOf(const QByteArray &header)
{
    char best = ',';
    int most = 0;
    for (const char candidate : kSeparators) {
        const int count = countOutsideQuotes(header, candidate);
        if (count > most) {
            most = count;
            best = candidate;
        }
    }
    return best;
}

// "2,55" speaks for a comma, "2.55" for a point; "1,250" says nothing alone. Where the comma separates
// the columns, a decimal comma stands between quotation marks.
char decimalMarkOf(const QString &text, char separator)
{
    static const QRegularExpression comma(u"(?<![\\d.,])(\\d+,\\d{1,2}|0,\\d{3})(?![\\d,.])"_s);
    static const QRegularExpression quotedComma(u"\"(\\d+,\\d{1,2}|0,\\d{3})\""_s);
    static const QRegularExpression point(u"(?<![\\d.,])(\\d+\\.\\d{1,2}|0\\.\\d{3})(?![\\d.])"_s);
    const qsizetype commas = text.count(separator == ',' ? quotedComma : comma);
    const qsizetype points = text.count(point);
    if (commas == points) // semicolons separate where the comma is taken for decimals
        return separator == ';' ? ',' : '.';
    return commas > points ? ',' : '.';
}

} // namespace

CsvFormat CsvFormat::detect(const QByteArray &sample)
{
    CsvFormat format;
    QByteArray text = sample;
    if (text.startsWith("\xEF\xBB\xBF")) {
        format.byteOrderMark = true;
        text.remove(0, 3);
    } else if (text.startsWith("\xFF\xFE") || text.startsWith("\xFE\xFF")) {
        format.byteOrderMark = true;
        format.encoding = "utf-16";
        QStringDecoder decoder(QStringDecoder::Utf16);
        const QString decoded = decoder.decode(text);
        text = decoded.toUtf8();
    } else if (isUtf16WithoutMark(text)) {
        format.encoding = "utf-16";
        QStringDecoder decoder(QStringDecoder::Utf16LE);
        const QString decoded = decoder.decode(text);
        text = decoded.toUtf8();
    }
    const qsizetype lastLine = text.lastIndexOf('\n');
    if (lastLine > 0)
        text.truncate(lastLine + 1);
    if (format.encoding == "utf-8" && !isUtf8(text))
        format.encoding = "windows-1252";
    format.separator = separatorOf(text.left(text.indexOf('\n')));
    const QString body = QString::fromLatin1(text.mid(text.indexOf('\n') + 1));
    format.decimalMark = decimalMarkOf(body, format.separator);
    return format;
}

Result<void> CsvFormat::override(const QJsonObject &options)
{
    QList<FieldError> errors;
    const QString saidEncoding = options.value("encoding"_L1).toString();
    if (!saidEncoding.isEmpty()) {
        if (QStringList{u"utf-8"_s, u"utf-16"_s, u"windows-1252"_s}.contains(saidEncoding))
            encoding = saidEncoding.toLatin1();
        else
            errors.append({u"options.encoding"_s, u"not_allowed"_s, u"must be utf-8, utf-16 or windows-1252"_s});
    }
    const QString saidSeparator = options.value("separator"_L1).toString();
    if (!saidSeparator.isEmpty()) {
        const char c = saidSeparator.size() == 1 ? saidSeparator.front().toLatin1() : '\0';
        if (std::find(kSeparators.begin(), kSeparators.end(), c) != kSeparators.end())
            separator = c;
        else
            errors.append({u"options.separator"_s, u"not_allowed"_s, u"must be a comma, semicolon, tab or bar"_s});
    }
    const QString saidMark = options.value("decimal_mark"_L1).toString();
    if (!saidMark.isEmpty()) {
        if (saidMark == u"."_s || saidMark == u","_s)
            decimalMark = saidMark.front().toLatin1();
        else
            errors.append({u"options.decimal_mark"_s, u"not_allowed"_s, u"must be a point or a comma"_s});
    }
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return {};
}

QJsonObject CsvFormat::toJson() const
{
    return {{"encoding"_L1, QString::fromLatin1(encoding)},
            {"separator"_L1, QString(QLatin1Char(separator))},
            {"decimal_mark"_L1, QString(QLatin1Char(decimalMark))},
            {"byte_order_mark"_L1, byteOrderMark}};
}

CsvFormat CsvFormat::fromJson(const QJsonObject &object)
{
    CsvFormat format;
    format.encoding = object.value("encoding"_L1).toString(u"utf-8"_s).toLatin1();
    format.separator = object.value("separator"_L1).toString(u","_s).at(0).toLatin1();
    format.decimalMark = object.value("decimal_mark"_L1).toString(u"."_s).at(0).toLatin1();
    format.byteOrderMark = object.value("byte_order_mark"_L1).toBool();
    return format;
}

} // namespace pos::csv
