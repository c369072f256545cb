// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/VariantsTab.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/panels/AmountWords.h"
#include "ui/products/BarcodeWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FieldErrors.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/QuantityField.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kTable = 190;
constexpr int kNameLength = 200;
constexpr int kSkuLength = 64;

QByteArray etagOf(const QJsonObject &variant)
{
    return '"' + QByteArray::number(variant[u"version"].toInteger()) + '"';
}

QString codesOf(const QJsonObject &variant)
{
    return variant[u"barcodes"].toVariant().toStringList().join(u' ');
}

bool isArchived(const QJsonObject &variant)
{
    return variant[u"status"].toString() == QLatin1String("archived");
}

} // namespace

VariantsTab::VariantsTab(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_banner(new Banner(Tone::Danger)), m_table(new DataTable(tok::rowThumb)),
      m_new(new Button(Button::Kind::Secondary, QStringLiteral("plus"))), m_form(new QWidget), m_name(new QLineEdit),
      m_sku(new QLineEdit), m_price(new MoneyField), m_cost(new MoneyField), m_barcodes(new QLineEdit),
      m_low(new QuantityField), m_save(new Button(Button::Kind::Primary)),
      m_discard(new Button(Button::Kind::Secondary)), m_archive(new Button(Button::Kind::Danger)),
      m_why(new Button(Button::Kind::Link))
{
    build();
    connect(m_table, &DataTable::rowChosen, this, &VariantsTab::choose);
    connect(m_new, &QPushButton::clicked, this, &VariantsTab::beginNew);
    connect(m_save, &QPushButton::clicked, this, &VariantsTab::save);
    connect(m_discard, &QPushButton::clicked, this, &VariantsTab::discard);
    connect(m_archive, &QPushButton::clicked, this, [this] { setArchived(!isArchived(m_stored)); });
    connect(m_why, &QPushButton::clicked, this, [this] { Q_EMIT whyAsked(m_stored[u"id"].toString()); });
    for (QLineEdit *edit : std::initializer_list<QLineEdit *>{m_name, m_sku, m_price, m_cost, m_barcodes, m_low})
        connect(edit, &QLineEdit::textEdited, this, &VariantsTab::edited);
    retranslate();
}

void VariantsTab::build()
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    m_banner->setObjectName(QStringLiteral("variants.banner"));
    m_banner->hide();
    column->addWidget(m_banner);
    m_table->setModel(&m_variants);
    m_table->setObjectName(QStringLiteral("variants.table"));
    m_table->setColumns(VariantsModel::Name, 120, {{140, 0}, {100, 0}, {76, 1}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFixedHeight(kTable);
    QFrame *card = makeCard();
    boxOn<QVBoxLayout>(card, 1)->addWidget(m_table);
    column->addWidget(card);
    column->addWidget(m_new, 0, Qt::AlignLeft);
    auto *grid = boxOn<QGridLayout>(m_form);
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s3 - 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_name->setMaxLength(kNameLength);
    m_sku->setMaxLength(kSkuLength);
    const auto put = [&](const char *name, QWidget *control, int row, int at, int span = 1) {
        control->setObjectName(QStringLiteral("variant.") + QLatin1String(name));
        auto *field = new Field(control);
        m_fields.insert(QString::fromLatin1(name), field);
        grid->addWidget(field, row, at, 1, span);
    };
    put("name", m_name, 0, 0);
    put("sku", m_sku, 0, 1);
    put("price", m_price, 1, 0);
    put("cost", m_cost, 1, 1);
    put("barcodes", m_barcodes, 2, 0, 2);
    put("low_stock_threshold", m_low, 3, 0);
    for (const char *name : {"name", "sku", "price"})
        m_fields[QLatin1String(name)]->setRequired();
    m_why->setFlush();
    grid->addWidget(m_why, 3, 1, Qt::AlignLeft | Qt::AlignVCenter);
    auto *buttons = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    buttons->addWidget(m_save);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_archive);
    buttons->addStretch();
    grid->addLayout(buttons, 4, 0, 1, 2);
    column->addWidget(m_form);
    column->addStretch();
    m_new->setObjectName(QStringLiteral("variants.new"));
    m_save->setObjectName(QStringLiteral("variant.save"));
    m_discard->setObjectName(QStringLiteral("variant.discard"));
    m_archive->setObjectName(QStringLiteral("variant.archive"));
    m_why->setObjectName(QStringLiteral("variant.why"));
}

void VariantsTab::setProfile(const Profile &profile)
{
    m_profile = profile;
    m_variants.setFormat(profile.money);
    m_price->setFormat(profile.money);
    m_cost->setFormat(profile.money);
    m_low->setFormat(profile.money);
    const bool may = profile.may(contract::Permission::ProductsWrite);
    for (QLineEdit *edit : std::initializer_list<QLineEdit *>{m_name, m_sku, m_price, m_cost, m_barcodes, m_low})
        edit->setReadOnly(!may);
    m_fields[QStringLiteral("cost")]->setVisible(may);
    showState();
}

void VariantsTab::open(const QString &product)
{
    m_product = product;
    m_open = false;
    m_stored = {};
    m_variants.setVariants({});
    m_banner->hide();
    fill();
    if (!product.isEmpty())
        load();
}

void VariantsTab::load()
{
    m_call = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/%1/variants").arg(m_product);
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (!answer) {
            refused(answer.error());
            return;
        }
        QList<QJsonObject> variants;
        for (const QJsonValue &variant : answer->document[u"items"].toArray())
            variants.append(variant.toObject());
        m_variants.setVariants(variants);
        m_banner->hide();
        showState();
    });
}

