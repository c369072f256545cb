// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ProductsPanel.h"

#include "ui/api/ErrorWords.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/labels/LabelsDialog.h"
#include "ui/panels/DraftOffer.h"
#include "ui/panels/ListSection.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/PageHeader.h"

#include <QJsonArray>
#include <QSignalBlocker>

namespace pos::ui {

namespace {
constexpr int kLeastName = 230;
}

ProductsPanel::ProductsPanel(Session &session, LocalStore &store, QWidget *parent)
    : ListPanel(session, store, parent), m_model(session.client()),
      m_collector(session.client(), session.profile().money),
      m_labels(new Button(Button::Kind::Secondary, QStringLiteral("tags"))),
      m_new(new Button(Button::Kind::Primary, QStringLiteral("plus"))),
      m_firstNew(new Button(Button::Kind::Primary, QStringLiteral("plus"))),
      m_editor(new ProductEditor(session.client())), m_drafts(makeDrafts(QStringLiteral("product"))),
      m_offer(new DraftOffer(*m_drafts, ShopTime(profile().zone), [](const QJsonObject &draft) {
          return draft[u"typed"][u"name"].toString(draft[u"stored"][u"name"].toString());
      }))
{
    setUp(m_model, m_editor, {.name = QStringLiteral("products"), .rowHeight = tok::rowThumb});
    column()->insertWidget(1, m_offer);
    m_new->setObjectName(QStringLiteral("products.new"));
    m_new->setKeys(QKeySequence::New);
    m_labels->setObjectName(QStringLiteral("products.labels"));
    m_labels->setKeys(QKeySequence(Qt::CTRL | Qt::Key_L));
    header()->addAction(m_labels);
    header()->addAction(m_new);
    list()->setFirstAction(m_firstNew);
    const bool may = profile().may(contract::Permission::ProductsWrite);
    m_new->setVisible(may);

    m_model.setFormat(profile().money);
    m_editor->setProfile(profile());
    table()->setColumns(ProductsModel::Name, kLeastName, {{260, 0}, {150, 1}, {112, 0}, {88, 0}, {124, 0}});
    keepLayout(table(), QStringLiteral("products"));
    table()->showSort(ProductsModel::Name, Qt::AscendingOrder);

    connect(m_labels, &QPushButton::clicked, this, [this] {
        QList<QJsonObject> chosen;
        for (const QModelIndex &index : table()->selectionModel()->selectedRows())
            chosen.append(m_model.item(index.row()));
        m_collector.collect(chosen);
    });
    connect(&m_collector, &LabelCollector::collected, this,
            [this](const QList<LabelItem> &items) { LabelsDialog::show(this, items); });
    connect(&m_collector, &LabelCollector::failed, this,
            [this](const Error &error) { Q_EMIT said(ErrorWords::sentence(error)); });
    connect(table()->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ProductsPanel::showSelection);
    connect(m_new, &QPushButton::clicked, this, &ProductsPanel::addNew);
    connect(m_firstNew, &QPushButton::clicked, this, &ProductsPanel::addNew);
    connect(m_editor, &ProductEditor::closeRequested, this, [this] { leave([this] { closePane(); }); });
    connect(m_editor, &ProductEditor::stockAsked, this, [this](const QString &what) {
        leave([this, what] { Q_EMIT documentAsked(QStringLiteral("stock"), what); });
    });
    connect(m_editor, &ProductEditor::saved, this, &ProductsPanel::productSaved);
    connect(m_editor, &ProductEditor::typed, this, [this] { m_drafts->keep(m_editor->draft()); });
    connect(m_editor, &ProductEditor::dirtyChanged, this, [this](bool dirty) {
        if (!dirty)
            m_drafts->drop(); // saved or discarded
    });
    connect(m_offer, &DraftOffer::restored, this, &ProductsPanel::restoreDraft);
    retranslate();
}

void ProductsPanel::showSelection()
{
    const qsizetype chosen = table()->selectionModel()->selectedRows().size();
    m_labels->setBlocked(chosen > 0 ? QString() : tr("Choose products in the list first"));
}

void ProductsPanel::start()
{
    m_model.sort(ProductsModel::Name, Qt::AscendingOrder);
    loadCategories();
    loadTaxClasses();
    if (profile().may(contract::Permission::ProductsWrite))
        m_offer->look();
}

void ProductsPanel::restoreDraft(const QJsonObject &draft)
{
    leave([this, draft] {
        m_editor->restore(draft);
        showPane(draft[u"stored"][u"id"].toString());
        m_drafts->keep(m_editor->draft());
    });
}

void ProductsPanel::reload()
{
    ListPanel::reload();
    loadCategories();
    if (isPaneShown())
        m_editor->refresh();
}

void ProductsPanel::loadCategories()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/categories");
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("200"));
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return; // the list says what is wrong with the server; names of categories come with the next try
        QHash<QString, QString> names;
        m_categories.clear();
        for (const QJsonValue &value : answer->document[u"items"].toArray()) {
            const QJsonObject category = value.toObject();
            names.insert(category[u"id"].toString(), category[u"name"].toString());
            m_categories.append({category[u"id"].toString(), category[u"name"].toString()});
        }
        m_model.setCategories(names);
        m_editor->setCategories(m_categories);
        setFilters();
    });
}

