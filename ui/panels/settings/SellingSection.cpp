// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/SellingSection.h"

#include "ui/api/ErrorWords.h"
#include "ui/panels/ConflictCard.h"
#include "ui/panels/DocumentForm.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>

namespace pos::ui {

namespace {

constexpr int kTextHeight = 84;
constexpr auto kPause = std::chrono::milliseconds(300);
constexpr int kBasisPoints = 100; // of a percent

QString percentOf(qint64 basisPoints)
{
    const QString point = QLocale().decimalPoint();
    QString text = QString::number(basisPoints / kBasisPoints);
    if (const qint64 rest = basisPoints % kBasisPoints)
        text +=
            point
            + QStringLiteral("%1").arg(rest, 2, 10, QLatin1Char('0')).remove(QRegularExpression(QStringLiteral("0$")));
    return text;
}

// "7,5" or "7.5" as 750; nothing when it is no percentage from 0 to 100.
std::optional<qint64> basisPointsIn(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,3})(?:[.,](\\d{1,2}))?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const qint64 points =
        match.captured(1).toLongLong() * kBasisPoints + (match.captured(2) + QStringLiteral("00")).left(2).toLongLong();
    return points <= 100 * kBasisPoints ? std::optional(points) : std::nullopt;
}

} // namespace

SellingSection::SellingSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_banner(new Banner(Tone::Danger)),
      m_receiptTitle(new Label(tok::Type::Heading)), m_rulesTitle(new Label(tok::Type::Heading)),
      m_previewTitle(new Label(tok::Type::Small, "muted")), m_header(new QPlainTextEdit), m_footer(new QPlainTextEdit),
      m_columns(new ComboBox), m_language(new ComboBox), m_cashRounding(new ComboBox), m_stockPolicy(new ComboBox),
      m_taxRounding(new ComboBox), m_cashierDiscount(new QLineEdit), m_managerDiscount(new QLineEdit),
      m_headerField(new Field(m_header)), m_footerField(new Field(m_footer)), m_columnsField(new Field(m_columns)),
      m_languageField(new Field(m_language)), m_cashField(new Field(m_cashRounding)),
      m_stockField(new Field(m_stockPolicy)), m_taxField(new Field(m_taxRounding)),
      m_cashierField(new Field(m_cashierDiscount)), m_managerField(new Field(m_managerDiscount)), m_preview(new QLabel),
      m_form(nullptr), m_save(new Button(Button::Kind::Primary)), m_discard(new Button(Button::Kind::Secondary))
{
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &SellingSection::preview);
    connect(m_form, &DocumentForm::stateChanged, this, &SellingSection::showState);
    connect(m_form, &DocumentForm::saved, this, [this] { Q_EMIT said(tr("Saved. It holds from the next sale on.")); });
    connect(m_save, &QPushButton::clicked, this, &SellingSection::save);
    connect(m_discard, &QPushButton::clicked, this, &SellingSection::discard);
    retranslate();
}

void SellingSection::build()
{
    auto *conflict = new ConflictCard(QStringLiteral("selling"));
    m_form = new DocumentForm(client(), m_banner, conflict, this);
    content()->addWidget(m_banner);
    content()->addWidget(conflict);
    m_banner->hide();
    m_banner->setObjectName(QStringLiteral("selling.banner"));
    buildReceipt();
    buildRules();
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    foot->addWidget(m_save);
    foot->addWidget(m_discard);
    foot->addStretch();
    content()->addLayout(foot);
    content()->addStretch();
    m_save->setObjectName(QStringLiteral("selling.save"));
    m_discard->setObjectName(QStringLiteral("selling.discard"));
    m_save->setVisible(mayChange());
    m_discard->setVisible(mayChange());
}

