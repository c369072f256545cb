// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Field.h"

#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace pos::ui {

Field::Field(QWidget *control, QWidget *parent)
    : QWidget(parent), m_control(control), m_title(new Label(tok::Type::Small, "muted")),
      m_icon(new IconLabel(QStringLiteral("circle-alert"), Tone::Danger, tok::iconInline)),
      m_below(new Label(tok::Type::Small, "faint"))
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s1);
    m_title->setBuddy(control);
    column->addWidget(m_title);
    column->addWidget(control);
    auto *below = boxOn<QHBoxLayout>(nullptr, 0, 6);
    m_below->setWrapped();
    m_below->setObjectName(QStringLiteral("below"));
    below->addWidget(m_icon, 0, Qt::AlignTop);
    below->addWidget(m_below, 1);
    column->addLayout(below);
    column->addStretch(); // fields in one row keep their labels on one line
    showBelow();
}

void Field::setTexts(const QString &title, const QString &hint)
{
    m_title->setText(m_required ? title + QStringLiteral(" *") : title);
    m_control->setAccessibleName(title);
    m_hint = hint;
    showBelow();
}

void Field::setError(const QString &error)
{
    if (error == m_error)
        return;
    m_error = error;
    m_control->setProperty("bad", !error.isEmpty());
    m_control->setAccessibleDescription(error);
    restyle(m_control);
    showBelow();
}

void Field::showBelow()
{
    const bool bad = !m_error.isEmpty();
    m_icon->setVisible(bad);
    m_below->setTone(bad ? "danger" : "faint");
    m_below->setText(bad ? m_error : m_hint);
    m_below->setVisible(!m_below->text().isEmpty());
}

void Field::showText(QLineEdit *edit, const QString &text)
{
    if (edit->text() == text)
        return;
    edit->setText(text);
    edit->setCursorPosition(0);
}

} // namespace pos::ui
