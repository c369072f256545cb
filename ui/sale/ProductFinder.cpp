// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/ProductFinder.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SearchField.h"

#include <QApplication>
#include <QJsonArray>
#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kOffered = 8;
constexpr int kLeastLetters = 2;
constexpr int kRowHeight = 30;
enum { VariantRole = Qt::UserRole + 1, ProductRole, NameRole, SkuRole };
}// namespace

ProductFinder::ProductFinder(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_edit(new SearchField), m_field(new Field(m_edit)),
      m_banner(new Banner(Tone::Danger)), m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_list(new QListView), m_results(new QStandardItemModel(this))
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s2);
    column->addWidget(m_field);
    column->addWidget(m_banner);
    m_banner->addAction(m_retry);
    m_banner->hide();
    m_edit->setObjectName(QStringLiteral("sale.find"));
    m_banner->setObjectName(QStringLiteral("sale.missed"));
    m_retry->setObjectName(QStringLiteral("sale.missedRetry"));
    m_list->setParent(this); // until there is something to offer
    m_list->hide();
    m_list->setObjectName(QStringLiteral("sale.offers"));
    m_list->setProperty("box", QStringLiteral("menu"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_results);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_edit->installEventFilter(this);
    connect(m_edit, &SearchField::searched, this, [this](const QString &text) {
        if (text.size() >= kLeastLetters)
            search(text, false);
        else if (m_popup)
            m_popup->hide();
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this] { m_field->setError({}); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(m_retry, &QPushButton::clicked, this, [this] {
        m_banner->hide();
        for (const QString &code : std::exchange(m_missed, {}))
            lookUp(code, "barcode", false);
    });
    retranslate();
}

void ProductFinder::takeFocus()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void ProductFinder::clear()
{
    m_search.reset();
    m_missed.clear();
    m_banner->hide();
    m_edit->clear();
    m_field->setError({});
    if (m_popup)
        m_popup->hide();
}

void ProductFinder::take(const QString &code)
{
    lookUp(code.trimmed(), "barcode", false);
}

void ProductFinder::enter()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty())
        Q_EMIT finished();
    else if (m_popup && m_popup->isVisible() && m_list->currentIndex().isValid())
        choose(m_list->currentIndex().row());
    else
        lookUp(text, "barcode", true);
}

void ProductFinder::lookUp(const QString &code, const char *by, bool typed)
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/lookup");
    request.query.addQueryItem(QLatin1String(by), code);
    m_client.call(request, this, [this, code, by, typed](const Result<ApiReply> &answer) {
        if (answer) {
            const QJsonObject variant = answer->document[u"variant"].toObject();
            const QString sku = variant[u"sku"].toString(answer->document[u"sku"].toString());
            const QString id = variant[u"id"].toString(answer->document[u"variant_id"].toString());
            takeOne(id, answer->document[u"name"].toString(), sku);
        } else if (answer.error().code == ErrorCode::NotFound || answer.error().code == ErrorCode::Invalid) {
            notFound(code, by, typed);
        } else {
            missed(code, answer.error());
        }
    });
}

void ProductFinder::notFound(const QString &code, const char *by, bool typed)
{
    if (qstrcmp(by, "barcode") == 0)
        return lookUp(code, "sku", typed);
    if (typed)
        return search(code, true);
    QApplication::beep();
    m_field->setError(tr("No product has the barcode %1.").arg(code));
}

void ProductFinder::missed(const QString &code, const Error &error)
{
    QApplication::beep();
    m_missed.append(code);
    m_banner->setTexts(tr("Not added: %1").arg(m_missed.join(QStringLiteral(", "))), ErrorWords::sentence(error));
    m_banner->show();
}

void ProductFinder::search(const QString &text, bool decide)
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products");
    request.query.addQueryItem(QStringLiteral("q"), text);
    request.query.addQueryItem(QStringLiteral("status"), QStringLiteral("active"));
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(kOffered));
    m_search = std::make_unique<QObject>();
    m_client.call(request, m_search.get(), [this, decide](const Result<ApiReply> &answer) {
        m_search.release()->deleteLater();
        if (answer)
            return offer(answer->document[u"items"].toArray(), decide);
        if (decide)
            m_field->setError(ErrorWords::sentence(answer.error()));
    });
}

void ProductFinder::addRow(const QString &variant, const QString &product, const QString &name, const QString &sku,
                           Money price)
{
    auto *item = new QStandardItem(QStringLiteral("%1  ·  %2  ·  %3").arg(name, sku, m_format.format(price)));
    item->setData(variant, VariantRole);
    item->setData(product, ProductRole);
    item->setData(name, NameRole);
    item->setData(sku, SkuRole);
    m_results->appendRow(item);
}