void SellingSection::buildReceipt()
{
    auto *column = addCard();
    column->addWidget(m_receiptTitle);
    auto *sides = boxOn<QHBoxLayout>(nullptr, 0, tok::s5);
    auto *form = boxOn<QVBoxLayout>(nullptr, 0, tok::s3);
    for (QPlainTextEdit *edit : {m_header, m_footer}) {
        edit->setFixedHeight(kTextHeight);
        edit->setTabChangesFocus(true);
        edit->setReadOnly(!mayChange());
    }
    form->addWidget(m_headerField);
    form->addWidget(m_footerField);
    auto *pair = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    pair->addWidget(m_columnsField, 1);
    pair->addWidget(m_languageField, 1);
    form->addLayout(pair);
    form->addStretch();
    sides->addLayout(form, 1);
    auto *look = boxOn<QVBoxLayout>(nullptr, 0, tok::s1);
    auto *paper = new QFrame;
    paper->setProperty("box", QStringLiteral("sheet"));
    auto *inPaper = boxOn<QVBoxLayout>(paper, tok::s4);
    m_preview->setFont(Fonts::mono());
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setObjectName(QStringLiteral("selling.preview"));
    inPaper->addWidget(m_preview, 0, Qt::AlignHCenter | Qt::AlignTop);
    look->addWidget(m_previewTitle);
    look->addWidget(paper);
    look->addStretch();
    sides->addLayout(look, 1);
    column->addLayout(sides);
    m_header->setObjectName(QStringLiteral("selling.header"));
    m_footer->setObjectName(QStringLiteral("selling.footer"));
    m_columns->setObjectName(QStringLiteral("selling.columns"));
    m_language->setObjectName(QStringLiteral("selling.language"));
    m_form->bindLines("receipt_header", m_headerField, m_header);
    m_form->bindLines("receipt_footer", m_footerField, m_footer);
    m_form->bindNumber("receipt_columns", m_columnsField, m_columns);
    m_form->bindChoice("language", m_languageField, m_language);
}

void SellingSection::buildRules()
{
    auto *column = addCard();
    column->addWidget(m_rulesTitle);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(tok::s4);
    grid->setVerticalSpacing(tok::s3);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_cashField, 0, 0);
    grid->addWidget(m_taxField, 0, 1);
    grid->addWidget(m_cashierField, 1, 0);
    grid->addWidget(m_managerField, 1, 1);
    grid->addWidget(m_stockField, 2, 0);
    column->addLayout(grid);
    m_cashRounding->setObjectName(QStringLiteral("selling.cashRounding"));
    m_stockPolicy->setObjectName(QStringLiteral("selling.stockPolicy"));
    m_taxRounding->setObjectName(QStringLiteral("selling.taxRounding"));
    m_cashierDiscount->setObjectName(QStringLiteral("selling.cashierDiscount"));
    m_managerDiscount->setObjectName(QStringLiteral("selling.managerDiscount"));
    m_form->bindNumber("cash_rounding", m_cashField, m_cashRounding);
    m_form->bindChoice("stock_policy", m_stockField, m_stockPolicy);
    m_form->bindChoice("tax_rounding", m_taxField, m_taxRounding);
    bindPercent("cashier_discount_bp", m_cashierField, m_cashierDiscount);
    bindPercent("manager_discount_bp", m_managerField, m_managerDiscount);
    for (ComboBox *choice : {m_columns, m_language, m_cashRounding, m_stockPolicy, m_taxRounding})
        choice->setEnabled(mayChange());
}

void SellingSection::bindPercent(const char *name, Field *field, QLineEdit *edit)
{
    edit->setReadOnly(!mayChange());
    edit->setAlignment(Qt::AlignRight);
    m_form->bind({.name = QString::fromLatin1(name),
                  .field = field,
                  .value =
                      [edit] {
                          const auto points = basisPointsIn(edit->text());
                          return points ? QJsonValue(*points) : QJsonValue(edit->text());
                      },
                  .show = [edit](const QJsonValue &value) { edit->setText(percentOf(value.toInteger())); },
                  .words = [](const QJsonValue &value) { return percentOf(value.toInteger()) + u'%'; },
                  .wrong =
                      [edit] {
                          return basisPointsIn(edit->text()) ? QString()
                                                             : tr("A percentage from 0 to 100, such as 7.5.");
                      }});
    connect(edit, &QLineEdit::textEdited, m_form, &DocumentForm::edited);
}

