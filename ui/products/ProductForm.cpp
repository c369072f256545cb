// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/ProductForm.h"

#include "ui/models/JsonCells.h"
#include "ui/panels/AmountWords.h"
#include "ui/products/BarcodeWords.h"
#include "ui/products/ProductFields.h"
#include "ui/products/UnitList.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/QuantityField.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QPlainTextEdit>

namespace pos::ui {

namespace {

constexpr int kNameLength = 200;
constexpr int kSkuLength = 64;
constexpr int kUnitLength = 32;
constexpr int kDescription = 68;

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QString codesOf(const QJsonValue &codes)
{
    return codes.toVariant().toStringList().join(u' ');
}

} // namespace

ProductForm::ProductForm(QWidget *parent)
    : Page(parent), m_name(new QLineEdit), m_sku(new QLineEdit), m_category(new ComboBox), m_barcodes(new QLineEdit),
      m_price(new MoneyField), m_cost(new MoneyField), m_kind(new ComboBox), m_unit(new QLineEdit),
      m_onHand(new QLineEdit), m_low(new QuantityField), m_policy(new ComboBox), m_tax(new ComboBox),
      m_units(new UnitList), m_description(new QPlainTextEdit), m_stockLine(new QWidget),
      m_why(new Button(Button::Kind::Link)), m_receive(new Button(Button::Kind::Link)),
      m_adjust(new Button(Button::Kind::Link))
{
    build();
    follow();
    retranslate();
}

void ProductForm::put(QGridLayout *grid, const char *name, QWidget *control, int row, int column, int span)
{
    control->setObjectName(QStringLiteral("product.") + QLatin1String(name));
    auto *field = new Field(control);
    m_fields.insert(QString::fromLatin1(name), field);
    grid->addWidget(field, row, column, 1, span);
}

void ProductForm::build()
{
    auto *grid = boxOn<QGridLayout>(this);
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s3 - 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_name->setMaxLength(kNameLength);
    m_sku->setMaxLength(kSkuLength);
    m_unit->setMaxLength(kUnitLength);
    m_onHand->setReadOnly(true);
    m_onHand->setAlignment(Qt::AlignRight);
    m_description->setFixedHeight(kDescription);
    m_description->setTabChangesFocus(true);
    put(grid, "name", m_name, 0, 0, 2);
    put(grid, "sku", m_sku, 1, 0);
    put(grid, "unit", m_unit, 1, 1);
    put(grid, "category_id", m_category, 2, 0, 2);
    put(grid, "barcodes", m_barcodes, 3, 0, 2);
    put(grid, "price", m_price, 4, 0);
    put(grid, "cost", m_cost, 4, 1);
    put(grid, "on_hand", m_onHand, 5, 0);
    put(grid, "low_stock_threshold", m_low, 5, 1);
    auto *links = boxOn<QHBoxLayout>(m_stockLine);
    for (Button *link : {m_why, m_receive, m_adjust}) {
        link->setFlush();
        links->addWidget(link);
    }
    links->addStretch();
    m_why->setObjectName(QStringLiteral("product.why"));
    m_receive->setObjectName(QStringLiteral("product.receive"));
    m_adjust->setObjectName(QStringLiteral("product.adjust"));
    grid->addWidget(m_stockLine, 6, 0, 1, 2);
    put(grid, "units", m_units, 7, 0, 2);
    put(grid, "kind", m_kind, 8, 0);
    put(grid, "tax_class", m_tax, 8, 1);
    put(grid, "stock_policy", m_policy, 9, 0, 2);
    put(grid, "description", m_description, 10, 0, 2);
    grid->setRowStretch(11, 1);
    for (const char *name : {"name", "sku", "price"})
        m_fields[QLatin1String(name)]->setRequired();
}

void ProductForm::follow()
{
    const auto edits = {std::pair<const char *, QLineEdit *>{"name", m_name},
                        {"sku", m_sku},
                        {"barcodes", m_barcodes},
                        {"price", m_price},
                        {"cost", m_cost},
                        {"unit", m_unit},
                        {"low_stock_threshold", m_low}};
    for (const auto &[name, edit] : edits)
        connect(edit, &QLineEdit::textEdited, this, [this, name = QString::fromLatin1(name)] { changed(name); });
    const auto choices = {std::pair<const char *, ComboBox *>{"category_id", m_category},
                          {"kind", m_kind},
                          {"tax_class", m_tax},
                          {"stock_policy", m_policy}};
    for (const auto &[name, combo] : choices)
        connect(combo, &QComboBox::activated, this, [this, name = QString::fromLatin1(name)] { changed(name); });
    connect(m_units, &UnitList::edited, this, [this] { changed(QStringLiteral("units")); });
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] { changed(QStringLiteral("description")); });
    connect(m_why, &QPushButton::clicked, this, &ProductForm::whyAsked);
    connect(m_receive, &QPushButton::clicked, this, &ProductForm::receiveAsked);
    connect(m_adjust, &QPushButton::clicked, this, &ProductForm::adjustAsked);
}

