// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace pos::ui {

QFrame *makeCard(QWidget *parent = nullptr);
QFrame *makeHairline(QWidget *parent = nullptr);

} // namespace pos::ui
