// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/ShopPage.h"

#include "ui/models/ShopChoices.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Layouts.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kNameLength = 120;
constexpr int kSlugLength = 40;
}// namespace

ShopPage::ShopPage(QWidget *parent)
    : WizardPage(parent), m_name(new QLineEdit), m_slug(new QLineEdit), m_currency(new ComboBox)
{
    m_name->setMaxLength(kNameLength);
    m_slug->setMaxLength(kSlugLength);
    for (const char *name : {"shop_name", "slug", "currency"}) {
        QWidget *control = name[0] == 'c' ? static_cast<QWidget *>(m_currency) : name[1] == 'h' ? m_name : m_slug;
        addField(QString::fromLatin1(name), control)->setRequired();
    }
    body()->addWidget(field(QStringLiteral("shop_name")));
    auto *pair = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    pair->addWidget(field(QStringLiteral("slug")), 3);
    pair->addWidget(field(QStringLiteral("currency")), 2);
    body()->addLayout(pair);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) {
        if (!m_slugTyped)
            m_slug->setText(slugOf(name));
    });
    connect(m_slug, &QLineEdit::textEdited, this, [this](const QString &slug) { m_slugTyped = !slug.isEmpty(); });
    connect(m_currency, &QComboBox::currentIndexChanged, this, &WizardPage::changed);
    retranslate();
}

QString ShopPage::slugOf(const QString &name)
{
    QString slug;
    for (const QChar c : name.normalized(QString::NormalizationForm_D).toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            slug += c;
        else if (c.category() != QChar::Mark_NonSpacing && c != u'\'' && !slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    slug.truncate(kSlugLength);
    while (slug.endsWith(u'-'))
        slug.chop(1);
    return slug;
}

QString ShopPage::currency() const
{
    return m_currency->value();
}

QString ShopPage::answer() const
{
    return m_name->text().trimmed() + QStringLiteral(", ") + currency();
}

bool ShopPage::check()
{
    if (!require({"shop_name", "slug"}))
        return false;
    static const QRegularExpression allowed(QStringLiteral("^[a-z0-9](-?[a-z0-9]){1,39}$"));
    if (!allowed.match(m_slug->text().trimmed()).hasMatch())
        field(QStringLiteral("slug"))
            ->setError(tr("Two to forty small letters and digits, with single hyphens between them."));
    return !focusFirstError({"slug"});
}

void ShopPage::collect(QJsonObject &answers) const
{
    answers[QStringLiteral("shop_name")] = m_name->text().trimmed();
    answers[QStringLiteral("slug")] = m_slug->text().trimmed();
    answers[QStringLiteral("currency")] = currency();
}

void ShopPage::begin()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

void ShopPage::retranslate()
{
    setTexts(tr("Shop"), tr("The name stands on receipts and in mails. The currency decides how amounts are written, "
                            "and cannot be changed once something was sold."));
    field(QStringLiteral("shop_name"))->setTexts(tr("Name of the shop"));
    field(QStringLiteral("slug"))->setTexts(tr("Short name"), tr("For web addresses: small letters, digits, hyphens"));
    field(QStringLiteral("currency"))->setTexts(tr("Currency"));
    m_currency->setChoices(ShopChoices::currencies());
}

} // namespace pos::ui
