// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/TaxSection.h"

#include "ui/api/ErrorWords.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FieldErrors.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QDateEdit>
#include <QGridLayout>
#include <QLineEdit>
#include <QRegularExpression>

namespace pos::ui {

namespace {

constexpr int kTableHeight = 216;
constexpr qint64 kPercent = 10'000; // parts per million
const QString kRules = QStringLiteral("/api/v1/tenant/tax-rules");

// "12" or "7,5" as parts per million, exactly; nothing when it is no rate from 0 to 100 %.
std::optional<qint64> ppmIn(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,3})(?:[.,](\\d{1,4}))?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const qint64 ppm =
        match.captured(1).toLongLong() * kPercent + (match.captured(2) + QStringLiteral("0000")).left(4).toLongLong();
    return ppm <= 100 * kPercent ? std::optional(ppm) : std::nullopt;
}

} // namespace

TaxSection::TaxSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_banner(new Banner(Tone::Danger)), m_title(new Label(tok::Type::Heading)),
      m_none(new Label(tok::Type::Body, "muted")), m_newTitle(new Label(tok::Type::Heading)),
      m_table(new DataTable(tok::row)), m_remove(new Button(Button::Kind::Danger)), m_preset(new ComboBox),
      m_name(new QLineEdit), m_class(new QLineEdit), m_rate(new QLineEdit), m_base(new ComboBox),
      m_inclusive(new ComboBox), m_from(new QDateEdit), m_presetField(new Field(m_preset)),
      m_nameField(new Field(m_name)), m_classField(new Field(m_class)), m_rateField(new Field(m_rate)),
      m_baseField(new Field(m_base)), m_inclusiveField(new Field(m_inclusive)), m_fromField(new Field(m_from)),
      m_add(new Button(Button::Kind::Primary, QStringLiteral("plus")))
{
    build();
    buildForm();
    connect(m_remove, &QPushButton::clicked, this, &TaxSection::askRemove);
    connect(m_add, &QPushButton::clicked, this, &TaxSection::add);
    connect(m_preset, &QComboBox::activated, this, [this] { fillFrom(m_preset->value()); });
    connect(m_table, &DataTable::rowChosen, this, &TaxSection::showState);
    for (Field *field : {m_nameField, m_classField, m_rateField})
        connect(qobject_cast<QLineEdit *>(field->control()), &QLineEdit::textEdited, field,
                [field] { field->setError({}); });
    retranslate();
    clearForm();
}