void ProductsPanel::loadTaxClasses()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/tenant/tax-rules");
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return; // the product's own class is offered in any case
        QStringList classes{QStringLiteral("standard")};
        for (const QJsonValue &rule : answer->document[u"items"].toArray()) {
            const QString name = rule[u"tax_class"].toString();
            if (!name.isEmpty() && !classes.contains(name))
                classes.append(name);
        }
        m_editor->setTaxClasses(classes);
    });
}

void ProductsPanel::setFilters()
{
    QList<FilterSpec> specs{{QStringLiteral("status"),
                             tr("Status"),
                             FilterSpec::Kind::Choice,
                             {{QStringLiteral("active"), tr("Active")}, {QStringLiteral("archived"), tr("Archived")}}}};
    specs.append({QStringLiteral("low_stock"),
                  tr("Stock"),
                  FilterSpec::Kind::Choice,
                  {{QStringLiteral("true"), tr("Only low")}}});
    if (!m_categories.isEmpty())
        specs.append({QStringLiteral("category_id"), tr("Category"), FilterSpec::Kind::Choice, m_categories});
    list()->filters()->setSpecs(specs);
}

void ProductsPanel::showInPane(const QJsonObject &product)
{
    m_editor->open(product);
    showPane(product[u"id"].toString());
}

void ProductsPanel::leave(std::function<void()> then)
{
    if (!isPaneShown() || !m_editor->isDirty()) {
        then();
        return;
    }
    ConfirmDialog::ask(this, tr("Save the changes?"), tr("This product has changes that are not saved yet."),
                       {{QStringLiteral("save"), tr("Save"), Button::Kind::Primary},
                        {QStringLiteral("discard"), tr("Discard"), Button::Kind::Danger},
                        {QStringLiteral("stay"), tr("Keep editing")}},
                       [this, then](const QString &answer) {
                           if (answer == QLatin1String("discard")) {
                               m_editor->discard();
                               then();
                               return;
                           }
                           if (answer == QLatin1String("save"))
                               m_editor->save();
                           const int row = m_model.rowOf(m_editor->productId());
                           const QSignalBlocker quiet(table());
                           if (row >= 0)
                               table()->selectRow(row);
                       });
}

void ProductsPanel::addNew()
{
    leave([this] {
        table()->clearSelection();
        m_editor->openNew();
        showPane({});
    });
}

void ProductsPanel::open(const QString &id)
{
    if (id.isEmpty())
        return addNew();
    leave([this, id] { showInPane({{QStringLiteral("id"), id}}); });
}

void ProductsPanel::productSaved(const QJsonObject &product, bool isNew)
{
    Q_EMIT said(isNew ? tr("Product made.") : tr("Saved."));
    list()->keepChosen(product[u"id"].toString());
    if (isNew)
        m_model.reload();
    else
        m_model.replace(product);
}

void ProductsPanel::retranslate()
{
    list()->setTitle(title());
    header()->setTexts(tr("Products"), tr("What %1 sells, its prices and its stock").arg(profile().shopName));
    m_labels->setLabel(tr("Labels"));
    showSelection();
    m_new->setLabel(tr("New product"));
    m_firstNew->setLabel(tr("New product"));
    m_firstNew->setBlocked(profile().may(contract::Permission::ProductsWrite) ? QString()
                                                                              : tr("Your role only reads products"));
    list()->filters()->setSearchWords(tr("Name, SKU or barcode"));
    list()->setWords({QStringLiteral("package"), tr("No products yet"),
                      tr("Make the first one here. It can be sold as soon as it has a name, an SKU and a price.")});
    setFilters();
}

} // namespace pos::ui
