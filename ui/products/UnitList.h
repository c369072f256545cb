// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/widgets/Page.h"

#include <QJsonArray>

QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Button;
class Label;
class QuantityField;

// The units a product is bought in, each as so many of its own: "karton = 24".
class UnitList final : public Page {
    Q_OBJECT
public:
    explicit UnitList(QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void setUnits(const QJsonArray &units); // of a product
    QJsonArray units() const;               // what cannot be read is left as text for the server to refuse
    void setReadOnly(bool readOnly);
    bool check(); // says at each row what is wrong

Q_SIGNALS:
    void edited();

protected:
    void retranslate() override;

private:
    struct Row {
        QWidget *line = nullptr;
        QLineEdit *name = nullptr;
        QuantityField *factor = nullptr;
        Button *remove = nullptr;
        qint64 numerator = 0; // as stored, where it is no whole number with three decimals
        qint64 denominator = 0;
        QString shown = {};
    };

    void add(const QString &name, const QJsonObject &unit);
    void remove(QWidget *line);

    MoneyFormat m_format;
    QVBoxLayout *m_rows;
    QList<Row> m_units;
    Button *m_add;
    Label *m_wrong;
    bool m_readOnly = false;
};

} // namespace pos::ui
