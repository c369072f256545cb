// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ProductEditor.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/models/ProductsModel.h"
#include "ui/panels/AmountWords.h"
#include "ui/panels/ConflictCard.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/StatusPill.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kSide = 20;
constexpr int kNameLength = 200;
constexpr int kSkuLength = 64;

QStringList barcodesIn(const QJsonObject &product)
{
    QStringList codes;
    for (const QJsonValue &code : product[u"barcodes"].toArray())
        codes.append(code.toString());
    return codes;
}

QStringList wordsOf(const QString &text)
{
    return text.simplified().split(u' ', Qt::SkipEmptyParts);
}

bool isArchived(const QJsonObject &product)
{
    return product[u"status"] == QStringLiteral("archived");
}

} // namespace

ProductEditor::ProductEditor(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_heading(new ElidedLabel(tok::Type::Heading)),
      m_version(new Label(tok::Type::Small, "muted")), m_pill(new StatusPill), m_unsaved(new StatusPill),
      m_close(new Button(Button::Kind::Ghost, QStringLiteral("x"))), m_banner(new Banner(Tone::Danger)),
      m_conflict(new ConflictCard), m_scroll(new QScrollArea), m_name(new QLineEdit), m_sku(new QLineEdit),
      m_category(new ComboBox), m_barcodes(new QLineEdit), m_price(new MoneyField), m_cost(new MoneyField),
      m_onHand(new QLineEdit), m_save(new Button(Button::Kind::Primary)),
      m_discard(new Button(Button::Kind::Secondary)), m_archive(new Button(Button::Kind::Danger))
{
    build();
    connect(m_close, &QPushButton::clicked, this, &ProductEditor::closeRequested);
    connect(m_save, &QPushButton::clicked, this, &ProductEditor::save);
    connect(m_discard, &QPushButton::clicked, this, &ProductEditor::discard);
    connect(m_archive, &QPushButton::clicked, this, [this] { setArchived(!isArchived(m_stored)); });
    connect(m_conflict, &ConflictCard::mineChosen, this, [this] {
        m_conflict->hide();
        save();
    });
    connect(m_conflict, &ConflictCard::theirsChosen, this, &ProductEditor::discard);
    for (QLineEdit *edit :
         {m_name, m_sku, m_barcodes, static_cast<QLineEdit *>(m_price), static_cast<QLineEdit *>(m_cost)})
        connect(edit, &QLineEdit::textEdited, this, &ProductEditor::edited);
    connect(m_category, &QComboBox::activated, this, &ProductEditor::edited);
    retranslate();
}

void ProductEditor::build()
{
    auto *outer = boxOn<QVBoxLayout>(this);
    auto *frame = new QFrame;
    frame->setProperty("box", QStringLiteral("pane"));
    outer->addWidget(frame);
    auto *column = boxOn<QVBoxLayout>(frame);

    auto *head = boxOn<QVBoxLayout>(nullptr, 0, 2);
    head->setContentsMargins(kSide, tok::s4, tok::s3, tok::s3);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    line->addWidget(m_heading, 1);
    line->addWidget(m_close);
    head->addLayout(line);
    auto *below = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    below->addWidget(m_version);
    below->addWidget(m_pill);
    below->addWidget(m_unsaved);
    below->addStretch();
    head->addLayout(below);
    column->addLayout(head);
    column->addWidget(makeHairline());

    auto *form = new QWidget;
    form->setObjectName(QStringLiteral("plain"));
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(kSide, tok::s4 - 2, kSide, tok::s4);
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s3 - 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_banner, 0, 0, 1, 2);
    grid->addWidget(m_conflict, 1, 0, 1, 2);
    const auto put = [&](const char *name, QWidget *control, bool required, int row, int at, int span = 1) {
        control->setObjectName(QStringLiteral("product.") + QLatin1String(name));
        auto *field = new Field(control);
        if (required)
            field->setRequired();
        m_fields.insert(QString::fromLatin1(name), field);
        grid->addWidget(field, row, at, 1, span);
    };
    m_name->setMaxLength(kNameLength);
    m_sku->setMaxLength(kSkuLength);
    m_onHand->setReadOnly(true);
    m_onHand->setAlignment(Qt::AlignRight);
    put("name", m_name, true, 2, 0, 2);
    put("sku", m_sku, true, 3, 0);
    put("category_id", m_category, false, 3, 1);
    put("barcodes", m_barcodes, false, 4, 0, 2);
    put("price", m_price, true, 5, 0);
    put("cost", m_cost, false, 5, 1);
    put("on_hand", m_onHand, false, 6, 0);
    grid->setRowStretch(7, 1);
    m_scroll->setWidget(form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_scroll, 1);
    column->addWidget(makeHairline());

    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    foot->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    m_save->setObjectName(QStringLiteral("product.save"));
    m_discard->setObjectName(QStringLiteral("product.discard"));
    m_archive->setObjectName(QStringLiteral("product.archive"));
    m_close->setObjectName(QStringLiteral("product.close"));
    m_save->setKeys(QKeySequence::Save);
    foot->addWidget(m_save);
    foot->addWidget(m_discard);
    foot->addStretch();
    foot->addWidget(m_archive);
    column->addLayout(foot);
    m_banner->setObjectName(QStringLiteral("product.banner"));
    m_banner->hide();
    m_conflict->hide();
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &ProductEditor::closeRequested);
}

