// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SignInPage.h"

#include "ui/api/ErrorWords.h"
#include "ui/shell/CodePage.h"
#include "ui/shell/ShellActions.h"
#include "ui/shell/ShopMark.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PasswordField.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kCardWidth = 400;
}

SignInPage::SignInPage(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_title(new Label(tok::Type::Title)),
      m_intro(new Label(tok::Type::Body, "muted")), m_banner(new Banner(Tone::Danger)), m_email(new QLineEdit),
      m_password(new PasswordField), m_shop(new ComboBox), m_emailField(new Field(m_email)),
      m_passwordField(new Field(m_password)), m_shopField(new Field(m_shop)),
      m_submit(new Button(Button::Kind::Primary)), m_forgot(new Button(Button::Kind::Link)),
      m_invited(new Button(Button::Kind::Link)), m_haveCode(new Button(Button::Kind::Link)),
      m_language(new Button(Button::Kind::Ghost, QStringLiteral("languages"))),
      m_look(new Button(Button::Kind::Ghost, QStringLiteral("moon"))), m_codes(new CodePage(session))
{
    build();
    connect(m_submit, &QPushButton::clicked, this, &SignInPage::submit);
    connect(m_email, &QLineEdit::returnPressed, this, &SignInPage::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &SignInPage::submit);
    connect(m_forgot, &QPushButton::clicked, this, &SignInPage::forgot);
    connect(m_invited, &QPushButton::clicked, this, [this] { showCodes(int(CodePage::Kind::Invitation)); });
    connect(m_haveCode, &QPushButton::clicked, this, [this] { showCodes(int(CodePage::Kind::NewPassword)); });
    connect(m_codes, &CodePage::backAsked, this, [this] { showSignIn(); });
    connect(m_codes, &CodePage::done, this, &SignInPage::showSignIn);
    connect(m_language, &QPushButton::clicked, this, &SignInPage::languageAsked);
    connect(m_look, &QPushButton::clicked, this, &SignInPage::lookAsked);
    connect(m_email, &QLineEdit::textEdited, this, [this] { m_emailField->setError({}); });
    connect(m_password, &QLineEdit::textEdited, this, [this] { m_passwordField->setError({}); });
    retranslate();
}

void SignInPage::build()
{
    setObjectName(QStringLiteral("canvas"));
    setAttribute(Qt::WA_StyledBackground);
    auto *page = boxOn<QVBoxLayout>(this, tok::s4);
    QFrame *card = makeCard();
    card->setFixedWidth(kCardWidth);
    auto *column = boxOn<QVBoxLayout>(card, tok::s5, tok::s3);
    auto *brand = boxOn<QHBoxLayout>(nullptr, 0, 10);
    auto *name = new Label(tok::Type::Strong);
    name->setText(QStringLiteral("POS Back Office"));
    brand->addWidget(new ShopMark(30));
    brand->addWidget(name, 1);
    column->addLayout(brand);
    column->addSpacing(tok::s1);
    auto *words = boxOn<QVBoxLayout>(nullptr, 0, 2);
    m_intro->setWrapped();
    words->addWidget(m_title);
    words->addWidget(m_intro);
    column->addLayout(words);
    column->addWidget(m_banner);
    column->addWidget(m_emailField);
    column->addWidget(m_passwordField);
    column->addWidget(m_shopField);
    m_shopField->hide();
    column->addSpacing(tok::s1);
    column->addWidget(m_submit);
    buildLinks(column);
    m_card = card;
    m_codeCard = makeCard();
    m_codeCard->setFixedWidth(kCardWidth);
    boxOn<QVBoxLayout>(m_codeCard, tok::s5)->addWidget(m_codes);
    m_codeCard->hide();

    page->addStretch(2);
    page->addWidget(m_card, 0, Qt::AlignHCenter);
    page->addWidget(m_codeCard, 0, Qt::AlignHCenter);
    page->addStretch(3);
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s1);
    foot->addStretch();
    foot->addWidget(m_language);
    foot->addWidget(m_look);
    page->addLayout(foot);

    m_email->setObjectName(QStringLiteral("signIn.email"));
    m_password->setObjectName(QStringLiteral("signIn.password"));
    m_submit->setObjectName(QStringLiteral("signIn.submit"));
    m_shop->setObjectName(QStringLiteral("signIn.shop"));
    m_forgot->setObjectName(QStringLiteral("signIn.forgot"));
    m_invited->setObjectName(QStringLiteral("signIn.invited"));
    m_haveCode->setObjectName(QStringLiteral("signIn.haveCode"));
    m_banner->setObjectName(QStringLiteral("signIn.banner"));
    m_language->setObjectName(QStringLiteral("signIn.language"));
    m_look->setObjectName(QStringLiteral("signIn.look"));
    m_email->setMaxLength(254);
    m_email->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase);
    m_banner->hide();
}

void SignInPage::buildLinks(QVBoxLayout *column)
{
    auto *links = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    links->addStretch();
    links->addWidget(m_invited);
    links->addWidget(m_haveCode);
    links->addStretch();
    column->addWidget(m_forgot, 0, Qt::AlignHCenter);
    column->addLayout(links);
}

