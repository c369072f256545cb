// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Profile.h"
#include "ui/widgets/Page.h"

#include <QHash>

QT_FORWARD_DECLARE_CLASS(QGridLayout)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QPlainTextEdit)

namespace pos::ui {

class Button;
class ComboBox;
class Field;
class MoneyField;
class QuantityField;
class UnitList;

// The fields of a product, each by the name the server gives it: filled from a document, told as what
// differs from one, checked in words while one types.
class ProductForm final : public Page {
    Q_OBJECT
public:
    using Choices = QList<QPair<QString, QString>>; // id, name

    explicit ProductForm(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void setCategories(const Choices &categories);
    void setTaxClasses(const QStringList &classes);
    void fill(const QJsonObject &product);
    QJsonObject changesFrom(const QJsonObject &product) const;
    QJsonValue value(const QString &name) const; // as it would be sent
    QString words(const QString &name, const QJsonValue &value) const; // for a person to compare
    QString title(const QString &name) const;

    bool check(); // the first wrong field has the focus
    bool setError(const QString &name, const QString &message); // false: there is no such field
    void clearErrors();
    void takeFocus();
    void showStock(bool shown); // a new product has none yet

Q_SIGNALS:
    void edited();
    void whyAsked();
    void receiveAsked();
    void adjustAsked();

protected:
    void retranslate() override;

private:
    void build();
    void put(QGridLayout *grid, const char *name, QWidget *control, int row, int column, int span = 1);
    void follow();
    void changed(const QString &name);
    QString wrongIn(const QString &name) const;
    void retranslateChoices();
    void showBarcodes();
    Field *fieldOf(const QString &name) const { return m_fields.value(name); }

    Profile m_profile;
    QString m_storedCategory; // its name may not have come yet
    Choices m_categories;
    QStringList m_taxClasses{QStringLiteral("standard")};
    QLineEdit *m_name;
    QLineEdit *m_sku;
    ComboBox *m_category;
    QLineEdit *m_barcodes;
    MoneyField *m_price;
    MoneyField *m_cost;
    ComboBox *m_kind;
    QLineEdit *m_unit;
    QLineEdit *m_onHand;
    QuantityField *m_low;
    ComboBox *m_policy;
    ComboBox *m_tax;
    UnitList *m_units;
    QPlainTextEdit *m_description;
    QWidget *m_stockLine;
    Button *m_why;
    Button *m_receive;
    Button *m_adjust;
    QHash<QString, Field *> m_fields;
};

} // namespace pos::ui