void ProductForm::changed(const QString &name)
{
    const bool amount =
        name == QLatin1String("price") || name == QLatin1String("cost") || name == QLatin1String("low_stock_threshold");
    // An amount says at once that it cannot be read; what is missing is said when saving.
    fieldOf(name)->setError(amount && !value(name).isNull() ? wrongIn(name) : QString());
    if (name == QLatin1String("barcodes"))
        showBarcodes();
    Q_EMIT edited();
}

void ProductForm::showBarcodes()
{
    fieldOf(QStringLiteral("barcodes"))
        ->setTexts(tr("Barcodes"), BarcodeWords::sentence(BarcodeWords::codesIn(m_barcodes->text())));
}

void ProductForm::setProfile(const Profile &profile)
{
    m_profile = profile;
    m_price->setFormat(profile.money);
    m_cost->setFormat(profile.money);
    m_low->setFormat(profile.money);
    m_units->setFormat(profile.money);
    const bool readOnly = !profile.may(contract::Permission::ProductsWrite);
    for (QLineEdit *edit :
         std::initializer_list<QLineEdit *>{m_name, m_sku, m_barcodes, m_price, m_cost, m_unit, m_low})
        edit->setReadOnly(readOnly);
    for (ComboBox *combo : {m_category, m_kind, m_tax, m_policy})
        combo->setEnabled(!readOnly);
    m_description->setReadOnly(readOnly);
    m_units->setReadOnly(readOnly);
    fieldOf(QStringLiteral("cost"))->setVisible(!readOnly); // what was paid is not for everybody
    const bool moves = profile.may(contract::Permission::StockWrite);
    m_receive->setVisible(moves);
    m_adjust->setVisible(moves);
}

void ProductForm::setCategories(const Choices &categories)
{
    m_categories = categories;
    const bool untouched = m_category->value() == m_storedCategory || m_category->findData(m_storedCategory) < 0;
    Choices choices{{QString(), tr("None")}};
    choices.append(categories);
    m_category->setChoices(choices);
    if (untouched)
        m_category->setCurrentIndex(qMax(0, m_category->findData(m_storedCategory)));
}

void ProductForm::setTaxClasses(const QStringList &classes)
{
    m_taxClasses = classes;
    retranslateChoices();
}