void ProductEditor::setProfile(const Profile &profile)
{
    m_profile = profile;
    m_price->setFormat(profile.money);
    m_cost->setFormat(profile.money);
    const bool readOnly = !profile.may(contract::Permission::ProductsWrite);
    for (QLineEdit *edit :
         {m_name, m_sku, m_barcodes, static_cast<QLineEdit *>(m_price), static_cast<QLineEdit *>(m_cost)})
        edit->setReadOnly(readOnly);
    m_category->setEnabled(!readOnly);
    m_save->setVisible(!readOnly);
    m_discard->setVisible(!readOnly);
    showState();
}

void ProductEditor::setCategories(const Choices &categories)
{
    m_categories = categories;
    const bool untouched = !isDirty();
    Choices choices{{QString(), tr("None")}};
    choices.append(categories);
    m_category->setChoices(choices);
    if (untouched)
        m_category->setValue(m_stored[u"category_id"].toString());
}

void ProductEditor::open(const QJsonObject &product)
{
    m_new = false;
    m_stored = product;
    m_etag.clear();
    fill();
    load();
}

void ProductEditor::openNew()
{
    m_load.reset();
    m_new = true;
    m_stored = {};
    m_etag.clear();
    fill();
    m_name->setFocus(Qt::OtherFocusReason);
}

void ProductEditor::refresh()
{
    if (!hasVersion())
        load();
}

void ProductEditor::load()
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/") + productId();
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer) {
            refused(answer.error());
            return;
        }
        const bool untouched = !isDirty();
        m_banner->hide();
        m_stored = answer->document;
        m_etag = answer->etag;
        if (untouched)
            fill();
        showState();
    });
}

void ProductEditor::fill()
{
    m_name->setText(m_stored[u"name"].toString());
    m_sku->setText(m_stored[u"sku"].toString());
    m_category->setCurrentIndex(qMax(0, m_category->findData(m_stored[u"category_id"].toString())));
    m_barcodes->setText(barcodesIn(m_stored).join(u' '));
    m_price->setMoney(hasValue(m_stored, "price") ? std::optional(moneyIn(m_stored, "price")) : std::nullopt);
    m_cost->setMoney(hasValue(m_stored, "cost") ? std::optional(moneyIn(m_stored, "cost")) : std::nullopt);
    m_onHand->setText(m_profile.money.format(quantityIn(m_stored, "on_hand")));
    for (QLineEdit *edit : {m_name, m_sku, m_barcodes})
        edit->setCursorPosition(0);
    for (Field *field : std::as_const(m_fields))
        field->setError({});
    m_banner->hide();
    m_conflict->hide();
    showState();
}

void ProductEditor::discard()
{
    fill();
    if (m_new)
        Q_EMIT closeRequested();
}