void SignInPage::showCodes(int kind, const QString &notice)
{
    m_card->hide();
    m_codeCard->show();
    m_codes->begin(static_cast<CodePage::Kind>(kind), notice);
}

void SignInPage::showSignIn(const QString &notice)
{
    begin();
    m_told = notice;
    showNotice(notice.isEmpty() ? Notice::None : Notice::Told);
}

void SignInPage::begin()
{
    m_codeCard->hide();
    m_card->show();
    m_shopField->hide();
    m_password->clear();
    m_emailField->setError({});
    m_passwordField->setError({});
    showNotice(Notice::None);
    setWorking(false);
    m_email->setFocus(Qt::OtherFocusReason);
}

void SignInPage::sayEnded()
{
    begin();
    showNotice(Notice::Ended);
}

bool SignInPage::checkEmail()
{
    const bool given = m_email->text().contains(u'@');
    m_emailField->setError(given ? QString() : tr("Write your e-mail address."));
    if (!given)
        m_email->setFocus(Qt::OtherFocusReason);
    return given;
}

void SignInPage::submit()
{
    if (m_working || !checkEmail())
        return;
    if (m_password->text().isEmpty()) {
        m_passwordField->setError(m_password->hasFocus() ? tr("Write your password.") : QString());
        m_password->setFocus(Qt::OtherFocusReason);
        return;
    }
    showNotice(Notice::None);
    setWorking(true);
    const QString shop = m_shopField->isHidden() ? QString() : m_shop->value();
    m_session.signIn(
        m_email->text().trimmed(), m_password->text(), this,
        [this](const Result<void> &done) {
            setWorking(false);
            if (!done && done.error().reason == QLatin1String("choose_shop")) {
                offerShops(done.error());
                return;
            }
            m_password->clear();
            if (done)
                return;
            refused(done.error());
            m_password->setFocus(Qt::OtherFocusReason);
        },
        shop);
}

void SignInPage::offerShops(const Error &error)
{
    QList<QPair<QString, QString>> shops;
    for (const QJsonValue &shop : error.state[u"shops"].toArray())
        shops.append({shop[u"slug"].toString(), shop[u"name"].toString()});
    m_shop->setChoices(shops);
    m_shopField->setVisible(!shops.isEmpty());
    refused(error);
    m_shop->setFocus(Qt::OtherFocusReason);
}

void SignInPage::forgot()
{
    if (m_working || !checkEmail())
        return;
    setWorking(true);
    m_session.forgotPassword(m_email->text().trimmed(), this, [this](const Result<void> &done) {
        setWorking(false);
        if (done)
            showCodes(
                int(CodePage::Kind::NewPassword),
                tr("If an account has this address, a mail with a code is on its way. Where no mail server is set "
                   "up, the shop's owner finds it in Settings."));
        else
            refused(done.error());
    });
}

void SignInPage::refused(const Error &error)
{
    if (error.reason == QLatin1String("email_not_verified")) {
        showCodes(int(CodePage::Kind::Address), ErrorWords::sentence(error));
        return;
    }
    m_error = error;
    showNotice(Notice::Refused);
}

void SignInPage::setWorking(bool working)
{
    m_working = working;
    m_submit->setBlocked(working ? tr("Signing in") : QString());
}

void SignInPage::showNotice(Notice notice)
{
    m_notice = notice;
    m_banner->setVisible(notice != Notice::None);
    m_banner->setTone(notice == Notice::Refused ? Tone::Danger : Tone::Info);
    if (notice == Notice::Ended)
        m_banner->setTexts(tr("You were signed out. Please sign in again."), {});
    else if (notice == Notice::Told)
        m_banner->setTexts(m_told, {});
    else if (notice == Notice::Refused)
        m_banner->setTexts(ErrorWords::sentence(m_error), {});
}

void SignInPage::retranslate()
{
    m_title->setText(tr("Sign in"));
    m_intro->setText(tr("With the account of your shop."));
    m_emailField->setTexts(tr("E-mail"));
    m_passwordField->setTexts(tr("Password"));
    m_password->setWords(tr("Show the password"), tr("Hide the password"));
    m_submit->setLabel(tr("Sign in"));
    m_shopField->setTexts(tr("Shop"));
    m_forgot->setLabel(tr("Forgot the password?"));
    m_invited->setLabel(tr("I was invited"));
    m_haveCode->setLabel(tr("I have a code"));
    m_language->setLabel(QLocale().language() == QLocale::Indonesian ? QStringLiteral("English")
                                                                     : QStringLiteral("Bahasa Indonesia"));
    m_language->setToolTip(withKeys(tr("Language"), ShellCommand::Language));
    m_look->setHint(tr("Dark or light"));
    m_look->setToolTip(withKeys(tr("Dark or light"), ShellCommand::Look));
    setWorking(m_working);
    showNotice(m_notice);
}

} // namespace pos::ui