void ProductForm::fill(const QJsonObject &product)
{
    const QSignalBlocker quiet(m_description);
    const auto of = [&](const char *name) { return productfields::valueIn(product, QString::fromLatin1(name)); };
    Field::showText(m_name, of("name").toString());
    Field::showText(m_sku, of("sku").toString());
    m_storedCategory = of("category_id").toString();
    m_category->setCurrentIndex(qMax(0, m_category->findData(m_storedCategory)));
    Field::showText(m_barcodes, codesOf(of("barcodes")));
    m_price->setMoney(hasValue(product, "price") ? std::optional(moneyIn(product, "price")) : std::nullopt);
    m_cost->setMoney(hasValue(product, "cost") ? std::optional(moneyIn(product, "cost")) : std::nullopt);
    Field::showText(m_unit, of("unit").toString());
    m_onHand->setText(m_profile.money.format(quantityIn(product, "on_hand")));
    m_low->setQuantity(hasValue(product, "low_stock_threshold")
                           ? std::optional(quantityIn(product, "low_stock_threshold"))
                           : std::nullopt);
    if (const QString tax = of("tax_class").toString(); !m_taxClasses.contains(tax))
        setTaxClasses(m_taxClasses + QStringList{tax});
    m_tax->setValue(of("tax_class").toString());
    m_kind->setValue(of("kind").toString());
    m_policy->setCurrentIndex(qMax(0, m_policy->findData(of("stock_policy").toString())));
    m_units->setUnits(of("units").toArray());
    m_description->setPlainText(of("description").toString());
    clearErrors();
    showBarcodes();
}

QJsonValue ProductForm::value(const QString &name) const
{
    const auto money = [](const MoneyField *edit) -> QJsonValue {
        if (edit->text().trimmed().isEmpty())
            return QJsonValue::Null;
        const auto amount = edit->money();
        return amount ? contract::toJson(*amount) : QJsonValue(edit->text());
    };
    if (name == QLatin1String("name"))
        return m_name->text().trimmed();
    if (name == QLatin1String("sku"))
        return m_sku->text().trimmed();
    if (name == QLatin1String("category_id")) {
        const bool unknown = m_category->findData(m_storedCategory) < 0 && m_category->currentIndex() <= 0;
        return orNull(unknown ? m_storedCategory : m_category->value());
    }
    if (name == QLatin1String("barcodes"))
        return QJsonArray::fromStringList(BarcodeWords::codesIn(m_barcodes->text()));
    if (name == QLatin1String("price"))
        return money(m_price);
    if (name == QLatin1String("cost"))
        return money(m_cost);
    if (name == QLatin1String("kind"))
        return m_kind->value();
    if (name == QLatin1String("unit"))
        return m_unit->text().trimmed();
    if (name == QLatin1String("low_stock_threshold")) {
        const auto quantity = m_low->quantity();
        return m_low->text().trimmed().isEmpty() ? QJsonValue(QJsonValue::Null)
               : quantity                        ? contract::toJson(*quantity)
                                                 : QJsonValue(m_low->text());
    }
    if (name == QLatin1String("stock_policy"))
        return orNull(m_policy->value());
    if (name == QLatin1String("tax_class"))
        return m_tax->value();
    return name == QLatin1String("units") ? QJsonValue(m_units->units()) : QJsonValue(m_description->toPlainText());
}

QJsonObject ProductForm::changesFrom(const QJsonObject &product) const
{
    QJsonObject body;
    for (const QString &name : productfields::names()) {
        if (const QJsonValue now = value(name); now != productfields::valueIn(product, name))
            body[name] = now;
    }
    return body;
}

QString ProductForm::words(const QString &name, const QJsonValue &value) const
{
    if (value.isNull() || value.isUndefined())
        return QString(QChar(0x2014));
    if (name == QLatin1String("price") || name == QLatin1String("cost"))
        return value.isString() ? value.toString()
                                : m_profile.money.format(Money::ofMinor(contract::exactInteger(value).value_or(0)));
    if (name == QLatin1String("low_stock_threshold"))
        return value.isString() ? value.toString()
                                : m_profile.money.format(contract::exactQuantity(value).value_or(Quantity()));
    if (name == QLatin1String("barcodes"))
        return codesOf(value);
    if (name == QLatin1String("units")) {
        QStringList units;
        for (const QJsonValue &unit : value.toArray())
            units.append(unit[u"name"].toString());
        return units.isEmpty() ? QString(QChar(0x2014)) : units.join(QStringLiteral(", "));
    }
    for (const auto &[field, combo] : {std::pair<const char *, ComboBox *>{"category_id", m_category},
                                       {"kind", m_kind},
                                       {"tax_class", m_tax},
                                       {"stock_policy", m_policy}}) {
        if (name == QLatin1String(field) && combo->findData(value.toString()) >= 0)
            return combo->itemText(combo->findData(value.toString()));
    }
    return value.toString();
}

