// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"

#include <QLineEdit>

#include <optional>

namespace pos::ui {

// An amount: typed in the shop's way ("100.000" is a hundred thousand rupiah), shown with its symbol
// once left. What cannot be read keeps standing, so that it can be corrected.
class MoneyField final : public QLineEdit {
    Q_OBJECT
public:
    explicit MoneyField(QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format);
    void setMoney(std::optional<Money> amount);
    Result<Money> money() const;

protected:
    void focusOutEvent(QFocusEvent *event) override;

private:
    MoneyFormat m_format;
};

} // namespace pos::ui
