// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Page.h"

#include <QEvent>

namespace pos::ui {

void Page::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pos::ui
