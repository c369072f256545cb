// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MoneyFormat.h"

namespace pos {

namespace {

constexpr int kQuantityDecimals = 3;
constexpr QChar kMinus(0x2212);

struct Habit {
    const char *currency;
    const char *symbol;
    char group;
    char decimal;
    int decimals;
};

constexpr Habit kHabits[] = {
    {"IDR", "Rp", '.', ',', 0}, {"GBP", "£", ',', '.', 2},  {"USD", "$", ',', '.', 2},  {"EUR", "€", ',', '.', 2},
    {"SGD", "S$", ',', '.', 2}, {"MYR", "RM", ',', '.', 2}, {"AUD", "A$", ',', '.', 2}, {"JPY", "¥", ',', '.', 0},
};

Error unreadable(const char *code, const char *sentence)
{
    return {ErrorCode::Invalid, QString::fromLatin1(code), QString::fromLatin1(sentence)};
}

} // namespace

MoneyFormat::MoneyFormat(const QString &currency)
    : m_currency(currency), m_symbol(currency + QChar(0x00A0)), m_group(u','), m_decimal(u'.'), m_decimals(2)
{
    for (const Habit &habit : kHabits) {
        if (currency != QLatin1String(habit.currency))
            continue;
        m_symbol = QString::fromUtf8(habit.symbol);
        m_group = QLatin1Char(habit.group);
        m_decimal = QLatin1Char(habit.decimal);
        m_decimals = habit.decimals;
    }
}

QString MoneyFormat::digits(quint64 value, int decimals, bool trimZeros) const
{
    QString text = QString::number(value).rightJustified(decimals + 1, u'0');
    QString fraction = text.right(decimals);
    text.chop(decimals);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, m_group);
    while (trimZeros && fraction.endsWith(u'0'))
        fraction.chop(1);
    return fraction.isEmpty() ? text : text + m_decimal + fraction;
}

QString MoneyFormat::format(Money amount) const
{
    const QString text = m_symbol + digits(static_cast<quint64>(qAbs(amount.minor())), m_decimals, false);
    return amount.isNegative() ? kMinus + text : text;
}

QString MoneyFormat::formatPlain(Money amount) const
{
    const QString text = digits(static_cast<quint64>(qAbs(amount.minor())), m_decimals, false);
    return amount.isNegative() ? u'-' + text : text;
}

QString MoneyFormat::format(Quantity quantity) const
{
    const QString text = digits(static_cast<quint64>(qAbs(quantity.thousandths())), kQuantityDecimals, true);
    return quantity.isNegative() ? kMinus + text : text;
}

QString MoneyFormat::formatCount(qint64 count) const
{
    const QString text = digits(static_cast<quint64>(qAbs(count)), 0, false);
    return count < 0 ? kMinus + text : text;
}

Result<Money> MoneyFormat::parseMoney(QStringView text) const
{
    QString rest = text.trimmed().toString();
    const QString sign = m_symbol.trimmed();
    const qsizetype at = rest.indexOf(sign, 0, Qt::CaseInsensitive);
    if (at >= 0)
        rest.remove(at, sign.size());
    POS_TRY(const qint64 minor, parse(rest, m_decimals, Money::kMax));
    return Money::ofMinor(minor);
}

Result<Quantity> MoneyFormat::parseQuantity(QStringView text) const
{
    POS_TRY(const qint64 thousandths, parse(text, kQuantityDecimals, Quantity::kMax));
    return Quantity::ofThousandths(thousandths);
}

Result<qint64> MoneyFormat::parse(QStringView text, int decimals, qint64 most) const
{
    QString rest = text.toString();
    rest.removeIf([](QChar c) { return c.isSpace(); });
    const bool negative = rest.startsWith(u'-') || rest.startsWith(kMinus);
    if (negative)
        rest.remove(0, 1);

    const qsizetype comma = rest.indexOf(m_decimal);
    const QString whole = comma < 0 ? rest : rest.left(comma);
    QString fraction = comma < 0 ? QString() : rest.mid(comma + 1);
    const QStringList groups = whole.split(m_group);
    QString all;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        for (const QChar c : groups[i]) {
            if (c < u'0' || c > u'9')
                return fail(unreadable("not_a_number", "this is not a number"));
        }
        const bool fits =
            groups.size() == 1 || (i == 0 ? groups[i].size() >= 1 && groups[i].size() <= 3 : groups[i].size() == 3);
        if (!fits)
            return fail(unreadable("bad_grouping", "thousands are groups of three digits"));
        all += groups[i];
    }
    for (const QChar c : std::as_const(fraction)) {
        if (c < u'0' || c > u'9')
            return fail(unreadable("not_a_number", "this is not a number"));
    }
    while (fraction.size() > decimals && fraction.endsWith(u'0'))
        fraction.chop(1);
    if (fraction.size() > decimals)
        return fail(unreadable("too_many_decimals", "this has too many decimals"));
    if (all.isEmpty() && fraction.isEmpty())
        return fail(unreadable("not_a_number", "this is not a number"));

    bool ok = false;
    const qint64 value = (all + fraction.leftJustified(decimals, u'0')).toLongLong(&ok);
    if (!ok || value > most)
        return fail(unreadable("overflow", "this number is too large"));
    return negative ? -value : value;
}

} // namespace pos
