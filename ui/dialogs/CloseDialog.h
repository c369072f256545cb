// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

namespace pos::ui {

// The window is closed while this computer's server runs: go on without the window, or stop the server too.
class CloseDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Answer { GoOn, Quit, Stay };
    using Told = std::function<void(Answer answer, bool remember)>;

    // hasTray: the window can go to the tray; otherwise it is minimised.
    CloseDialog(bool hasTray, QWidget *parent, Told told);
};

} // namespace pos::ui