QJsonObject ProductEditor::changes() const
{
    QJsonObject body;
    const auto text = [&](const char *name, const QLineEdit *edit) {
        if (edit->text().trimmed() != m_stored[QLatin1String(name)].toString())
            body[QLatin1String(name)] = edit->text().trimmed();
    };
    text("name", m_name);
    text("sku", m_sku);
    const QString category = m_stored[u"category_id"].toString();
    const bool isUnknown = m_category->findData(category) < 0 && m_category->currentIndex() <= 0;
    if (m_category->value() != category && !isUnknown)
        body[QStringLiteral("category_id")] =
            m_category->value().isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(m_category->value());
    if (const QStringList codes = wordsOf(m_barcodes->text()); codes != barcodesIn(m_stored))
        body[QStringLiteral("barcodes")] = QJsonArray::fromStringList(codes);
    const auto money = [&](const char *name, const MoneyField *edit) {
        const auto amount = edit->money();
        const bool had = hasValue(m_stored, name);
        if (edit->text().trimmed().isEmpty()) {
            if (had)
                body[QLatin1String(name)] = QJsonValue(QJsonValue::Null);
        } else if (!amount || !had || *amount != moneyIn(m_stored, name)) {
            body[QLatin1String(name)] = amount ? contract::toJson(*amount) : QJsonValue(edit->text());
        }
    };
    money("price", m_price);
    money("cost", m_cost);
    return body;
}

bool ProductEditor::isDirty() const
{
    return !changes().isEmpty();
}

bool ProductEditor::check()
{
    const auto required = [this](const char *name, const QLineEdit *edit) {
        m_fields[QLatin1String(name)]->setError(edit->text().trimmed().isEmpty() ? tr("This is needed.") : QString());
    };
    required("name", m_name);
    required("sku", m_sku);
    const auto amount = [this](const char *name, const MoneyField *edit, bool needed) {
        const auto money = edit->money();
        QString error;
        if (edit->text().trimmed().isEmpty())
            error = needed ? tr("This is needed.") : QString();
        else if (!money)
            error = AmountWords::sentence(money.error(), m_profile.money);
        else if (money->isNegative())
            error = tr("This cannot be less than zero.");
        m_fields[QLatin1String(name)]->setError(error);
    };
    amount("price", m_price, true);
    amount("cost", m_cost, false);
    for (const char *name : {"name", "sku", "price", "cost"}) {
        Field *field = m_fields[QLatin1String(name)];
        if (!field->hasError())
            continue;
        field->control()->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return true;
}

void ProductEditor::edited()
{
    for (Field *field : std::as_const(m_fields)) {
        if (field->control() == sender())
            field->setError({});
    }
    showState();
}

void ProductEditor::save()
{
    const QJsonObject body = changes();
    if (m_working || !hasVersion() || body.isEmpty() || !check())
        return;
    m_banner->hide();
    send(body);
}

void ProductEditor::send(const QJsonObject &body)
{
    ApiRequest request;
    request.method = m_new ? "POST" : "PATCH";
    request.path = QStringLiteral("/api/v1/products") + (m_new ? QString() : u'/' + productId());
    request.body = body;
    request.ifMatch = m_etag;
    setWorking(true);
    m_client.call(request, this, [this, isNew = m_new](const Result<ApiReply> &answer) { answered(answer, isNew); });
}

void ProductEditor::answered(const Result<ApiReply> &answer, bool isNew)
{
    setWorking(false);
    if (!answer) {
        refused(answer.error());
        return;
    }
    m_new = false;
    m_stored = answer->document;
    m_etag = answer->etag;
    fill();
    Q_EMIT saved(m_stored, isNew);
}

void ProductEditor::refused(const Error &error)
{
    if (error.code == ErrorCode::PreconditionFailed) {
        showConflict();
        return;
    }
    bool placed = !error.fields.isEmpty();
    for (const FieldError &wrong : error.fields) {
        Field *field = fieldOf(wrong.field);
        if (field)
            field->setError(wrong.message);
        else
            placed = false;
    }
    if (placed)
        return;
    const QString kept = isDirty() ? tr("Nothing was saved. What you typed is still here.") : QString();
    m_banner->setTexts(ErrorWords::sentence(error), kept);
    m_banner->show();
    m_scroll->ensureVisible(0, 0);
}

// "barcodes[1]" belongs to the field of "barcodes".
Field *ProductEditor::fieldOf(const QString &name) const
{
    return m_fields.value(name.section(u'[', 0, 0).section(u'.', 0, 0));
}

void ProductEditor::showConflict()
{
    const QJsonObject mine = changes();
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/") + productId();
    m_client.call(request, m_load.get(), [this, mine](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer) {
            refused(answer.error());
            return;
        }
        const QJsonObject before = m_stored;
        m_stored = answer->document; // from here on a save overwrites this version, and only this one
        m_etag = answer->etag;
        const auto words = [this](const QString &field, const QJsonValue &value) {
            if (field == QLatin1String("price") || field == QLatin1String("cost"))
                return value.isNull()
                           ? QString()
                           : m_profile.money.format(Money::ofMinor(contract::exactInteger(value).value_or(0)));
            if (field == QLatin1String("category_id"))
                return m_category->itemText(qMax(0, m_category->findData(value.toString())));
            if (value.isArray())
                return value.toVariant().toStringList().join(u' ');
            return value.toString();
        };
        // What only they changed is taken over; what I changed stays in its field.
        QList<ConflictCard::Row> rows;
        QJsonObject merged = m_stored;
        for (const QString &field : mine.keys())
            merged[field] = mine[field];
        for (const char *name : {"name", "sku", "category_id", "barcodes", "price", "cost"}) {
            const QString field = QString::fromLatin1(name);
            if (merged[field] != m_stored[field] || before[field] != m_stored[field])
                rows.append({m_fields[field]->control()->accessibleName(), words(field, merged[field]),
                             words(field, m_stored[field])});
        }
        const QJsonObject stored = std::exchange(m_stored, merged);
        fill();
        m_stored = stored;
        m_conflict->setRows(rows);
        m_conflict->show();
        showState();
        m_scroll->ensureVisible(0, 0);
    });
}

