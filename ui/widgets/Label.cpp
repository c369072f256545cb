// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Label.h"

#include "ui/theme/Fonts.h"
#include "ui/widgets/Layouts.h"

namespace pos::ui {

Label::Label(tok::Type type, const char *tone, QWidget *parent) : QLabel(parent)
{
    setFont(Fonts::of(type));
    setTextFormat(Qt::PlainText); // what it shows may come from outside
    setProperty("tone", QLatin1String(tone));
}

void Label::setTone(const char *tone)
{
    if (property("tone").toString() == QLatin1String(tone))
        return;
    setProperty("tone", QLatin1String(tone));
    restyle(this);
}

} // namespace pos::ui
