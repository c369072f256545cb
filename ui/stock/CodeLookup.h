// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/stock/StockItem.h"

namespace pos::ui {

// Whose barcode, or SKU, a scanned code is. Codes are asked for one after the other and told in the
// order they came; none is lost while the server is away.
class CodeLookup final : public QObject {
    Q_OBJECT
public:
    explicit CodeLookup(ApiClient &client, QObject *parent = nullptr);

    void find(const QString &code);
    void retry();
    void setPaused(bool paused); // answers wait, in their order
    void forget(); // what is waiting
    qsizetype waiting() const { return m_codes.size(); }
    bool isStuck() const { return m_stuck; }

Q_SIGNALS:
    void found(const pos::ui::StockItem &item, const QString &code);
    void unknown(const QString &code);
    void stuck(const pos::Error &error); // until retry()
    void waitingChanged();

private:
    enum class By { Barcode, Sku };

    void next();
    void ask(By by);
    void answered(const Result<ApiReply> &answer, By by);
    void settle(const std::optional<StockItem> &item);
    void deliver();

    ApiClient &m_client;
    QStringList m_codes; // the first is being asked for
    QHash<QString, StockItem> m_known;
    bool m_busy = false;
    bool m_stuck = false;
    bool m_paused = false;
    bool m_hasAnswer = false;
    std::optional<StockItem> m_answer; // to the first code
    std::unique_ptr<QObject> m_call;
};

} // namespace pos::ui