void ProductFinder::offer(const QJsonArray &products, bool decide)
{
    m_results->clear();
    for (const QJsonValue &value : products) {
        const QJsonObject product = value.toObject();
        const bool several = product[u"variant_count"].toInt(1) > 1;
        addRow(product[u"variant_id"].toString(), several ? product[u"id"].toString() : QString(),
               product[u"name"].toString(), product[u"sku"].toString(), moneyIn(product, "price"));
    }
    if (m_results->rowCount() == 0) {
        if (m_popup)
            m_popup->hide();
        if (decide)
            m_field->setError(tr("Nothing has this name, SKU or barcode."));
        return;
    }
    if (decide && m_results->rowCount() == 1)
        return choose(0);
    showPopup();
    if (decide)
        m_list->setCurrentIndex(m_results->index(0, 0));
}

void ProductFinder::choose(int row)
{
    const QModelIndex index = m_results->index(row, 0);
    const QString product = index.data(ProductRole).toString();
    if (product.isEmpty())
        return takeOne(index.data(VariantRole).toString(), index.data(NameRole).toString(),
                       index.data(SkuRole).toString());
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/%1/variants").arg(product);
    m_search = std::make_unique<QObject>();
    const QString name = index.data(NameRole).toString();
    m_client.call(request, m_search.get(), [this, name](const Result<ApiReply> &answer) {
        m_search.release()->deleteLater();
        if (!answer)
            return m_field->setError(ErrorWords::sentence(answer.error()));
        QJsonObject several = answer->document;
        several.insert(QStringLiteral("name"), name);
        offerVariants(several);
    });
}

void ProductFinder::offerVariants(const QJsonObject &product)
{
    m_results->clear();
    for (const QJsonValue &value : product[u"items"].toArray()) {
        const QJsonObject variant = value.toObject();
        if (variant[u"status"].toString() == QLatin1String("archived"))
            continue;
        const QString name = (product[u"name"].toString() + u' ' + variant[u"name"].toString()).trimmed();
        addRow(variant[u"id"].toString(), {}, name, variant[u"sku"].toString(), moneyIn(variant, "price"));
    }
    showPopup();
    m_list->setCurrentIndex(m_results->index(0, 0));
}

void ProductFinder::takeOne(const QString &variant, const QString &name, const QString &sku)
{
    m_search.reset();
    m_edit->clear();
    m_field->setError({});
    if (m_popup)
        m_popup->hide();
    Q_EMIT found(variant, name, sku);
}

void ProductFinder::showPopup()
{
    if (!m_popup) {
        m_popup = new QFrame(window());
        m_popup->setProperty("box", QStringLiteral("popup"));
        boxOn<QVBoxLayout>(m_popup, tok::s1)->addWidget(m_list);
        m_list->show();
        connect(this, &QObject::destroyed, m_popup, &QObject::deleteLater);
    }
    m_list->setCurrentIndex({});
    const QPoint at = m_edit->mapTo(window(), QPoint(0, m_edit->height() + tok::s1));
    const int rows = qMin(m_results->rowCount(), kOffered);
    m_popup->setGeometry(at.x(), at.y(), m_edit->width(), rows * kRowHeight + 2 * tok::s2);
    m_popup->show();
    m_popup->raise();
}

bool ProductFinder::eventFilter(QObject *, QEvent *event)
{
    const bool open = m_popup && m_popup->isVisible();
    if (event->type() == QEvent::FocusOut && open)
        m_popup->hide();
    if (event->type() == QEvent::ShortcutOverride && open && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // closes what is offered, not the page
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent *>(event)->key();
    if ((key == Qt::Key_Return || key == Qt::Key_Enter)
        && !(static_cast<QKeyEvent *>(event)->modifiers() & Qt::ControlModifier)) {
        enter();
        return true;
    }
    if (!open)
        return false;
    if (key == Qt::Key_Escape) {
        m_popup->hide();
        return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
        const int next = qBound(0, row + (key == Qt::Key_Down ? 1 : -1), m_results->rowCount() - 1);
        m_list->setCurrentIndex(m_results->index(next, 0));
        return true;
    }
    return false;
}

void ProductFinder::retranslate()
{
    m_field->setTexts(tr("Scan or search"));
    m_edit->setWords(tr("Barcode, SKU or name"));
    m_edit->setAccessibleName(tr("Scan or search"));
    m_list->setAccessibleName(tr("Products that match"));
    m_retry->setLabel(tr("Retry"));
}

} // namespace pos::ui