QString ProductForm::title(const QString &name) const
{
    return fieldOf(name) ? fieldOf(name)->control()->accessibleName() : name;
}

QString ProductForm::wrongIn(const QString &name) const
{
    const bool needed = name == QLatin1String("name") || name == QLatin1String("sku") || name == QLatin1String("price")
                        || name == QLatin1String("unit");
    const QJsonValue now = value(name);
    const bool empty = now.isNull() || (now.isString() && now.toString().isEmpty());
    if (empty)
        return needed ? tr("This is needed.") : QString();
    if (name == QLatin1String("price") || name == QLatin1String("cost")) {
        const auto amount = (name == QLatin1String("price") ? m_price : m_cost)->money();
        if (!amount)
            return AmountWords::sentence(amount.error(), m_profile.money);
        return amount->isNegative() ? tr("This cannot be less than zero.") : QString();
    }
    if (name == QLatin1String("low_stock_threshold")) {
        const auto quantity = m_low->quantity();
        return quantity && !quantity->isNegative() ? QString() : tr("A number from zero on, such as 12.");
    }
    return {};
}

bool ProductForm::check()
{
    QWidget *first = nullptr;
    for (const QString &name : productfields::names()) {
        Field *field = fieldOf(name);
        field->setError(wrongIn(name));
        if (field->hasError() && !first)
            first = field->control();
    }
    if (first) {
        first->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return m_units->check();
}

bool ProductForm::setError(const QString &name, const QString &message)
{
    Field *field = fieldOf(name.section(u'[', 0, 0).section(u'.', 0, 0)); // "barcodes[1]" is in "barcodes"
    if (field)
        field->setError(message);
    return field != nullptr;
}

void ProductForm::clearErrors()
{
    for (Field *field : std::as_const(m_fields))
        field->setError({});
}

void ProductForm::takeFocus()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

void ProductForm::showStock(bool shown)
{
    fieldOf(QStringLiteral("on_hand"))->setVisible(shown);
    m_stockLine->setVisible(shown);
}

void ProductForm::retranslateChoices()
{
    QList<QPair<QString, QString>> classes;
    for (const QString &name : std::as_const(m_taxClasses))
        classes.append({name, name == QLatin1String("standard") ? tr("Standard") : name});
    m_tax->setChoices(classes);
    m_kind->setChoices({{QStringLiteral("goods"), tr("Goods")}, {QStringLiteral("service"), tr("Service")}});
    const QString policy = m_policy->value();
    m_policy->setChoices({{QString(), tr("As the shop does")},
                          {QStringLiteral("allow"), tr("Sell below zero")},
                          {QStringLiteral("warn"), tr("Sell and warn")},
                          {QStringLiteral("block"), tr("Do not sell")}});
    m_policy->setCurrentIndex(qMax(0, m_policy->findData(policy)));
}

void ProductForm::retranslate()
{
    const auto set = [this](const char *name, const QString &title, const QString &hint = {}) {
        m_fields[QLatin1String(name)]->setTexts(title, hint);
    };
    set("name", tr("Name"));
    set("sku", tr("SKU"));
    set("category_id", tr("Category"));
    set("price", tr("Price"));
    set("cost", tr("Cost"));
    set("on_hand", tr("On hand"), tr("Changes with sales and receipts"));
    set("low_stock_threshold", tr("Low at"), tr("Empty: never low"));
    set("unit", tr("Unit"), tr("What one of it is"));
    set("kind", tr("Kind"));
    set("units", tr("Bought in"));
    set("tax_class", tr("Tax class"));
    set("stock_policy", tr("When it runs out"));
    set("description", tr("Description"));
    m_why->setLabel(tr("Why so many?"));
    m_receive->setLabel(tr("Receive"));
    m_adjust->setLabel(tr("Put right"));
    showBarcodes();
    retranslateChoices();
    setCategories(m_categories);
}

} // namespace pos::ui
