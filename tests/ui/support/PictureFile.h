// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace pos::ui::test {

// Writes a picture of the window as a small PNG: 256 colours, the frequent ones exactly, no other further off
// than it must be. False when the file cannot be written.
bool writePicture(const QImage &picture, const QString &path);

} // namespace pos::ui::test
