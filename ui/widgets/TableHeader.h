// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace pos::ui {

// Painted by hand: a style sheet cannot put a right-aligned title over its numbers.
class TableHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(QWidget *parent);

    // 12 px at both sides of a cell, 16 at the table's edges, so that text lines up with a card's title.
    QRect inset(const QRect &cell, int column) const;

protected:
    void paintSection(QPainter *painter, const QRect &box, int section) const override;

private:
    bool isFirstShown(int column) const;
    bool isLastShown(int column) const;
};

} // namespace pos::ui
