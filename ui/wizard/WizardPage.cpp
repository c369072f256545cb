// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/WizardPage.h"

#include "ui/theme/Tokens.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace pos::ui {

WizardPage::WizardPage(QWidget *parent)
    : Page(parent), m_title(new Label(tok::Type::Title)), m_intro(new Label(tok::Type::Body, "muted")),
      m_body(boxOn<QVBoxLayout>(nullptr, 0, tok::s3))
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    m_intro->setWrapped();
    column->addWidget(m_title);
    column->addWidget(m_intro);
    column->addSpacing(tok::s2);
    column->addLayout(m_body);
    column->addStretch(1); // before the fields' own stretch
}

void WizardPage::setTexts(const QString &title, const QString &intro)
{
    m_title->setText(title);
    m_intro->setText(intro);
}

Field *WizardPage::addField(const QString &name, QWidget *control)
{
    control->setObjectName(QStringLiteral("wizard.") + name);
    auto *made = new Field(control);
    m_fields.insert(name, made);
    if (auto *edit = qobject_cast<QLineEdit *>(control)) {
        connect(edit, &QLineEdit::textEdited, this, [this, made] {
            made->setError({});
            Q_EMIT changed();
        });
    }
    return made;
}

bool WizardPage::require(std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        Field *one = field(QLatin1String(name));
        const auto *edit = qobject_cast<const QLineEdit *>(one->control());
        one->setError(edit && edit->text().trimmed().isEmpty() ? tr("This is needed.") : QString());
    }
    return !focusFirstError(names);
}

bool WizardPage::focusFirstError(std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        Field *one = field(QLatin1String(name));
        if (!one->hasError())
            continue;
        one->control()->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

bool WizardPage::place(const FieldError &error)
{
    Field *one = field(error.field);
    if (one)
        one->setError(error.message);
    return one != nullptr;
}

} // namespace pos::ui
