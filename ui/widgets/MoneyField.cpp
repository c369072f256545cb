// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MoneyField.h"

namespace pos::ui {

MoneyField::MoneyField(QWidget *parent) : QLineEdit(parent)
{
    setAlignment(Qt::AlignRight);
    setMaxLength(24);
}

void MoneyField::setFormat(const MoneyFormat &format)
{
    m_format = format;
}

void MoneyField::setMoney(std::optional<Money> amount)
{
    if (const QString shown = amount ? m_format.format(*amount) : QString(); text() != shown)
        setText(shown); // what is marked stays when nothing is new
}

Result<Money> MoneyField::money() const
{
    return m_format.parseMoney(text());
}

void MoneyField::focusOutEvent(QFocusEvent *event)
{
    if (const auto amount = money(); amount && m_format.format(*amount) != text())
        setText(m_format.format(*amount));
    QLineEdit::focusOutEvent(event);
}

} // namespace pos::ui