void TaxSection::build()
{
    content()->addWidget(m_banner);
    m_banner->hide();
    m_banner->setObjectName(QStringLiteral("tax.banner"));
    auto *column = addCard();
    column->addWidget(m_title);
    m_none->setWrapped();
    column->addWidget(m_none);
    m_table->setModel(&m_rules);
    m_table->setObjectName(QStringLiteral("tax.table"));
    m_table->setColumns(TaxRulesModel::Name, 160, {{200, 0}, {150, 1}, {130, 0}, {140, 2}, {220, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFixedHeight(kTableHeight);
    column->addWidget(m_table);
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    m_remove->setObjectName(QStringLiteral("tax.remove"));
    foot->addWidget(m_remove);
    foot->addStretch();
    column->addLayout(foot);
    m_remove->setVisible(mayChange());
}

void TaxSection::buildForm()
{
    auto *column = addCard();
    column->parentWidget()->setVisible(mayChange());
    column->addWidget(m_newTitle);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(tok::s4);
    grid->setVerticalSpacing(tok::s3);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_presetField, 0, 0);
    grid->addWidget(m_nameField, 0, 1);
    grid->addWidget(m_rateField, 1, 0);
    grid->addWidget(m_baseField, 1, 1);
    grid->addWidget(m_inclusiveField, 2, 0);
    grid->addWidget(m_classField, 2, 1);
    grid->addWidget(m_fromField, 3, 0);
    column->addLayout(grid);
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    foot->addWidget(m_add);
    foot->addStretch();
    column->addLayout(foot);
    content()->addStretch();
    m_from->setCalendarPopup(true);
    m_preset->setObjectName(QStringLiteral("tax.preset"));
    m_name->setObjectName(QStringLiteral("tax.name"));
    m_name->setMaxLength(60);
    m_class->setObjectName(QStringLiteral("tax.class"));
    m_class->setMaxLength(30);
    m_rate->setObjectName(QStringLiteral("tax.rate"));
    m_base->setObjectName(QStringLiteral("tax.base"));
    m_inclusive->setObjectName(QStringLiteral("tax.inclusive"));
    m_from->setObjectName(QStringLiteral("tax.from"));
    m_add->setObjectName(QStringLiteral("tax.add"));
    m_nameField->setRequired();
    m_rateField->setRequired();
}

void TaxSection::clearForm()
{
    m_preset->setCurrentIndex(0);
    m_name->clear();
    m_rate->clear();
    m_class->setText(QStringLiteral("standard"));
    m_base->setCurrentIndex(0);
    m_inclusive->setCurrentIndex(0);
    m_from->setDate(QDateTime::currentDateTime().toTimeZone(profile().zone).date());
    for (Field *field : {m_nameField, m_rateField, m_classField})
        field->setError({});
}

void TaxSection::fillFrom(const QString &preset)
{
    if (preset.isEmpty())
        return;
    const bool ppn = preset == QLatin1String("ppn");
    const bool none = preset == QLatin1String("none");
    m_name->setText(none ? tr("No tax") : ppn ? QStringLiteral("PPN 12%") : QStringLiteral("PBJT 10%"));
    m_rate->setText(none ? QStringLiteral("0") : ppn ? QStringLiteral("12") : QStringLiteral("10"));
    m_base->setValue(ppn ? QStringLiteral("11/12") : QStringLiteral("1/1"));
    m_inclusive->setValue(QStringLiteral("true"));
    for (Field *field : {m_nameField, m_rateField})
        field->setError({});
}

void TaxSection::start()
{
    reload();
}

void TaxSection::reload()
{
    ApiRequest request;
    request.path = kRules;
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer) {
            refused(answer.error());
            return;
        }
        m_banner->hide();
        m_loaded = true;
        m_rules.setItems(answer->document[u"items"].toArray());
        showState();
    });
}

bool TaxSection::isDirty() const
{
    return !m_name->text().trimmed().isEmpty() || !m_rate->text().trimmed().isEmpty();
}

void TaxSection::discard()
{
    clearForm();
}

bool TaxSection::check()
{
    m_nameField->setError(m_name->text().trimmed().isEmpty() ? tr("This is needed.") : QString());
    m_rateField->setError(ppmIn(m_rate->text()) ? QString() : tr("A rate from 0 to 100, such as 12 or 7.5."));
    for (Field *field : {m_nameField, m_rateField}) {
        if (!field->hasError())
            continue;
        field->control()->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return true;
}

void TaxSection::add()
{
    if (m_working || !check())
        return;
    const QStringList base = m_base->value().split(u'/');
    ApiRequest request;
    request.method = "POST";
    request.path = kRules;
    request.body = QJsonObject{{QStringLiteral("name"), m_name->text().trimmed()},
                               {QStringLiteral("tax_class"), m_class->text().trimmed()},
                               {QStringLiteral("rate_ppm"), ppmIn(m_rate->text()).value_or(0)},
                               {QStringLiteral("base_numerator"), base.value(0).toInt()},
                               {QStringLiteral("base_denominator"), base.value(1).toInt()},
                               {QStringLiteral("inclusive"), m_inclusive->value() == QLatin1String("true")},
                               {QStringLiteral("from"), m_from->date().toString(Qt::ISODate)}};
    m_working = true;
    m_banner->hide();
    showState();
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        m_working = false;
        showState();
        if (!answer) {
            refused(answer.error());
            return;
        }
        clearForm();
        Q_EMIT said(tr("The rule holds from that day on."));
        reload();
    });
}

