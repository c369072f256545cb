// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TaxRulesModel.h"

#include "ui/models/ShopTime.h"
#include "ui/widgets/CellRole.h"

#include <QLocale>

namespace pos::ui {

namespace {
constexpr qint64 kPercent = 10'000; // parts per million
constexpr int kDecimals = 4;
} // namespace

TaxRulesModel::TaxRulesModel(QObject *parent)
    : ItemsModel({{QStringLiteral("name")},
                  {QStringLiteral("class")},
                  {QStringLiteral("rate")},
                  {QStringLiteral("price")},
                  {QStringLiteral("holds")}},
                 parent)
{
}

QString TaxRulesModel::percent(qint64 ppm)
{
    QString text = QString::number(ppm / kPercent);
    QString rest = QStringLiteral("%1").arg(ppm % kPercent, kDecimals, 10, QLatin1Char('0'));
    while (rest.endsWith(u'0'))
        rest.chop(1);
    return rest.isEmpty() ? text : text + QLocale().decimalPoint() + rest;
}

QString TaxRulesModel::rateWords(const QJsonObject &rule)
{
    const QString rate = percent(rule[u"rate_ppm"].toInteger()) + u'%';
    const qint64 numerator = rule[u"base_numerator"].toInteger(1);
    const qint64 denominator = rule[u"base_denominator"].toInteger(1);
    return numerator == denominator ? rate : tr("%1 on %2/%3").arg(rate).arg(numerator).arg(denominator);
}

QString TaxRulesModel::daysWords(const QJsonObject &rule)
{
    const QString from = rule[u"from"].toString();
    const QString until = rule[u"until"].toString(); // the first day it no longer holds
    const QString last = until.isEmpty()
                             ? QString()
                             : ShopTime::date(QDate::fromString(until, Qt::ISODate).addDays(-1).toString(Qt::ISODate));
    if (from.isEmpty() && until.isEmpty())
        return tr("Always");
    if (until.isEmpty())
        return tr("From %1").arg(ShopTime::date(from));
    if (from.isEmpty())
        return tr("Up to %1").arg(last);
    return tr("%1 to %2").arg(ShopTime::date(from), last);
}

QString TaxRulesModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Tax");
    case Class: return tr("For goods of class");
    case Rate: return tr("Rate");
    case Price: return tr("Prices");
    default: return tr("Holds");
    }
}

QVariant TaxRulesModel::cell(const QJsonObject &rule, int column, int role) const
{
    if (role == KindRole)
        return static_cast<int>(column == Name ? CellKind::Plain : CellKind::Muted);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name: return rule[u"name"].toString();
    case Class: return rule[u"tax_class"].toString();
    case Rate: return rateWords(rule);
    case Price: return rule[u"inclusive"].toBool() ? tr("Include it") : tr("Come without it");
    default: return daysWords(rule);
    }
}

} // namespace pos::ui