void SellingSection::start()
{
    m_form->open(QStringLiteral("/api/v1/tenant/settings"));
    preview();
}

void SellingSection::reload()
{
    m_form->load();
    preview();
}

bool SellingSection::isDirty() const
{
    return m_form->isDirty();
}

void SellingSection::save()
{
    m_form->save();
}

void SellingSection::discard()
{
    m_form->discard();
}

void SellingSection::showState()
{
    m_save->setBlocked(blockedWords(*m_form));
    m_discard->setBlocked(m_form->isDirty() ? QString() : tr("Nothing was changed"));
    if (m_form->isLoaded())
        m_pause.start();
}

// The server sets it as it sets real ones: what is seen here is what is printed.
void SellingSection::preview()
{
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/orders/receipt-preview");
    request.accept = "text/plain";
    QJsonObject body;
    if (m_form->isLoaded())
        body = {{QStringLiteral("receipt_header"), m_header->toPlainText()},
                {QStringLiteral("receipt_footer"), m_footer->toPlainText()},
                {QStringLiteral("receipt_columns"), m_columns->value().toInt()},
                {QStringLiteral("language"), m_language->value()}};
    request.body = body;
    m_call = std::make_unique<QObject>();
    client().call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        m_preview->setText(answer ? QString::fromUtf8(answer->bytes) : ErrorWords::sentence(answer.error()));
    });
}

void SellingSection::setRules()
{
    QList<QPair<QString, QString>> steps{{QStringLiteral("1"), tr("Not rounded")}};
    const QList<qint64> sizes =
        profile().money.decimals() == 0 ? QList<qint64>{50, 100, 500, 1000} : QList<qint64>{5, 10, 50, 100};
    for (const qint64 size : sizes)
        steps.append({QString::number(size), tr("To %1").arg(profile().money.format(Money::ofMinor(size)))});
    m_cashRounding->setChoices(steps);
    m_stockPolicy->setChoices({{QStringLiteral("allow"), tr("Sell all the same")},
                               {QStringLiteral("warn"), tr("Sell, and warn")},
                               {QStringLiteral("block"), tr("Do not sell")}});
    m_taxRounding->setChoices(
        {{QStringLiteral("line"), tr("On each line")}, {QStringLiteral("document"), tr("On the whole receipt")}});
}

void SellingSection::retranslate()
{
    m_receiptTitle->setText(tr("Receipts"));
    m_rulesTitle->setText(tr("Rounding, discounts and stock"));
    m_previewTitle->setText(tr("So it is printed"));
    m_header->setAccessibleName(tr("Head"));
    m_headerField->setTexts(tr("Head"), tr("Below the name: address, telephone, tax number"));
    m_footerField->setTexts(tr("Foot"), tr("Such as thanks, opening hours, how to exchange"));
    m_columnsField->setTexts(tr("Paper"));
    m_languageField->setTexts(tr("Language of receipts"));
    m_cashField->setTexts(tr("Round cash"), tr("Cash payments alone, as a line of its own"));
    m_taxField->setTexts(tr("Round taxes"));
    m_cashierField->setTexts(tr("A cashier's discount, in % at most"), tr("More needs an approval by PIN"));
    m_managerField->setTexts(tr("A manager's discount, in % at most"));
    m_stockField->setTexts(tr("When the stock does not suffice"), tr("For products that do not say it themselves"));
    m_columns->setChoices(
        {{QStringLiteral("32"), tr("58 mm (32 characters)")}, {QStringLiteral("48"), tr("80 mm (48 characters)")}});
    m_language->setChoices({{QStringLiteral("id"), QStringLiteral("Bahasa Indonesia")},
                            {QStringLiteral("en"), QStringLiteral("English")}});
    setRules();
    m_save->setLabel(tr("Save"));
    m_discard->setLabel(tr("Discard"));
    showState();
}

} // namespace pos::ui