void TaxSection::refused(const Error &error)
{
    const QHash<QString, Field *> fields{{QStringLiteral("name"), m_nameField},
                                         {QStringLiteral("tax_class"), m_classField},
                                         {QStringLiteral("rate_ppm"), m_rateField},
                                         {QStringLiteral("from"), m_fromField}};
    if (placeErrors(error, [&](const QString &name) { return fields.value(name); }))
        return;
    m_banner->setTexts(ErrorWords::sentence(error), isDirty() ? tr("What you typed is still here.") : QString());
    m_banner->show();
}

void TaxSection::askRemove()
{
    const QJsonObject rule = m_rules.item(m_table->currentIndex().row());
    if (rule.isEmpty())
        return;
    ConfirmDialog::ask(
        this, tr("Take %1 away?").arg(rule[u"name"].toString()),
        tr("New sales no longer use it. Sales that were made keep their tax as it was."),
        {{QStringLiteral("remove"), tr("Take away"), Button::Kind::Destroy}, {QStringLiteral("keep"), tr("Cancel")}},
        [this, id = rule[u"id"].toString()](const QString &answer) {
            if (answer == QLatin1String("remove"))
                remove(id);
        });
}

void TaxSection::remove(const QString &id)
{
    ApiRequest request;
    request.method = "DELETE";
    request.path = kRules + u'/' + id;
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer) {
            refused(answer.error());
            return;
        }
        Q_EMIT said(tr("The rule was taken away."));
        reload();
    });
}

void TaxSection::showState()
{
    const bool chosen = m_table->currentIndex().isValid();
    m_remove->setBlocked(chosen ? QString() : tr("Choose a rule first"));
    m_add->setBlocked(m_working ? tr("Being saved") : QString());
    m_none->setVisible(m_loaded && m_rules.rowCount() == 0);
    m_table->setVisible(m_rules.rowCount() > 0);
    m_remove->setVisible(mayChange() && m_rules.rowCount() > 0);
}

void TaxSection::retranslate()
{
    m_title->setText(tr("Tax rules"));
    m_none->setText(tr("None: sales carry no tax. That is right for most small shops."));
    m_newTitle->setText(tr("New rule"));
    m_table->setAccessibleName(tr("Tax rules"));
    m_remove->setLabel(tr("Take away"));
    m_presetField->setTexts(tr("Begin with"));
    m_preset->setChoices({{QString(), tr("An empty rule")},
                          {QStringLiteral("ppn"), tr("VAT (PPN), 12% on 11/12")},
                          {QStringLiteral("pbjt"), tr("Restaurant tax (PBJT), 10%")},
                          {QStringLiteral("none"), tr("No tax from a day on")}});
    m_nameField->setTexts(tr("Name"), tr("On receipts"));
    m_rateField->setTexts(tr("Rate in %"));
    m_baseField->setTexts(tr("Of the price"));
    m_base->setChoices({{QStringLiteral("1/1"), tr("The whole")}, {QStringLiteral("11/12"), tr("11/12 of it")}});
    m_inclusiveField->setTexts(tr("Prices"));
    m_inclusive->setChoices({{QStringLiteral("true"), tr("Include the tax")},
                             {QStringLiteral("false"), tr("Come without it; it is added")}});
    m_classField->setTexts(tr("For goods of class"),
                           tr("Products are of the class \"standard\" unless they say another"));
    m_fromField->setTexts(tr("From"), tr("A rule of the same class that holds until then ends the day before"));
    m_from->setDisplayFormat(QStringLiteral("d MMM yyyy"));
    m_from->setLocale(QLocale());
    m_add->setLabel(tr("Add the rule"));
    m_rules.retranslate();
    showState();
}

} // namespace pos::ui
