// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pos::ui {

// A list with a pane at its right. When there is no room for both the pane shrinks a little, then
// covers the list rather than squeezing it.
class DetailHost final : public QWidget {
    Q_OBJECT
public:
    // leastMain: the width below which the list is not worth looking at beside the pane.
    DetailHost(QWidget *main, QWidget *pane, int leastMain, QWidget *parent = nullptr);

    void setPaneShown(bool shown);
    bool isPaneShown() const { return m_shown; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    QWidget *m_main;
    QWidget *m_pane;
    int m_leastMain;
    bool m_shown = false;
};

} // namespace pos::ui
