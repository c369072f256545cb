// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SalePage.h"

#include "ui/api/ErrorWords.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/models/ShopTime.h"
#include "ui/sale/ApprovalDialog.h"
#include "ui/sale/HeldOrdersDialog.h"
#include "ui/sale/HoldDialog.h"
#include "ui/sale/ProductFinder.h"
#include "ui/sale/SaleCheckout.h"
#include "ui/sale/SaleLinesView.h"
#include "ui/sale/SoldPage.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"
#include "ui/widgets/ScanInput.h"

#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pos::ui {

SalePage::SalePage(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_draft(client), m_header(new PageHeader),
      m_held(new Button(Button::Kind::Secondary, QStringLiteral("clock-3"))),
      m_hold(new Button(Button::Kind::Secondary)), m_close(new Button(Button::Kind::Ghost, QStringLiteral("x"))),
      m_stack(new QStackedWidget), m_finder(new ProductFinder(client)), m_lines(new SaleLinesView(m_draft.lines())),
      m_banner(new Banner(Tone::Danger)), m_again(new Button(Button::Kind::Secondary)),
      m_other(new Button(Button::Kind::Secondary)), m_checkout(new SaleCheckout(m_draft)), m_sold(new SoldPage(client))
{
    build();
    connectDraft();
    auto *scanner = new ScanInput(this);
    connect(scanner, &ScanInput::scanned, this, [this](const QString &code) {
        if (m_stack->currentIndex() == 0 && whyNotNow().isEmpty())
            m_finder->take(code);
    });
    connect(m_finder, &ProductFinder::finished, this, &SalePage::pay);
    connect(m_lines, &SaleLinesView::unreadable, this, &SalePage::said);
    connect(m_held, &QPushButton::clicked, this, &SalePage::takeUp);
    connect(m_hold, &QPushButton::clicked, this, [this] { hold(); });
    connect(m_close, &QPushButton::clicked, this, &SalePage::close);
    connect(m_sold, &SoldPage::nextAsked, this, &SalePage::begin);
    connect(m_sold, &SoldPage::orderAsked, this, &SalePage::orderAsked);
    connect(m_sold, &SoldPage::said, this, &SalePage::said);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &SalePage::close);
    auto *find = new QShortcut(QKeySequence(Qt::Key_F3), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_finder, &ProductFinder::takeFocus);
    retranslate();
}

void SalePage::build()
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    column->addWidget(m_header);
    for (Button *button : {m_held, m_hold, m_close})
        m_header->addAction(button);
    auto *selling = new QWidget;
    auto *row = boxOn<QHBoxLayout>(selling, 0, tok::s4);
    auto *left = boxOn<QVBoxLayout>(nullptr, 0, tok::s3);
    left->addWidget(m_banner);
    left->addWidget(m_finder);
    left->addWidget(m_lines, 1);
    row->addLayout(left, 1);
    row->addWidget(m_checkout);
    m_stack->addWidget(selling);
    m_stack->addWidget(m_sold);
    column->addWidget(m_stack, 1);

    m_banner->addAction(m_other);
    m_banner->addAction(m_again);
    m_banner->hide();
    m_banner->setObjectName(QStringLiteral("sale.banner"));
    m_again->setObjectName(QStringLiteral("sale.again"));
    m_other->setObjectName(QStringLiteral("sale.other"));
    m_held->setObjectName(QStringLiteral("sale.held"));
    m_hold->setObjectName(QStringLiteral("sale.hold"));
    m_close->setObjectName(QStringLiteral("sale.close"));
    m_held->setKeys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
    m_hold->setKeys(QKeySequence(Qt::CTRL | Qt::Key_H));
}

