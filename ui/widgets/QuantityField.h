// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"

#include <QLineEdit>

#include <optional>

namespace pos::ui {

// A count or measure with at most three decimals, in the shop's way.
class QuantityField final : public QLineEdit {
    Q_OBJECT
public:
    explicit QuantityField(QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void setQuantity(std::optional<Quantity> quantity);
    Result<Quantity> quantity() const { return m_format.parseQuantity(text()); }

protected:
    void focusOutEvent(QFocusEvent *event) override;

private:
    MoneyFormat m_format;
};

} // namespace pos::ui
