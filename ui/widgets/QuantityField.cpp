// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/QuantityField.h"

namespace pos::ui {

QuantityField::QuantityField(QWidget *parent) : QLineEdit(parent)
{
    setAlignment(Qt::AlignRight);
    setMaxLength(20);
}

void QuantityField::setQuantity(std::optional<Quantity> quantity)
{
    if (const QString shown = quantity ? m_format.format(*quantity) : QString(); text() != shown)
        setText(shown); // what is marked stays when nothing is new
}

void QuantityField::focusOutEvent(QFocusEvent *event)
{
    if (const auto read = quantity(); read && m_format.format(*read) != text())
        setText(m_format.format(*read));
    QLineEdit::focusOutEvent(event);
}

} // namespace pos::ui
