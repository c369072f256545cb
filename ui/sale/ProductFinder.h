// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/api/ApiClient.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QFrame)
QT_FORWARD_DECLARE_CLASS(QListView)
QT_FORWARD_DECLARE_CLASS(QStandardItemModel)

namespace pos::ui {

class Banner;
class Button;
class Field;
class SearchField;

// Finds what is to be sold: a barcode or SKU that is scanned or typed with Enter is taken at once, a
// name offers what matches. Scans that could not be looked up are kept until they were.
class ProductFinder final : public Page {
    Q_OBJECT
public:
    explicit ProductFinder(ApiClient &client, QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void take(const QString &code); // scanned
    void takeFocus();
    void clear();

Q_SIGNALS:
    void found(const QString &variant, const QString &name, const QString &sku);
    void finished(); // Enter in an empty field: nothing more to add

protected:
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void enter();
    void lookUp(const QString &code, const char *by, bool typed);
    void notFound(const QString &code, const char *by, bool typed);
    void missed(const QString &code, const Error &error);
    void search(const QString &text, bool decide);
    void offer(const QJsonArray &products, bool decide);
    void choose(int row);
    void offerVariants(const QJsonObject &product);
    void addRow(const QString &variant, const QString &product, const QString &name, const QString &sku, Money price);
    void showPopup();
    void takeOne(const QString &variant, const QString &name, const QString &sku);

    ApiClient &m_client;
    MoneyFormat m_format;
    SearchField *m_edit;
    Field *m_field;
    Banner *m_banner;
    Button *m_retry;
    QFrame *m_popup = nullptr;
    QListView *m_list;
    QStandardItemModel *m_results;
    std::unique_ptr<QObject> m_search;
    QStringList m_missed;
};

} // namespace pos::ui
