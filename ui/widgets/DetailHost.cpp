// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DetailHost.h"

#include "ui/theme/TextSize.h"
#include "ui/theme/Tokens.h"

namespace pos::ui {

DetailHost::DetailHost(QWidget *main, QWidget *pane, int leastMain, QWidget *parent)
    : QWidget(parent), m_main(main), m_pane(pane), m_leastMain(leastMain)
{
    main->setParent(this);
    pane->setParent(this);
    pane->hide();
}

void DetailHost::setPaneShown(bool shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_pane->setVisible(shown);
    place();
}

void DetailHost::resizeEvent(QResizeEvent *)
{
    place();
}

void DetailHost::place()
{
    if (!m_shown) {
        m_main->setGeometry(rect());
        return;
    }
    const int left = width() - TextSize::px(m_leastMain);
    const bool beside = left >= TextSize::px(tok::paneLeast);
    const int wide = TextSize::px(tok::pane);
    const int pane = qMin(beside ? qMin(wide, left) : wide, width());
    m_main->setGeometry(0, 0, beside ? width() - pane : width(), height());
    m_pane->setGeometry(width() - pane, 0, pane, height());
    m_pane->raise();
}

} // namespace pos::ui
