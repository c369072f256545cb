// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CashRounding.h"
#include "ui/api/Profile.h"
#include "ui/sale/SaleDraft.h"
#include "ui/widgets/Page.h"

#include <functional>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class Banner;
class Button;
class PageHeader;
class ProductFinder;
class SaleCheckout;
class SaleLinesView;
class SoldPage;

// A sale from the first scan to the receipt, all by keyboard.
class SalePage final : public Page {
    Q_OBJECT
public:
    explicit SalePage(ApiClient &client, QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void setRounding(const domain::CashRounding &rounding);
    void refresh(); // the server is there again: asks for prices that did not come
    void begin(); // a new one, unless one is being made
    void takeFocus();
    bool isUnsaved() const;
    // Asks what to do with an order that is not sold, and goes on unless the person stays.
    void leave(std::function<void()> then);

Q_SIGNALS:
    void closed();
    void sold(const QString &id);
    void orderAsked(const QString &id);
    void said(const QString &confirmation);

protected:
    void retranslate() override;

private:
    enum class Notice { None, Prices, Refused, Uncertain, Cart };

    void build();
    void connectDraft();
    void showState();
    void pay();
    void refused(const Error &error);
    void notify(Notice notice, const QString &strong, const QString &more = {});
    void cartChanged(const QJsonObject &theirs);
    void approve();
    void hold(std::function<void()> then = {});
    void takeUp();
    void close();
    void finished(const QJsonObject &order);
    QString whyNotNow() const;

    ApiClient &m_client;
    Profile m_profile;
    SaleDraft m_draft;
    QJsonObject m_theirs;
    Notice m_notice = Notice::None;
    std::function<void()> m_afterHold; // where the person was going

    PageHeader *m_header;
    Button *m_held;
    Button *m_hold;
    Button *m_close;
    QStackedWidget *m_stack;
    ProductFinder *m_finder;
    SaleLinesView *m_lines;
    Banner *m_banner;
    Button *m_again;
    Button *m_other;
    SaleCheckout *m_checkout;
    SoldPage *m_sold;
};

} // namespace pos::ui
