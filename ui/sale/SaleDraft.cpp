// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SaleDraft.h"

#include "ui/models/JsonCells.h"

#include <chrono>

namespace pos::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto kPause = 30ms;
const QString kCarts = QStringLiteral("/api/v1/carts");

QByteArray etagOf(qint64 version)
{
    return '"' + QByteArray::number(version) + '"';
}

} // namespace

SaleDraft::SaleDraft(ApiClient &client, QObject *parent)
    : QObject(parent), m_client(client), m_post(client), m_holding(client)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &SaleDraft::price);
    connect(&m_lines, &SaleLinesModel::edited, this, &SaleDraft::linesEdited);
}

Money SaleDraft::total() const
{
    return moneyIn(m_priced, "total");
}

void SaleDraft::setNote(const QString &note)
{
    if (note == m_note)
        return;
    m_note = note;
    m_cartEdited = true;
}

void SaleDraft::linesEdited()
{
    m_isPriced = false;
    m_pricing.reset();
    m_approval.clear();
    m_cartEdited = true;
    if (m_lines.isEmpty()) {
        m_pause.stop();
        m_priced = {};
    } else {
        m_pause.start();
    }
    Q_EMIT changed();
}

void SaleDraft::price()
{
    m_pause.stop();
    if (m_lines.isEmpty())
        return;
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/orders/price");
    request.body = QJsonObject{{QStringLiteral("lines"), m_lines.toJson()}};
    m_pricing = std::make_unique<QObject>();
    m_client.call(request, m_pricing.get(), [this](const Result<ApiReply> &answer) {
        m_pricing.release()->deleteLater();
        if (answer) {
            m_lines.clearErrors();
            takePrices(answer->document);
        } else {
            Q_EMIT priceRefused(answer.error());
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void SaleDraft::takePrices(const QJsonObject &priced)
{
    m_priced = priced;
    m_isPriced = true;
    m_lines.applyPrices(priced[u"lines"].toArray());
}

QJsonObject SaleDraft::saleBody() const
{
    QJsonObject body{{QStringLiteral("payments"), m_payments}, {QStringLiteral("total"), contract::toJson(total())}};
    if (m_cart.isEmpty())
        body.insert(QStringLiteral("lines"), m_lines.toJson());
    if (!m_note.isEmpty())
        body.insert(QStringLiteral("note"), m_note);
    if (!m_discountReason.isEmpty() && m_lines.hasDiscount())
        body.insert(QStringLiteral("discount_reason"), m_discountReason);
    if (!m_approval.isEmpty())
        body.insert(QStringLiteral("approval_id"), m_approval);
    return body;
}

QJsonObject SaleDraft::cartBody() const
{
    QJsonObject body{{QStringLiteral("name"), m_cartName}, {QStringLiteral("lines"), m_lines.toJson()}};
    if (!m_note.isEmpty())
        body.insert(QStringLiteral("note"), m_note);
    return body;
}

void SaleDraft::sell(const QJsonArray &payments)
{
    if (isSelling() || !m_isPriced)
        return;
    m_payments = payments;
    if (m_cart.isEmpty() || !m_cartEdited)
        post();
    else
        storeCart([this] { post(); });
}

void SaleDraft::sellAgain()
{
    post();
}

void SaleDraft::post()
{
    const QString path =
        m_cart.isEmpty() ? QStringLiteral("/api/v1/orders") : kCarts + u'/' + m_cart + QStringLiteral("/checkout");
    m_post.send(path, saleBody(), m_cart.isEmpty() ? QByteArray() : etagOf(m_cartVersion),
                [this](const Result<ApiReply> &answer) { posted(answer); });
    Q_EMIT changed();
}

void SaleDraft::posted(const Result<ApiReply> &answer)
{
    if (answer) {
        const QJsonObject order = answer->document;
        reset();
        Q_EMIT sold(order);
        return;
    }
    const Error error = answer.error();
    if (KeptPost::isUncertain(error)) {
        Q_EMIT changed();
        Q_EMIT uncertain(error);
        return;
    }
    m_approval.clear(); // spent, or not the right one
    if (error.reason == QLatin1String("price_changed"))
        takePrices(error.state);
    Q_EMIT changed();
    if (error.code == ErrorCode::PreconditionFailed)
        Q_EMIT cartChanged(error.state);
    else
        Q_EMIT refused(error);
}

void SaleDraft::giveUp()
{
    m_post.forget();
    reset();
}

void SaleDraft::storeCart(std::function<void()> then)
{
    ApiRequest request;
    request.method = "PUT";
    request.path = kCarts + u'/' + m_cart;
    request.body = cartBody();
    request.ifMatch = etagOf(m_cartVersion);
    m_storing = std::make_unique<QObject>();
    m_client.call(request, m_storing.get(), [this, then = std::move(then)](const Result<ApiReply> &answer) {
        m_storing.release()->deleteLater();
        // An earlier try may have got there although its answer was lost: then theirs is ours.
        const bool already = !answer && answer.error().code == ErrorCode::PreconditionFailed
                             && answer.error().state[u"lines"].toArray() == m_lines.toJson();
        if (answer || already) {
            const QJsonObject cart = answer ? answer->document : answer.error().state;
            m_cartVersion = cart[u"version"].toInteger();
            m_cartEdited = false;
            then();
            return;
        }
        Q_EMIT changed();
        if (answer.error().code == ErrorCode::PreconditionFailed)
            Q_EMIT cartChanged(answer.error().state);
        else
            Q_EMIT refused(answer.error());
    });
    Q_EMIT changed();
}

void SaleDraft::hold(const QString &name)
{
    if (isSelling() || m_lines.isEmpty())
        return;
    const auto done = [this] {
        reset();
        Q_EMIT held();
    };
    if (name != m_cartName) {
        m_cartName = name;
        m_cartEdited = true;
    }
    if (!m_cart.isEmpty()) {
        m_cartEdited ? storeCart(done) : done();
        return;
    }
    m_holding.send(kCarts, cartBody(), {}, [this, done](const Result<ApiReply> &answer) {
        if (answer)
            return done();
        Q_EMIT changed();
        Q_EMIT refused(answer.error());
    });
    Q_EMIT changed();
}

void SaleDraft::takeUp(const QJsonObject &cart)
{
    m_post.forget();
    m_holding.forget();
    m_cart = cart[u"id"].toString();
    m_cartName = cart[u"name"].toString();
    m_cartVersion = cart[u"version"].toInteger();
    m_note = cart[u"note"].toString();
    m_lines.load(cart[u"lines"].toArray());
    m_cartEdited = false;
    Q_EMIT changed();
}

void SaleDraft::keepMine(const QJsonObject &theirs)
{
    m_cartVersion = theirs[u"version"].toInteger();
    m_cartEdited = true;
    Q_EMIT changed();
}

void SaleDraft::reset()
{
    m_pricing.reset();
    m_storing.reset();
    m_holding.forget();
    m_note.clear();
    m_discountReason.clear();
    m_approval.clear();
    m_payments = {};
    m_cart.clear();
    m_cartName.clear();
    m_lines.clear();
    m_cartEdited = false;
}

} // namespace pos::ui
