// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/KeptPost.h"
#include "ui/sale/SaleLinesModel.h"

#include <QTimer>

namespace pos::ui {

// A sale that is being made: its lines, what the server asks for them, and, when it was held, the cart
// it came from. Prices, taxes and totals are always the server's.
class SaleDraft final : public QObject {
    Q_OBJECT
public:
    explicit SaleDraft(ApiClient &client, QObject *parent = nullptr);

    SaleLinesModel &lines() { return m_lines; }
    const SaleLinesModel &lines() const { return m_lines; }
    void setNote(const QString &note);
    void setDiscountReason(const QString &reason) { m_discountReason = reason.trimmed(); }
    void setApproval(const QString &approval) { m_approval = approval; }
    const QString &note() const { return m_note; }

    const QJsonObject &priced() const { return m_priced; } // the answer of orders/price; empty: none yet
    bool isPriced() const { return m_isPriced; }           // it is about these very lines
    Money total() const;
    bool isPricing() const { return m_pricing != nullptr || m_pause.isActive(); }
    void price(); // again, after it failed

    bool isSelling() const { return m_post.isRunning() || m_holding.isRunning() || m_storing; }
    bool isUncertain() const { return m_post.isOpen() && !m_post.isRunning(); }
    // Sells under one key: called again with the same payments after a lost answer it never sells twice.
    void sell(const QJsonArray &payments);
    void sellAgain();
    void giveUp(); // the person will look among the orders what became of it

    const QString &cart() const { return m_cart; }
    const QString &cartName() const { return m_cartName; }
    void hold(const QString &name);
    void takeUp(const QJsonObject &cart);
    // Somebody else changed the held order: sell or hold on top of theirs.
    void keepMine(const QJsonObject &theirs);
    void reset();

Q_SIGNALS:
    void changed();
    void priceRefused(const pos::Error &error);
    void sold(const QJsonObject &order);
    void refused(const pos::Error &error);  // nothing was sold
    void uncertain(const pos::Error &error); // nobody knows
    void held();
    void cartChanged(const QJsonObject &theirs);

private:
    void linesEdited();
    void takePrices(const QJsonObject &priced);
    QJsonObject cartBody() const;
    QJsonObject saleBody() const;
    void storeCart(std::function<void()> then);
    void post();
    void posted(const Result<ApiReply> &answer);

    ApiClient &m_client;
    SaleLinesModel m_lines;
    QString m_note;
    QString m_discountReason;
    QString m_approval;
    QJsonArray m_payments;
    QJsonObject m_priced;
    bool m_isPriced = false;
    QTimer m_pause; // several edits in a row are one question
    std::unique_ptr<QObject> m_pricing;
    std::unique_ptr<QObject> m_storing;
    KeptPost m_post;
    KeptPost m_holding;
    QString m_cart;
    QString m_cartName;
    qint64 m_cartVersion = 0;
    bool m_cartEdited = false;
};

} // namespace pos::ui