void SalePage::connectDraft()
{
    connect(m_finder, &ProductFinder::found, this,
            [this](const QString &variant, const QString &name, const QString &sku) {
                if (whyNotNow().isEmpty())
                    m_lines->choose(m_draft.lines().add(variant, name, sku));
            });
    connect(&m_draft, &SaleDraft::changed, this, [this] {
        if (m_draft.isPriced() && m_notice == Notice::Prices)
            notify(Notice::None, {});
        showState();
    });
    connect(&m_draft, &SaleDraft::priceRefused, this, [this](const Error &error) {
        const auto others = m_draft.lines().applyErrors(error.fields);
        if (error.fields.isEmpty() || !others.isEmpty())
            notify(Notice::Prices, ErrorWords::sentence(error), tr("The order has no prices yet."));
        else
            notify(Notice::Refused, tr("Some lines cannot be sold."));
    });
    connect(&m_draft, &SaleDraft::sold, this, &SalePage::finished);
    connect(&m_draft, &SaleDraft::refused, this, &SalePage::refused);
    connect(&m_draft, &SaleDraft::cartChanged, this, &SalePage::cartChanged);
    connect(&m_draft, &SaleDraft::uncertain, this, [this](const Error &error) {
        notify(Notice::Uncertain, ErrorWords::sentence(error),
               tr("Nobody knows yet whether it was sold. Send it again: it is never sold twice."));
        m_again->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_draft, &SaleDraft::held, this, [this] {
        Q_EMIT said(tr("Order held."));
        if (const auto then = std::exchange(m_afterHold, {}))
            then();
        else
            begin();
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        switch (m_notice) {
        case Notice::Prices: m_draft.price(); break;
        case Notice::Uncertain: m_draft.sellAgain(); break;
        case Notice::Cart:
            m_draft.takeUp(m_theirs);
            notify(Notice::None, {});
            break;
        default: notify(Notice::None, {});
        }
    });
    connect(m_other, &QPushButton::clicked, this, [this] {
        if (m_notice == Notice::Cart) {
            m_draft.keepMine(m_theirs);
            notify(Notice::None, {});
            return;
        }
        m_draft.giveUp();
        notify(Notice::None, {});
        Q_EMIT closed();
    });
}

void SalePage::setProfile(const Profile &profile)
{
    m_profile = profile;
    m_finder->setFormat(profile.money);
    m_lines->setFormat(profile.money);
    m_draft.lines().setFormat(profile.money);
    m_checkout->setFormat(profile.money);
    m_sold->setFormat(profile.money);
    retranslate();
}

void SalePage::setRounding(const domain::CashRounding &rounding)
{
    m_checkout->setRounding(rounding);
}

void SalePage::refresh()
{
    if (!m_draft.isPriced() && !m_draft.isSelling() && !m_draft.isUncertain())
        m_draft.price();
}

void SalePage::begin()
{
    if (m_stack->currentIndex() == 1 || !isUnsaved()) {
        m_draft.reset();
        m_checkout->clear();
        m_finder->clear();
        notify(Notice::None, {});
    }
    m_stack->setCurrentIndex(0);
    retranslate();
    m_finder->takeFocus();
}

void SalePage::takeFocus()
{
    m_stack->currentIndex() == 0 ? m_finder->takeFocus() : m_sold->takeFocus();
}

bool SalePage::isUnsaved() const
{
    return !m_draft.lines().isEmpty() || m_draft.isUncertain();
}

QString SalePage::whyNotNow() const
{
    if (m_draft.isSelling())
        return tr("One moment");
    return m_draft.isUncertain() ? tr("It was sent already: send it again or look in Orders") : QString();
}

void SalePage::showState()
{
    const QString busy = whyNotNow();
    const bool empty = m_draft.lines().isEmpty();
    m_lines->setLocked(!busy.isEmpty());
    m_finder->setEnabled(busy.isEmpty());
    m_checkout->showState(busy);
    m_hold->setBlocked(!busy.isEmpty() ? busy : empty ? tr("There is nothing to hold yet") : QString());
    m_held->setBlocked(busy);
}

void SalePage::pay()
{
    if (!m_draft.lines().isEmpty())
        m_checkout->takeFocus();
}

void SalePage::notify(Notice notice, const QString &strong, const QString &more)
{
    m_notice = notice;
    m_banner->setVisible(notice != Notice::None);
    m_banner->setTexts(strong, more);
    m_again->setVisible(notice == Notice::Prices || notice == Notice::Uncertain || notice == Notice::Cart);
    m_other->setVisible(notice == Notice::Uncertain || notice == Notice::Cart);
    m_again->setLabel(notice == Notice::Uncertain ? tr("Send again")
                      : notice == Notice::Cart    ? tr("Show theirs")
                                                  : tr("Retry"));
    m_other->setLabel(notice == Notice::Cart ? tr("Keep mine") : tr("Look in Orders"));
}

void SalePage::refused(const Error &error)
{
    m_afterHold = {};
    if (error.reason == QLatin1String("approval_required"))
        return approve();
    m_checkout->showErrors(m_draft.lines().applyErrors(error.fields));
    const int missing = m_draft.lines().rowOf(error.state[u"variant_id"].toString());
    if (missing >= 0)
        m_draft.lines().showError(missing, tr("Not enough in stock"));
    if (error.reason == QLatin1String("price_changed"))
        notify(Notice::Refused, tr("Prices have changed."),
               tr("The order shows the new ones. Look again, then complete it."));
    else
        notify(Notice::Refused, ErrorWords::sentence(error));
}

void SalePage::approve()
{
    auto *dialog = new ApprovalDialog(m_client, QStringLiteral("order.discount"), m_draft.cart(), this,
                                      [this](const QString &approval) {
                                          m_draft.setApproval(approval);
                                          m_checkout->complete();
                                      });
    dialog->open();
}

void SalePage::cartChanged(const QJsonObject &theirs)
{
    m_afterHold = {};
    m_theirs = theirs;
    notify(Notice::Cart, tr("Somebody else changed this held order meanwhile."),
           tr("Take theirs, or go on with what stands here."));
}

void SalePage::hold(std::function<void()> then)
{
    m_afterHold = std::move(then);
    auto *dialog = new HoldDialog(m_draft.cartName(), this, [this](const QString &name) { m_draft.hold(name); });
    dialog->open();
}

void SalePage::takeUp()
{
    leave([this] {
        auto *dialog = new HeldOrdersDialog(m_client, ShopTime(m_profile.zone), this, [this](const QJsonObject &cart) {
            begin();
            m_draft.takeUp(cart);
            m_checkout->setNote(m_draft.note());
            m_finder->takeFocus();
        });
        dialog->open();
    });
}

void SalePage::leave(std::function<void()> then)
{
    if (!isUnsaved() || m_stack->currentIndex() == 1)
        return then();
    if (!whyNotNow().isEmpty()) {
        Q_EMIT said(whyNotNow());
        return;
    }
    ConfirmDialog::ask(this, tr("This order is not sold yet"), tr("Hold it to go on with it later, on any till."),
                       {{QStringLiteral("hold"), tr("Hold"), Button::Kind::Primary},
                        {QStringLiteral("discard"), tr("Discard"), Button::Kind::Danger},
                        {QStringLiteral("stay"), tr("Go on selling")}},
                       [this, then](const QString &answer) {
                           if (answer == QLatin1String("hold")) {
                               hold(then);
                           } else if (answer == QLatin1String("discard")) {
                               m_draft.reset();
                               then();
                           }
                       });
}

void SalePage::close()
{
    leave([this] {
        m_stack->setCurrentIndex(0);
        Q_EMIT closed();
    });
}

void SalePage::finished(const QJsonObject &order)
{
    notify(Notice::None, {});
    m_checkout->clear();
    m_sold->setOrder(order);
    m_stack->setCurrentIndex(1);
    retranslate();
    m_sold->takeFocus();
    Q_EMIT sold(order[u"id"].toString());
}

void SalePage::retranslate()
{
    const bool selling = m_stack->currentIndex() == 0;
    m_header->setTexts(tr("New order"), m_draft.cartName().isEmpty() ? tr("Scan or search, then take the payment")
                                                                     : tr("Taken up: %1").arg(m_draft.cartName()));
    m_held->setVisible(selling);
    m_hold->setVisible(selling);
    m_held->setLabel(tr("Held orders"));
    m_hold->setLabel(tr("Hold"));
    m_close->setHint(tr("Close  (Esc)"));
    showState();
}

} // namespace pos::ui
