// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PasswordField.h"

#include "ui/theme/Icons.h"

#include <QAction>

namespace pos::ui {

PasswordField::PasswordField(QWidget *parent)
    : QLineEdit(parent), m_toggle(addAction(Icons::icon(QStringLiteral("eye")), QLineEdit::TrailingPosition))
{
    setEchoMode(Password);
    setMaxLength(200);
    connect(m_toggle, &QAction::triggered, this, [this] {
        setEchoMode(echoMode() == Password ? Normal : Password);
        showState();
    });
}

void PasswordField::setWords(const QString &show, const QString &hide)
{
    m_show = show;
    m_hide = hide;
    showState();
}

void PasswordField::showState()
{
    const bool hidden = echoMode() == Password;
    m_toggle->setIcon(Icons::icon(hidden ? QStringLiteral("eye") : QStringLiteral("eye-off")));
    m_toggle->setToolTip(hidden ? m_show : m_hide);
    m_toggle->setText(m_toggle->toolTip());
}

} // namespace pos::ui