void VariantsTab::choose(int row)
{
    const QString id = m_stored[u"id"].toString();
    if (row < 0 || m_variants.variant(row)[u"id"].toString() == id)
        return;
    if (isDirty()) { // what was typed stays until it is saved or discarded
        const QSignalBlocker quiet(m_table);
        m_table->selectRow(m_variants.rowOf(id));
        m_save->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_stored = m_variants.variant(row);
    m_open = true;
    fill();
}

void VariantsTab::beginNew()
{
    if (isDirty())
        return;
    const QSignalBlocker quiet(m_table);
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_stored = {};
    m_open = true;
    fill();
    m_name->setFocus(Qt::OtherFocusReason);
}

void VariantsTab::fill()
{
    Field::showText(m_name, m_stored[u"name"].toString());
    Field::showText(m_sku, m_stored[u"sku"].toString());
    m_price->setMoney(hasValue(m_stored, "price") ? std::optional(moneyIn(m_stored, "price")) : std::nullopt);
    m_cost->setMoney(hasValue(m_stored, "cost") ? std::optional(moneyIn(m_stored, "cost")) : std::nullopt);
    Field::showText(m_barcodes, codesOf(m_stored));
    m_low->setQuantity(hasValue(m_stored, "low_stock_threshold")
                           ? std::optional(quantityIn(m_stored, "low_stock_threshold"))
                           : std::nullopt);
    for (Field *field : std::as_const(m_fields))
        field->setError({});
    showState();
}

QJsonObject VariantsTab::changes() const
{
    if (!m_open)
        return {};
    QJsonObject body;
    const auto put = [&](const char *name, const QJsonValue &now, const QJsonValue &before) {
        if (now != before)
            body[QLatin1String(name)] = now;
    };
    const auto stored = [&](const char *name) {
        const QJsonValue value = m_stored[QLatin1String(name)];
        return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
    };
    const auto amount = [](const QString &text, const auto &read) -> QJsonValue {
        return text.trimmed().isEmpty() ? QJsonValue(QJsonValue::Null)
               : read                   ? contract::toJson(*read)
                                        : QJsonValue(text);
    };
    put("name", m_name->text().trimmed(), stored("name").toString());
    put("sku", m_sku->text().trimmed(), stored("sku").toString());
    put("price", amount(m_price->text(), m_price->money()), stored("price"));
    put("cost", amount(m_cost->text(), m_cost->money()), stored("cost"));
    put("low_stock_threshold", amount(m_low->text(), m_low->quantity()), stored("low_stock_threshold"));
    put("barcodes", QJsonArray::fromStringList(BarcodeWords::codesIn(m_barcodes->text())),
        stored("barcodes").toArray());
    return body;
}

bool VariantsTab::isDirty() const
{
    return !changes().isEmpty();
}

bool VariantsTab::check()
{
    const auto set = [this](const char *name, const QString &error) {
        m_fields[QLatin1String(name)]->setError(error);
        return error.isEmpty();
    };
    const auto money = [&](const MoneyField *edit, bool needed) {
        const auto amount = edit->money();
        if (edit->text().trimmed().isEmpty())
            return needed ? tr("This is needed.") : QString();
        return !amount                ? AmountWords::sentence(amount.error(), m_profile.money)
               : amount->isNegative() ? tr("This cannot be less than zero.")
                                      : QString();
    };
    const bool isDefault = m_stored[u"is_default"].toBool();
    const auto low = m_low->quantity();
    bool fits = set("name", m_name->text().trimmed().isEmpty() && !isDefault ? tr("This is needed.") : QString());
    fits = set("sku", m_sku->text().trimmed().isEmpty() ? tr("This is needed.") : QString()) && fits;
    fits = set("price", money(m_price, true)) && fits;
    fits = set("cost", money(m_cost, false)) && fits;
    return set("low_stock_threshold", m_low->text().trimmed().isEmpty() || (low && !low->isNegative())
                                          ? QString()
                                          : tr("A number from zero on, such as 12."))
           && fits;
}

void VariantsTab::edited()
{
    for (Field *field : std::as_const(m_fields)) {
        if (field->control() == sender())
            field->setError({});
    }
    showState();
}

void VariantsTab::save()
{
    ApiRequest request;
    request.body = changes();
    if (m_working || request.body->isEmpty() || !check())
        return;
    const QString id = m_stored[u"id"].toString();
    request.method = id.isEmpty() ? "POST" : "PATCH";
    request.path = QStringLiteral("/api/v1/products/%1/variants").arg(m_product) + (id.isEmpty() ? id : u'/' + id);
    if (!id.isEmpty())
        request.ifMatch = etagOf(m_stored);
    send(request);
}

void VariantsTab::setArchived(bool archived)
{
    ApiRequest request;
    request.method = "PATCH";
    request.path = QStringLiteral("/api/v1/products/%1/variants/%2").arg(m_product, m_stored[u"id"].toString());
    request.ifMatch = etagOf(m_stored);
    request.body =
        QJsonObject{{QStringLiteral("status"), archived ? QStringLiteral("archived") : QStringLiteral("active")}};
    send(request);
}

void VariantsTab::send(const ApiRequest &request)
{
    m_working = true;
    m_banner->hide();
    showState();
    m_client.call(request, this, [this, product = m_product](const Result<ApiReply> &answer) {
        m_working = false;
        if (product != m_product)
            return;
        if (answer) {
            m_stored = answer->document;
            m_variants.put(m_stored);
            fill();
            const QSignalBlocker quiet(m_table);
            m_table->selectRow(m_variants.rowOf(m_stored[u"id"].toString()));
            Q_EMIT saved();
        } else {
            refused(answer.error());
        }
        showState();
    });
}

void VariantsTab::refused(const Error &error)
{
    const bool placed =
        placeErrors(error, [this](const QString &name) { return m_fields.value(name.section(u'[', 0, 0)); });
    if (error.code == ErrorCode::PreconditionFailed && !error.state.isEmpty()) {
        m_stored = error.state; // saving again overwrites this version, and only this one
        m_banner->setTexts(tr("Somebody else changed this variant meanwhile."),
                           tr("What you typed is still here; saving again keeps it."));
        m_banner->show();
    } else if (!placed) {
        m_banner->setTexts(ErrorWords::sentence(error), {});
        m_banner->show();
    }
    showState();
}

void VariantsTab::discard()
{
    fill();
    if (isNew())
        m_open = false;
    showState();
}

void VariantsTab::showState()
{
    const bool dirty = isDirty();
    const bool may = m_profile.may(contract::Permission::ProductsWrite);
    m_form->setVisible(m_open);
    m_new->setVisible(may && !(m_open && isNew())); // the form takes its place
    m_save->setVisible(may);
    m_discard->setVisible(may && (dirty || isNew()));
    m_archive->setVisible(may && !dirty && !isNew() && !m_stored[u"is_default"].toBool());
    m_archive->setLabel(isArchived(m_stored) ? tr("Restore") : tr("Archive"));
    m_why->setVisible(!isNew() && hasValue(m_stored, "on_hand"));
    m_save->setBlocked(m_working ? tr("Being saved") : !dirty ? tr("Nothing was changed") : QString());
    m_archive->setBlocked(m_working ? tr("Being saved") : QString());
    m_new->setBlocked(dirty ? tr("Save or discard the changes first") : QString());
    Q_EMIT dirtyChanged();
}

void VariantsTab::retranslate()
{
    const auto set = [this](const char *name, const QString &title, const QString &hint = {}) {
        m_fields[QLatin1String(name)]->setTexts(title, hint);
    };
    set("name", tr("Variant"), tr("For example: red, L"));
    set("sku", tr("SKU"));
    set("price", tr("Price"));
    set("cost", tr("Cost"));
    set("barcodes", tr("Barcodes"), tr("Several with a space between them"));
    set("low_stock_threshold", tr("Low at"), tr("Empty: never low"));
    m_table->setAccessibleName(tr("Variants of the product"));
    m_new->setLabel(tr("New variant"));
    m_save->setLabel(tr("Save variant"));
    m_discard->setLabel(tr("Discard"));
    m_why->setLabel(tr("Why so many?"));
    m_variants.retranslate();
    showState();
}

} // namespace pos::ui
