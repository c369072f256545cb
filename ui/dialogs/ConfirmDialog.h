// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Button.h"

#include <QDialog>

#include <functional>

namespace pos::ui {

// A question with two or three answers, over its window. It does not block: the answer comes by a call.
class ConfirmDialog final : public QDialog {
    Q_OBJECT
public:
    struct Choice {
        QString name; // objectName, and the answer given
        QString text;
        Button::Kind kind = Button::Kind::Secondary;
    };

    // The last choice is the harmless one: Escape gives it too.
    static void ask(QWidget *parent, const QString &title, const QString &text, const QList<Choice> &choices,
                    std::function<void(const QString &)> answer);

private:
    explicit ConfirmDialog(QWidget *parent);
};

} // namespace pos::ui
