// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/EntryPage.h"

#include "ui/api/ErrorWords.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/stock/ItemPicker.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/ScanInput.h"

#include <QApplication>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pos::ui {

EntryPage::EntryPage(ApiClient &client, const Profile &profile, const QString &name, QWidget *parent)
    : Page(parent), m_client(client), m_profile(profile), m_name(name), m_lookup(client), m_poster(client),
      m_stack(new QStackedWidget), m_picker(new ItemPicker(client, name)), m_discard(new Button(Button::Kind::Ghost)),
      m_banner(new Banner(Tone::Danger)), m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_done(new EmptyState), m_again(new Button(Button::Kind::Primary)), m_open(new Button(Button::Kind::Secondary))
{
    auto *work = new QWidget;
    m_work = boxOn<QVBoxLayout>(work, 0, tok::s3);
    auto *top = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    top->addWidget(m_picker, 1);
    top->addWidget(m_discard, 0, Qt::AlignRight);
    m_work->addLayout(top);
    m_discard->hide();
    m_work->addWidget(m_banner);
    m_banner->addAction(m_retry);
    m_banner->hide();
    m_stack->addWidget(work);
    m_stack->addWidget(m_done);
    boxOn<QVBoxLayout>(this)->addWidget(m_stack);
    m_done->addAction(m_open);
    m_done->addAction(m_again);
    m_banner->setObjectName(objectNameOf("banner"));
    m_retry->setObjectName(objectNameOf("retry"));
    m_discard->setObjectName(objectNameOf("discard"));
    m_done->setObjectName(objectNameOf("done"));
    m_again->setObjectName(objectNameOf("again"));
    m_open->setObjectName(objectNameOf("document"));
    connectParts();
}

void EntryPage::connectParts()
{
    auto *scanner = new ScanInput(this);
    connect(scanner, &ScanInput::scanned, this, &EntryPage::scanned);
    connect(scanner, &ScanInput::readingChanged, &m_lookup, &CodeLookup::setPaused);
    connect(m_picker, &ItemPicker::codeEntered, this, &EntryPage::scanned);
    connect(m_picker, &ItemPicker::picked, this, [this](const StockItem &item) {
        clearNotice();
        take(item);
    });
    connect(&m_lookup, &CodeLookup::found, this, [this](const StockItem &item, const QString &code) {
        if (!item.isTracked) {
            QApplication::beep();
            notify(Notice::UnknownCode, tr("%1 is a service: no stock is kept of it.").arg(item.name), code);
            return;
        }
        if (m_notice == Notice::Stuck)
            clearNotice();
        take(item);
    });
    connect(&m_lookup, &CodeLookup::unknown, this, [this](const QString &code) {
        QApplication::beep();
        notify(Notice::UnknownCode, tr("No product has the code %1.").arg(code),
               tr("It was not added. Search for the product by its name, or give it this barcode first."));
    });
    connect(&m_lookup, &CodeLookup::stuck, this, [this](const Error &error) {
        notify(Notice::Stuck, ErrorWords::sentence(error),
               tr("%n scanned codes are kept and wait for it.", nullptr, static_cast<int>(m_lookup.waiting())));
    });
    connect(&m_poster, &EntryPoster::stateChanged, this, &EntryPage::showWork);
    connect(&m_poster, &EntryPoster::refused, this, &EntryPage::refused);
    connect(&m_poster, &EntryPoster::unanswered, this, [this](const Error &error) {
        notify(Notice::Unanswered, ErrorWords::sentence(error),
               tr("Nobody knows yet whether this was entered. Try again: it is entered once."));
    });
    connect(&m_poster, &EntryPoster::entered, this, [this](const QJsonObject &document) {
        m_document = document[u"id"].toString();
        clearNotice();
        summarize(document);
        setDone(true);
        Q_EMIT entered();
    });
    connect(m_retry, &QPushButton::clicked, this, [this] {
        if (m_notice == Notice::Unanswered)
            m_poster.retry();
        else
            m_lookup.retry();
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        discard();
        takeFocus();
    });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        if (isUnsaved()) {
            leave([this] { takeFocus(); });
            return;
        }
        discard();
        takeFocus();
    });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT documentAsked(m_document); });
}

QString EntryPage::objectNameOf(const char *part) const
{
    return m_name + u'.' + QLatin1String(part);
}

void EntryPage::scanned(const QString &code)
{
    if (m_poster.isOpen() || isDone()) {
        QApplication::beep(); // the document is closed, or nobody knows yet
        return;
    }
    if (m_notice == Notice::UnknownCode)
        clearNotice();
    m_lookup.find(code);
    if (m_lookup.isStuck()) // the next scan tries again by itself
        m_lookup.retry();
}

void EntryPage::takeVariant(const QString &variant)
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/stock/variants/") + variant;
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (answer)
            take(StockItem::fromLevel(answer->document));
        else
            notify(Notice::Refused, ErrorWords::sentence(answer.error()));
    });
}

void EntryPage::takeFocus()
{
    if (isDone())
        m_again->setFocus(Qt::OtherFocusReason);
    else
        m_picker->takeFocus();
}

void EntryPage::offerDiscard(bool offered)
{
    m_discard->setVisible(offered);
    m_discard->setBlocked(m_poster.isBusy() ? tr("Being entered") : QString());
}

void EntryPage::startOver()
{
    m_load.reset();
    m_lookup.forget();
    m_poster.forget();
    clearNotice();
    setDone(false);
}

bool EntryPage::isDone() const
{
    return m_stack->currentWidget() == m_done;
}

void EntryPage::setDone(bool done)
{
    m_stack->setCurrentIndex(done ? 1 : 0);
    if (isVisible())
        takeFocus();
}

void EntryPage::notify(Notice notice, const QString &strong, const QString &more)
{
    m_notice = notice;
    m_banner->setTone(notice == Notice::UnknownCode || notice == Notice::Unanswered ? Tone::Warning : Tone::Danger);
    m_banner->setTexts(strong, more);
    m_retry->setVisible(notice == Notice::Stuck || notice == Notice::Unanswered);
    m_banner->setVisible(notice != Notice::None);
}

void EntryPage::leave(std::function<void()> then)
{
    if (!isUnsaved()) {
        then();
        return;
    }
    ConfirmDialog::ask(this, tr("Leave without entering it?"), unsavedWords(),
                       {{QStringLiteral("discard"), tr("Discard"), Button::Kind::Danger},
                        {QStringLiteral("stay"), tr("Go on with it")}},
                       [this, then](const QString &answer) {
                           if (answer != QLatin1String("discard"))
                               return;
                           discard();
                           then();
                       });
}

void EntryPage::retranslate()
{
    m_retry->setLabel(tr("Try again"));
    m_open->setLabel(tr("Show the document"));
    m_discard->setLabel(tr("Discard"));
}

} // namespace pos::ui
