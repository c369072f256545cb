// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/CloseDialog.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidth = 420;
}

CloseDialog::CloseDialog(bool hasTray, QWidget *parent, Told told) : QDialog(parent)
{
    setObjectName(QStringLiteral("closing"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Close the window?"));
    auto *column = boxOn<QVBoxLayout>(this, tok::s5, tok::s2);
    auto *heading = new Label(tok::Type::Heading);
    heading->setText(windowTitle());
    auto *text = new Label(tok::Type::Body, "muted");
    text->setText(tr("The server of this computer is running. Other computers and tills of the shop work with it; "
                     "they stop when it stops."));
    text->setWrapped();
    text->setFixedWidth(kWidth);
    auto *remember = new QCheckBox(tr("Do the same from now on"));
    remember->setObjectName(QStringLiteral("closing.remember"));
    remember->setAccessibleName(remember->text());
    column->addWidget(heading);
    column->addWidget(text);
    column->addSpacing(tok::s1);
    column->addWidget(remember);
    column->addSpacing(tok::s2);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    row->addStretch();
    const auto add = [&](const char *name, const QString &label, Button::Kind kind, Answer answer) {
        auto *button = new Button(kind);
        button->setObjectName(QStringLiteral("closing.") + QLatin1String(name));
        button->setLabel(label);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, told, remember, answer] {
            const bool keep = remember->isChecked();
            accept();
            told(answer, keep);
        });
        return button;
    };
    add("stay", tr("Cancel"), Button::Kind::Secondary, Answer::Stay);
    add("quit", tr("Stop the server and quit"), Button::Kind::Danger, Answer::Quit);
    add("goOn", hasTray ? tr("Go on in the tray") : tr("Minimise and go on"), Button::Kind::Primary, Answer::GoOn)
        ->setDefault(true);
    column->addLayout(row);
}

} // namespace pos::ui
