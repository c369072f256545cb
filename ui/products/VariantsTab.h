// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/api/Profile.h"
#include "ui/products/VariantsModel.h"
#include "ui/widgets/Page.h"

#include <QHash>

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class Banner;
class Button;
class DataTable;
class Field;
class MoneyField;
class QuantityField;

// The sizes and colours of one product, each with its own SKU, price, barcodes and stock. The product's own
// one is changed with the product.
class VariantsTab final : public Page {
    Q_OBJECT
public:
    explicit VariantsTab(ApiClient &client, QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void open(const QString &product);
    bool isDirty() const;
    void discard();

Q_SIGNALS:
    void saved();                              // the product has a new version
    void dirtyChanged();
    void whyAsked(const QString &variant);

protected:
    void retranslate() override;

private:
    void build();
    void load();
    void choose(int row);
    void beginNew();
    void fill();
    QJsonObject changes() const;
    bool check();
    void edited();
    void save();
    void setArchived(bool archived);
    void send(const ApiRequest &request);
    void refused(const Error &error);
    void showState();
    bool isNew() const { return m_stored[QStringLiteral("id")].toString().isEmpty(); }

    ApiClient &m_client;
    Profile m_profile;
    QString m_product;
    QJsonObject m_stored; // the one in the form; empty: a new one, or none
    bool m_open = false;
    bool m_working = false;
    std::unique_ptr<QObject> m_call;
    VariantsModel m_variants;
    Banner *m_banner;
    DataTable *m_table;
    Button *m_new;
    QWidget *m_form;
    QLineEdit *m_name;
    QLineEdit *m_sku;
    MoneyField *m_price;
    MoneyField *m_cost;
    QLineEdit *m_barcodes;
    QuantityField *m_low;
    QHash<QString, Field *> m_fields;
    Button *m_save;
    Button *m_discard;
    Button *m_archive;
    Button *m_why;
};

} // namespace pos::ui
