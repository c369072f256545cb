// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Frames.h"

namespace pos::ui {

namespace {

QFrame *framed(const char *box, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("box", QLatin1String(box));
    return frame;
}

} // namespace

QFrame *makeCard(QWidget *parent)
{
    return framed("card", parent);
}

QFrame *makeHairline(QWidget *parent)
{
    return framed("line", parent);
}

} // namespace pos::ui
