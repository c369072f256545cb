// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/ShellActions.h"

#include <QMenu>

namespace pos::ui {

class Preferences;

// What belongs to the person and not to a page: language, look, size of text, help, the way out.
class UserMenu final : public QMenu {
    Q_OBJECT
public:
    UserMenu(Preferences &preferences, QWidget *parent);

Q_SIGNALS:
    void asked(pos::ui::ShellCommand command);

private:
    template<class Value>
    void addChoice(QMenu *menu, const QString &name, const QString &text, Value value, Value now,
                   void (Preferences::*set)(Value));
    void addLanguage();
    void addLook();
    void addText();
    void addCommand(ShellCommand command);

    Preferences &m_preferences;
};

} // namespace pos::ui
