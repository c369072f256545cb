// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeShop.h"

namespace pos::ui::test {

// What a FakeShop needs to sell: prices without tax, orders under their Idempotency-Key, held orders,
// and the answers for bad days.
class FakeTill final : public QObject {
    Q_OBJECT
public:
    explicit FakeTill(FakeShop &shop);

    // A POST to this path is done, and its answer lost, until answerAgain().
    void loseAnswerTo(const QString &path) { m_lost = path; }
    // The next POST to this path is answered with this, and not done.
    void refuse(const QString &path, const FakeReply &reply);
    void neverAnswer(const QString &path) { m_silent = path; }
    void answerAgain()
    {
        m_silent.clear();
        m_lost.clear();
    }

    // Answers by these rules: under its key, once, lost or refused as asked for.
    FakeReply answer(const FakeRequest &request, const std::function<FakeReply()> &make) { return post(request, make); }

    QString variantOf(const QString &sku) const;
    QString barcodeOf(const QString &sku) const;
    const QList<QJsonObject> &sold() const { return m_sold; }
    QJsonArray &carts() { return m_carts; }
    QList<FakeRequest> posts(const QString &path) const { return m_shop.requestsTo("POST", path); }

private:
    FakeReply post(const FakeRequest &request, const std::function<FakeReply()> &make);
    FakeReply lookUp(const FakeRequest &request) const;
    QJsonObject priced(const QJsonArray &lines) const;
    FakeReply sell(const FakeRequest &request, const QJsonArray &lines);
    FakeReply cart(const FakeRequest &request);
    QJsonObject productOf(const QString &variant) const;

    FakeShop &m_shop;
    QHash<QByteArray, FakeReply> m_done; // by Idempotency-Key
    QHash<QString, FakeReply> m_refusals;
    QString m_lost;
    QString m_silent;
    QList<QJsonObject> m_sold;
    QJsonArray m_carts;
};

} // namespace pos::ui::test
