// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/csv/CellText.h"

#include <QDateTime>

namespace pos::csv {

namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> refuse(const QString &code, const QString &detail)
{
    return fail({ErrorCode::Invalid, code, detail});
}

bool isGrouping(QChar c, QChar decimalMark)
{
    return c == u' ' || c == u'\u00a0' || c == u'\u202f' || c == u'\'' || c == (decimalMark == u',' ? u'.' : u',');
}

// Digits × 10^scale as an integer; trailing zeros past the scale are harmless, other digits there are not.
Result<qint64> scaledInteger(const QString &text, char decimalMark, int scale, qint64 limit)
{
    const QChar mark = QLatin1Char(decimalMark);
    QString rest = text.trimmed();
    const bool negative = rest.startsWith(u'-') || rest.startsWith(u'\u2212');
    if (negative || rest.startsWith(u'+'))
        rest = rest.mid(1).trimmed();
    qint64 value = 0;
    int digits = 0;
    int decimals = -1; // -1: before the mark
    int sinceGroup = -1;
    for (const QChar c : rest) {
        if (c == mark && decimals < 0 && (sinceGroup < 0 || sinceGroup == 3)) {
            decimals = 0;
        } else if (isGrouping(c, mark) && decimals < 0 && digits > 0 && value > 0
                   && (sinceGroup < 0 || sinceGroup == 3)) {
            sinceGroup = 0;
        } else if (c >= u'0' && c <= u'9') {
            ++digits;
            if (sinceGroup >= 0 && decimals < 0)
                ++sinceGroup;
            if (decimals >= 0 && ++decimals > scale) {
                if (c != u'0')
                    return refuse(u"too_many_decimals"_s, u"has more than %1 decimals"_s.arg(scale));
                continue;
            }
            value = value * 10 + c.digitValue();
            if (value > limit)
                return refuse(u"too_large"_s, u"is too large"_s);
        } else {
            return refuse(u"not_a_number"_s, u"is not a number"_s);
        }
    }
    if (digits == 0 || (decimals < 0 && sinceGroup >= 0 && sinceGroup != 3))
        return refuse(u"not_a_number"_s, u"is not a number"_s);
    for (int i = std::clamp(decimals, 0, scale); i < scale; ++i) {
        value *= 10;
        if (value > limit)
            return refuse(u"too_large"_s, u"is too large"_s);
    }
    return negative ? -value : value;
}

// "Rp 12.500" and "£2.55": the sign says nothing the shop's currency does not.
QString withoutCurrency(const QString &text)
{
    QString rest = text.trimmed();
    qsizetype from = 0;
    while (from < rest.size() && (rest[from].isLetter() || rest[from].category() == QChar::Symbol_Currency))
        ++from;
    if (from > 3)
        return rest;
    qsizetype to = rest.size();
    while (to > from && rest[to - 1].category() == QChar::Symbol_Currency)
        --to;
    return rest.mid(from, to - from);
}

} // namespace

Result<Money> moneyFromText(const QString &text, char decimalMark, int scale)
{
    POS_TRY(const qint64 minor, scaledInteger(withoutCurrency(text), decimalMark, scale, Money::kMax));
    return Money::ofMinor(minor);
}

Result<Quantity> quantityFromText(const QString &text, char decimalMark)
{
    POS_TRY(const qint64 thousandths, scaledInteger(text, decimalMark, 3, Quantity::kMax));
    return Quantity::ofThousandths(thousandths);
}

const QStringList &timeFormats()
{
    static const QStringList formats{
        u"yyyy-MM-ddTHH:mm:ss"_s, u"yyyy-MM-dd HH:mm:ss"_s, u"yyyy-MM-dd HH:mm"_s, u"yyyy-MM-dd"_s,
        u"d/M/yyyy H:mm:ss"_s,    u"d/M/yyyy H:mm"_s,       u"d/M/yyyy"_s,         u"d.M.yyyy H:mm"_s,
        u"d-M-yyyy H:mm"_s,       u"M/d/yyyy H:mm:ss"_s,    u"M/d/yyyy H:mm"_s,    u"M/d/yyyy"_s};
    return formats;
}

QString detectTimeFormat(const QStringList &samples)
{
    for (const QString &format : timeFormats()) {
        const bool readsAll =
            !samples.isEmpty() && std::all_of(samples.begin(), samples.end(), [&](const QString &sample) {
                return QDateTime::fromString(sample.trimmed(), format).isValid();
            });
        if (readsAll)
            return format;
    }
    return timeFormats().first();
}

Result<Instant> instantFromText(const QString &text, const QString &format, const QTimeZone &zone)
{
    QDateTime local = QDateTime::fromString(text.trimmed(), format);
    if (!local.isValid())
        return refuse(u"not_a_time"_s, u"is not a time of the form %1"_s.arg(format));
    local.setTimeZone(zone);
    return Instant(Duration(local.toMSecsSinceEpoch()));
}

} // namespace pos::csv
