// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeServer.h"

#include <QJsonArray>

namespace pos::ui::test {

// A shop behind a FakeServer: signs in ratna@melati.example with "correct horse", lists products and
// orders by cursor with search, filter and sort, and keeps the changes made to products.
class FakeShop : public FakeServer {
    Q_OBJECT
public:
    static constexpr auto kEmail = "ratna@melati.example";
    static constexpr auto kPassword = "correct horse";

    explicit FakeShop(const QString &role = QStringLiteral("owner"));

    void setFirstRun(bool firstRun) { m_firstRun = firstRun; }
    void setRole(const QString &role) { m_role = role; }
    void setPage(int rows) { m_page = rows; } // rows a page has at most
    QJsonArray &products() { return m_products; }
    QJsonArray &orders() { return m_orders; }
    void expireToken() { ++m_token; }         // the access token given out is refused from now on
    void refuseRefresh() { m_refuseRefresh = true; }
    QJsonObject product(const QString &id) const;
    void changeProduct(const QString &id, const QJsonObject &changes); // as somebody else

    static QJsonObject makeProduct(const QString &name, const QString &sku, qint64 price, double onHand,
                                   const QString &category, const QJsonObject &more = {});
    static QJsonObject makeOrder(int number, const QString &when, const QString &status, const QString &kind = {});

private:
    FakeReply tokens() const;
    FakeReply guarded(const FakeRequest &request, const std::function<FakeReply()> &then) const;
    FakeReply list(const FakeRequest &request, const QJsonArray &all, const QStringList &searched) const;
    FakeReply patch(const FakeRequest &request);

    QString m_role;
    QJsonArray m_products;
    QJsonArray m_orders;
    QJsonArray m_categories;
    bool m_firstRun = false;
    bool m_refuseRefresh = false;
    int m_token = 1;
    int m_page = 200;
};

} // namespace pos::ui::test
