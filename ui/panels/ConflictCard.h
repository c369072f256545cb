// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace pos::ui {

class Button;
class Label;

// Somebody else saved meanwhile (412): both versions side by side, and which one is to stay.
class ConflictCard final : public Page {
    Q_OBJECT
public:
    struct Row {
        QString field;
        QString mine;
        QString theirs;
    };

    explicit ConflictCard(QWidget *parent = nullptr);

    void setRows(const QList<Row> &rows);

Q_SIGNALS:
    void mineChosen();
    void theirsChosen();

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showRows();

    Label *m_title;
    Label *m_mine;
    Label *m_theirs;
    QGridLayout *m_grid;
    Button *m_keep;
    Button *m_take;
    QList<Row> m_rows;
    QList<QWidget *> m_cells;
};

} // namespace pos::ui
