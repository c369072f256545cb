// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QButtonGroup)
QT_FORWARD_DECLARE_CLASS(QGridLayout)
QT_FORWARD_DECLARE_CLASS(QRadioButton)

namespace pos::ui {

class Button;
class Label;

// Somebody else saved meanwhile (412): both versions side by side. One is taken whole, or, where rows
// have keys, field by field.
class ConflictCard final : public Page {
    Q_OBJECT
public:
    struct Row {
        QString field;
        QString mine;
        QString theirs;
        QString key = {};        // by which the choice is told; empty: no choice of its own
        bool startsMine = true;  // which of the two is chosen at first
    };

    // name: of whose versions it shows, first part of its parts' names ("product.keepMine").
    explicit ConflictCard(const QString &name, QWidget *parent = nullptr);

    void setRows(const QList<Row> &rows);
    bool isMine(const QString &key) const; // as chosen

Q_SIGNALS:
    void mineChosen(); // with keys: what is chosen in the rows
    void theirsChosen();

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showRows();
    QWidget *makeCell(const Row &row, bool mine, QButtonGroup *group);

    const QString m_name;
    Label *m_title;
    Label *m_mine;
    Label *m_theirs;
    QGridLayout *m_grid;
    Button *m_keep;
    Button *m_take;
    QList<Row> m_rows;
    QList<QWidget *> m_cells;
    QHash<QString, QRadioButton *> m_choices; // "mine" of each key
};

} // namespace pos::ui
