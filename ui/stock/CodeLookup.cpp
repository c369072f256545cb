// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/CodeLookup.h"

namespace pos::ui {

CodeLookup::CodeLookup(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
}

void CodeLookup::find(const QString &code)
{
    m_codes.append(code);
    Q_EMIT waitingChanged();
    next();
}

void CodeLookup::retry()
{
    m_stuck = false;
    next();
}

void CodeLookup::forget()
{
    m_call.reset();
    m_busy = false;
    m_stuck = false;
    m_hasAnswer = false;
    m_codes.clear();
    m_known.clear(); // prices and names may be others by then
    Q_EMIT waitingChanged();
}

void CodeLookup::next()
{
    if (m_busy || m_stuck || m_codes.isEmpty())
        return;
    m_busy = true;
    const auto known = m_known.constFind(m_codes.first());
    if (known != m_known.constEnd())
        settle(*known);
    else
        ask(By::Barcode);
}

void CodeLookup::ask(By by)
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/lookup");
    request.query.addQueryItem(by == By::Barcode ? QStringLiteral("barcode") : QStringLiteral("sku"), m_codes.first());
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this, by](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        answered(answer, by);
    });
}

void CodeLookup::answered(const Result<ApiReply> &answer, By by)
{
    if (answer) {
        const StockItem item = StockItem::fromLookup(answer->document);
        m_known.insert(m_codes.first(), item);
        settle(item);
    } else if (answer.error().code != ErrorCode::NotFound) {
        m_busy = false;
        m_stuck = true;
        Q_EMIT stuck(answer.error());
    } else if (by == By::Barcode) {
        ask(By::Sku);
    } else {
        settle({});
    }
}

void CodeLookup::settle(const std::optional<StockItem> &item)
{
    m_answer = item;
    m_hasAnswer = true;
    if (!m_paused)
        deliver();
}

void CodeLookup::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused && m_hasAnswer)
        deliver();
}

void CodeLookup::deliver()
{
    m_hasAnswer = false;
    const std::optional<StockItem> item = m_answer;
    const QString code = m_codes.takeFirst();
    m_busy = false;
    Q_EMIT waitingChanged();
    if (item)
        Q_EMIT found(*item, code);
    else
        Q_EMIT unknown(code);
    next();
}

} // namespace pos::ui
