// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/TimeTaxPage.h"

#include "ui/models/ShopChoices.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/OptionCard.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <QVBoxLayout>

namespace pos::ui {

TimeTaxPage::TimeTaxPage(QWidget *parent)
    : WizardPage(parent), m_zone(new ComboBox), m_cutoff(new ComboBox), m_taxTitle(new Label(tok::Type::Strong)),
      m_none(new OptionCard), m_ppn(new OptionCard), m_pbjt(new OptionCard)
{
    auto *pair = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    pair->addWidget(addField(QStringLiteral("zone"), m_zone), 3);
    pair->addWidget(addField(QStringLiteral("business_day_cutoff"), m_cutoff), 2);
    body()->addLayout(pair);
    body()->addSpacing(tok::s2);
    body()->addWidget(m_taxTitle);
    auto *cards = boxOn<QVBoxLayout>(nullptr, 0, tok::s2);
    const QList<QPair<QString, OptionCard *>> all{
        {QStringLiteral("none"), m_none}, {QStringLiteral("ppn"), m_ppn}, {QStringLiteral("pbjt"), m_pbjt}};
    for (const auto &[name, card] : all) {
        card->setObjectName(QStringLiteral("wizard.tax.") + name);
        cards->addWidget(card);
        connect(card, &QAbstractButton::toggled, this, &WizardPage::changed);
    }
    body()->addLayout(cards);
    m_none->setChecked(true);
    connect(m_zone, &QComboBox::activated, this, [this] {
        m_zoneChosen = true;
        showNow();
        Q_EMIT changed();
    });
    connect(m_cutoff, &QComboBox::activated, this, &WizardPage::changed);
    retranslate();
    m_cutoff->setValue(QStringLiteral("3"));
    suggestZone(QStringLiteral("IDR"));
}

void TimeTaxPage::suggestZone(const QString &currency)
{
    if (m_zoneChosen)
        return;
    const QString here = QString::fromLatin1(QTimeZone::systemTimeZoneId());
    const bool knowsHere = here.contains(u'/') && m_zone->findData(here) >= 0;
    m_zone->setValue(knowsHere                          ? here
                     : currency == QLatin1String("GBP") ? QStringLiteral("Europe/London")
                                                        : QStringLiteral("Asia/Jakarta"));
    showNow();
}

void TimeTaxPage::showNow()
{
    field(QStringLiteral("zone"))->setTexts(tr("Time zone"), ShopChoices::timeIn(m_zone->value()));
}

void TimeTaxPage::begin()
{
    m_zone->setFocus(Qt::OtherFocusReason);
    showNow();
}

QString TimeTaxPage::taxWords() const
{
    return m_ppn->isChecked() ? tr("PPN") : m_pbjt->isChecked() ? tr("PBJT") : tr("no tax");
}

QString TimeTaxPage::answer() const
{
    return m_zone->currentText().section(QStringLiteral(" ("), 0, 0).section(u',', 0, 0) + QStringLiteral(", ")
           + taxWords();
}

void TimeTaxPage::collect(QJsonObject &answers) const
{
    answers[QStringLiteral("zone")] = m_zone->value();
    answers[QStringLiteral("business_day_cutoff")] = m_cutoff->value().toInt();
    answers[QStringLiteral("tax_regime")] = m_ppn->isChecked()    ? QStringLiteral("ppn")
                                            : m_pbjt->isChecked() ? QStringLiteral("pbjt")
                                                                  : QStringLiteral("none");
}

void TimeTaxPage::retranslate()
{
    setTexts(tr("Time and tax"), tr("These decide the business day and what receipts say. Both can be changed later; "
                                    "old sales keep what they had."));
    m_zone->setChoices(ShopChoices::zones());
    showNow();
    m_cutoff->setChoices(ShopChoices::hours());
    field(QStringLiteral("business_day_cutoff"))
        ->setTexts(tr("Business day ends at"), tr("Sales before this count as the day before"));
    m_taxTitle->setText(tr("Tax on sales"));
    m_none->setTexts(tr("No tax"), tr("Not a taxable entrepreneur. Right for most small shops."));
    m_ppn->setTexts(tr("VAT (PPN)"), tr("12% on 11/12 of the price, for registered taxable entrepreneurs."));
    m_pbjt->setTexts(tr("Restaurant tax (PBJT)"),
                     tr("Up to 10%, set by your city. Prices on the menu may include it."));
}

} // namespace pos::ui
