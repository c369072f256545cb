// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/ShopSection.h"

#include "ui/models/ShopChoices.h"
#include "ui/panels/ConflictCard.h"
#include "ui/panels/DocumentForm.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QGridLayout>
#include <QLineEdit>

namespace pos::ui {

namespace {
constexpr int kNameLength = 120;
}

ShopSection::ShopSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_banner(new Banner(Tone::Danger)), m_title(new Label(tok::Type::Heading)),
      m_name(new QLineEdit), m_slug(new QLineEdit), m_currency(new ComboBox), m_zone(new ComboBox),
      m_cutoff(new ComboBox), m_nameField(new Field(m_name)), m_slugField(new Field(m_slug)),
      m_currencyField(new Field(m_currency)), m_zoneField(new Field(m_zone)), m_cutoffField(new Field(m_cutoff)),
      m_form(nullptr), m_save(new Button(Button::Kind::Primary)), m_discard(new Button(Button::Kind::Secondary))
{
    build();
    connect(m_form, &DocumentForm::stateChanged, this, &ShopSection::showState);
    connect(m_form, &DocumentForm::saved, this, [this] { Q_EMIT said(tr("Saved.")); });
    connect(m_save, &QPushButton::clicked, this, &ShopSection::save);
    connect(m_discard, &QPushButton::clicked, this, &ShopSection::discard);
    retranslate();
}

void ShopSection::build()
{
    auto *column = addCard();
    auto *conflict = new ConflictCard(QStringLiteral("shop"));
    m_form = new DocumentForm(client(), m_banner, conflict, this);
    column->addWidget(m_title);
    column->addWidget(m_banner);
    column->addWidget(conflict);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(tok::s4);
    grid->setVerticalSpacing(tok::s3);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_nameField, 0, 0);
    grid->addWidget(m_slugField, 0, 1);
    grid->addWidget(m_currencyField, 1, 0);
    grid->addWidget(m_zoneField, 1, 1);
    grid->addWidget(m_cutoffField, 2, 0);
    column->addLayout(grid);
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    foot->addWidget(m_save);
    foot->addWidget(m_discard);
    foot->addStretch();
    column->addLayout(foot);
    content()->addStretch();
    m_banner->hide();
    m_banner->setObjectName(QStringLiteral("shop.banner"));
    m_name->setObjectName(QStringLiteral("shop.name"));
    m_name->setMaxLength(kNameLength);
    m_slug->setObjectName(QStringLiteral("shop.slug"));
    m_slug->setReadOnly(true);
    m_currency->setObjectName(QStringLiteral("shop.currency"));
    m_zone->setObjectName(QStringLiteral("shop.zone"));
    m_cutoff->setObjectName(QStringLiteral("shop.cutoff"));
    m_save->setObjectName(QStringLiteral("shop.save"));
    m_discard->setObjectName(QStringLiteral("shop.discard"));
    m_form->bindText("name", m_nameField, m_name, true);
    m_form->bindText("slug", m_slugField, m_slug, true);
    m_form->bindChoice("currency", m_currencyField, m_currency);
    m_form->bindChoice("zone", m_zoneField, m_zone);
    m_form->bindNumber("business_day_cutoff", m_cutoffField, m_cutoff);
    m_name->setReadOnly(!mayChange());
    for (ComboBox *choice : {m_currency, m_zone, m_cutoff})
        choice->setEnabled(mayChange());
    m_save->setVisible(mayChange());
    m_discard->setVisible(mayChange());
}

void ShopSection::start()
{
    m_form->open(QStringLiteral("/api/v1/tenant"));
}

void ShopSection::reload()
{
    m_form->load();
}

bool ShopSection::isDirty() const
{
    return m_form->isDirty();
}

void ShopSection::save()
{
    m_form->save();
}

void ShopSection::discard()
{
    m_form->discard();
}

void ShopSection::showState()
{
    m_save->setBlocked(blockedWords(*m_form));
    m_discard->setBlocked(m_form->isDirty() ? QString() : tr("Nothing was changed"));
    m_zoneField->setTexts(tr("Time zone"), ShopChoices::timeIn(m_zone->value()));
}

void ShopSection::retranslate()
{
    m_title->setText(tr("The shop"));
    m_nameField->setTexts(tr("Name"), tr("On receipts and in mails. The address belongs into the receipt's head."));
    m_slugField->setTexts(tr("Short name"), tr("Stands in order numbers, so it stays as it is"));
    m_currencyField->setTexts(tr("Currency"), tr("Fixed once something was sold"));
    m_cutoffField->setTexts(tr("Business day ends at"),
                            tr("From the next sale on; days that are over stay as they were"));
    m_currency->setChoices(ShopChoices::currencies());
    m_zone->setChoices(ShopChoices::zones());
    m_cutoff->setChoices(ShopChoices::hours());
    m_save->setLabel(tr("Save"));
    m_discard->setLabel(tr("Discard"));
    showState();
}

} // namespace pos::ui
