// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

QT_FORWARD_DECLARE_CLASS(QWidget)

namespace pos::ui::test {

// Every text somebody may read or hear on what is visible of a window: labels, buttons, tabs, columns, cells, choices,
// placeholders, tool tips, names for screen readers. Without markup, each once.
QStringList shownTexts(const QWidget &window);

} // namespace pos::ui::test
