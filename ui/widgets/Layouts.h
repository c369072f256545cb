// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QWidget>

namespace pos::ui {

// A layout with this margin and gap on the widget, or free to be nested when there is none.
template<class Layout>
Layout *boxOn(QWidget *widget, int margin = 0, int gap = 0)
{
    auto *layout = widget ? new Layout(widget) : new Layout;
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(gap);
    return layout;
}

// After a property that the style sheet looks at was changed.
void restyle(QWidget *widget);

} // namespace pos::ui
