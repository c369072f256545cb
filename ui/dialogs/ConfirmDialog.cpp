// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ConfirmDialog.h"

#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidth = 380;
}

ConfirmDialog::ConfirmDialog(QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("confirm"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
}

void ConfirmDialog::ask(QWidget *parent, const QString &title, const QString &text, const QList<Choice> &choices,
                        std::function<void(const QString &)> answer)
{
    auto *dialog = new ConfirmDialog(parent->window());
    dialog->setWindowTitle(title);
    auto *column = boxOn<QVBoxLayout>(dialog, tok::s5, tok::s2);
    auto *heading = new Label(tok::Type::Heading);
    heading->setText(title);
    auto *words = new Label(tok::Type::Body, "muted");
    words->setText(text);
    words->setWrapped();
    words->setFixedWidth(kWidth);
    column->addWidget(heading);
    column->addWidget(words);
    column->addSpacing(tok::s2);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    row->addStretch();
    for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {
        auto *button = new Button(choice->kind);
        button->setObjectName(choice->name);
        button->setLabel(choice->text);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, dialog, [dialog, answer, name = choice->name] {
            dialog->disconnect(SIGNAL(rejected()));
            dialog->close();
            answer(name);
        });
        if (choice == choices.rend() - 1)
            button->setDefault(true);
    }
    connect(dialog, &QDialog::rejected, parent, [answer, name = choices.last().name] { answer(name); });
    column->addLayout(row);
    dialog->open();
}

} // namespace pos::ui
