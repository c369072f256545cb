// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/WizardPage.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class ComboBox;

// Name, short name and currency of the shop.
class ShopPage final : public WizardPage {
    Q_OBJECT
public:
    explicit ShopPage(QWidget *parent = nullptr);

    QString title() const override { return tr("Shop"); }
    QString answer() const override;
    bool check() override;
    void collect(QJsonObject &answers) const override;
    void begin() override;
    QString currency() const;

    // "Toko Melati Bandung" → "toko-melati-bandung".
    static QString slugOf(const QString &name);

protected:
    void retranslate() override;

private:
    QLineEdit *m_name;
    QLineEdit *m_slug;
    ComboBox *m_currency;
    bool m_slugTyped = false;
};

} // namespace pos::ui
