// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeReceipt.h"

#include <QJsonArray>
#include <QLocale>

namespace pos::ui::test {

namespace {

constexpr int kWidth = 32;

QString amount(const QJsonValue &value)
{
    return QLocale(QLocale::Indonesian).toString(value.toInteger());
}

QString row(const QString &left, const QString &right)
{
    return left + right.rightJustified(kWidth - static_cast<int>(left.size())) + u'\n';
}

QString centred(const QString &text)
{
    return QString((kWidth - text.size()) / 2, u' ') + text + u'\n';
}

} // namespace

QByteArray fakeReceipt(const QJsonObject &order)
{
    const QString rule = QString(kWidth, u'-') + u'\n';
    QString text = centred(QStringLiteral("TOKO MELATI")) + centred(QStringLiteral("Jalan Melati 5, Bandung")) + u'\n'
                   + order[u"number"].toString() + u'\n' + rule;
    for (const QJsonValue &line : order[u"lines"].toArray()) {
        const QString quantity = QLocale(QLocale::Indonesian).toString(line[u"quantity"].toDouble());
        text += line[u"name"].toString() + u'\n';
        text += row(QStringLiteral("  %1 x %2").arg(quantity, amount(line[u"unit_price"])), amount(line[u"total"]));
    }
    text += rule + row(QStringLiteral("TOTAL"), QStringLiteral("Rp") + amount(order[u"total"]));
    for (const QJsonValue &payment : order[u"payments"].toArray()) {
        const bool isCash = payment[u"method"] == QStringLiteral("cash");
        text += row(isCash ? QStringLiteral("Tunai") : QStringLiteral("Transfer"),
                    amount(isCash ? payment[u"tendered"] : payment[u"amount"]));
    }
    if (order[u"change"].toInteger() > 0)
        text += row(QStringLiteral("Kembali"), amount(order[u"change"]));
    return (text + u'\n' + centred(QStringLiteral("Terima kasih"))).toUtf8();
}

} // namespace pos::ui::test
