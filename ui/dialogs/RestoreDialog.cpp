// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/RestoreDialog.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidth = 440;
}

RestoreDialog::RestoreDialog(const QString &slug, const QString &made, QWidget *parent)
    : QDialog(parent), m_slug(slug), m_typed(new QLineEdit), m_field(new Field(m_typed)),
      m_restore(new Button(Button::Kind::Destroy)), m_cancel(new Button(Button::Kind::Secondary))
{
    setObjectName(QStringLiteral("restore"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Restore a backup"));
    auto *column = boxOn<QVBoxLayout>(this, tok::s5, tok::s3);
    auto *heading = new Label(tok::Type::Heading);
    heading->setText(tr("Go back to %1?").arg(made));
    auto *words = new Label(tok::Type::Body, "muted");
    words->setWrapped();
    words->setFixedWidth(kWidth);
    words->setText(tr("Everything that was sold, received and changed since then is no longer in the shop. Everybody "
                      "is signed out, tills too. The database of now is kept beside, in the data folder, and the keys "
                      "stay as they are."));
    column->addWidget(heading);
    column->addWidget(words);
    m_field->setTexts(tr("To go on type the shop's short name: %1").arg(slug));
    column->addWidget(m_field);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_restore);
    column->addLayout(row);
    m_typed->setObjectName(QStringLiteral("restore.typed"));
    m_restore->setObjectName(QStringLiteral("restore.go"));
    m_cancel->setObjectName(QStringLiteral("restore.cancel"));
    m_restore->setLabel(tr("Restore"));
    m_cancel->setLabel(tr("Cancel"));
    connect(m_typed, &QLineEdit::textChanged, this, &RestoreDialog::check);
    connect(m_restore, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    check();
}

void RestoreDialog::check()
{
    m_restore->setBlocked(m_typed->text().trimmed() == m_slug ? QString() : tr("Type the short name first"));
}

} // namespace pos::ui
