// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/OrderDialog.h"

#include <QLineEdit>

#include <functional>

namespace pos::ui {

// A name for an order that waits.
class HoldDialog final : public OrderDialog {
    Q_OBJECT
public:
    HoldDialog(const QString &name, QWidget *over, std::function<void(const QString &name)> named);

protected:
    void submit() override;

private:
    QLineEdit *m_name;
    std::function<void(const QString &)> m_named;
};

} // namespace pos::ui
