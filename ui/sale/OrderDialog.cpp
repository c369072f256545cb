// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/OrderDialog.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidth = 460;
}

OrderDialog::OrderDialog(const QString &name, const QString &title, QWidget *over)
    : QDialog(over->window()), m_body(boxOn<QVBoxLayout>(nullptr, 0, tok::s3)), m_banner(new Banner(Tone::Danger)),
      m_cancel(new Button(Button::Kind::Secondary)), m_buttons(boxOn<QHBoxLayout>(nullptr, 0, tok::s2)), m_name(name)
{
    setObjectName(name);
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(title);
    setMinimumWidth(kWidth);
    auto *column = boxOn<QVBoxLayout>(this, tok::s5, tok::s3);
    auto *heading = new Label(tok::Type::Heading);
    heading->setText(title);
    column->addWidget(heading);
    m_banner->setObjectName(name + QStringLiteral(".banner"));
    m_banner->hide();
    column->addWidget(m_banner);
    column->addLayout(m_body, 1);
    column->addSpacing(tok::s2);
    m_cancel->setObjectName(name + QStringLiteral(".cancel"));
    m_cancel->setLabel(tr("Cancel"));
    m_buttons->addStretch();
    m_buttons->addWidget(m_cancel);
    column->addLayout(m_buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void OrderDialog::setAction(const QString &words, Button::Kind kind)
{
    m_go = new Button(kind);
    m_go->setObjectName(m_name + QStringLiteral(".submit"));
    m_go->setLabel(words);
    m_buttons->addWidget(m_go);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (!m_working)
            submit();
    });
}

void OrderDialog::setBlocked(const QString &why)
{
    m_blocked = why;
    if (m_go)
        m_go->setBlocked(m_working ? tr("One moment") : why);
}

void OrderDialog::setWorking(bool working)
{
    m_working = working;
    setBlocked(m_blocked);
}

void OrderDialog::showBanner(const QString &strong, const QString &more)
{
    m_banner->setTexts(strong, more);
    m_banner->show();
}

void OrderDialog::hideBanner()
{
    m_banner->hide();
}

void OrderDialog::showError(const Error &error, const QHash<QString, Field *> &fields)
{
    bool placed = false;
    for (const FieldError &one : error.fields) {
        if (Field *field = fields.value(one.field)) {
            field->setError(one.message);
            placed = true;
        }
    }
    if (!placed)
        showBanner(error.fields.isEmpty() ? ErrorWords::sentence(error) : error.fields.first().message);
}

// What is under way is not left half done: its answer decides.
void OrderDialog::reject()
{
    if (!m_working)
        QDialog::reject();
}

void OrderDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_go && m_go->isEnabled() && focusWidget() != m_cancel) {
        submit();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace pos::ui