void ProductEditor::setArchived(bool archived)
{
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/products/%1/%2")
                       .arg(productId(), archived ? QStringLiteral("archive") : QStringLiteral("restore"));
    request.ifMatch = m_etag;
    setWorking(true);
    m_client.call(request, this, [this](const Result<ApiReply> &answer) { answered(answer, false); });
}

void ProductEditor::setWorking(bool working)
{
    m_working = working;
    showState();
}

void ProductEditor::showState()
{
    const bool dirty = isDirty();
    const auto state = ProductsModel::stateOf(m_stored);
    m_heading->setLine(m_new ? tr("New product") : m_stored[u"name"].toString());
    m_version->setText(m_new ? tr("Not saved yet")
                             : tr("%1 · v%2").arg(m_stored[u"sku"].toString()).arg(m_stored[u"version"].toInt()));
    m_pill->setState(state.words, state.tone);
    m_pill->setVisible(!m_new && !dirty);
    m_unsaved->setState(tr("Unsaved changes"), Tone::Info);
    m_unsaved->setVisible(dirty && !m_new);
    m_fields[QStringLiteral("on_hand")]->setVisible(!m_new);
    m_save->setBlocked(m_working       ? tr("Being saved")
                       : !dirty        ? tr("Nothing was changed")
                       : !hasVersion() ? tr("The newest version is not here yet")
                                       : QString());
    m_discard->setBlocked(dirty || m_new ? QString() : tr("Nothing was changed"));
    m_archive->setVisible(!m_new && m_profile.may(contract::Permission::ProductsWrite));
    m_archive->setLabel(isArchived(m_stored) ? tr("Restore") : tr("Archive"));
    m_archive->setIconName(isArchived(m_stored) ? QStringLiteral("archive-restore") : QStringLiteral("archive"));
    m_archive->setBlocked(m_working       ? tr("Being saved")
                          : dirty         ? tr("Save or discard the changes first")
                          : !hasVersion() ? tr("The newest version is not here yet")
                                          : QString());
    if (dirty != m_wasDirty) {
        m_wasDirty = dirty;
        Q_EMIT dirtyChanged(dirty);
    }
}

void ProductEditor::retranslate()
{
    m_fields[QStringLiteral("name")]->setTexts(tr("Name"));
    m_fields[QStringLiteral("sku")]->setTexts(tr("SKU"));
    m_fields[QStringLiteral("category_id")]->setTexts(tr("Category"));
    m_fields[QStringLiteral("barcodes")]->setTexts(tr("Barcodes"), tr("Several with a space between them"));
    m_fields[QStringLiteral("price")]->setTexts(tr("Price"));
    m_fields[QStringLiteral("cost")]->setTexts(tr("Cost"));
    m_fields[QStringLiteral("on_hand")]->setTexts(tr("On hand"), tr("Changes with sales and receipts"));
    m_close->setHint(tr("Close  (Esc)"));
    m_save->setLabel(tr("Save"));
    m_discard->setLabel(tr("Discard"));
    setCategories(m_categories);
    showState();
}

} // namespace pos::ui
