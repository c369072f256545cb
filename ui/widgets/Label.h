// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QLabel>

namespace pos::ui {

// A text in one of the type sizes; tone is "", "muted", "faint", "danger", "success", "warning" or "accent".
class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(tok::Type type, const char *tone = "", QWidget *parent = nullptr);

    void setTone(const char *tone);
    void setWrapped() { setWordWrap(true); }
};

} // namespace pos::ui
