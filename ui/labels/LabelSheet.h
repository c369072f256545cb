// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/labels/Barcode.h"

#include <QList>
#include <QSizeF>

namespace pos::ui {

// What stands on a label, and how often it is printed.
struct LabelItem {
    QString name;
    QString code;
    QString price; // as the shop writes it
    int count = 1;
};

// A kind of paper with labels on it. Millimetres.
struct LabelPaper {
    const char *key;
    QSizeF page;
    QSizeF label;
    QPointF first; // corner of the first label
    QSizeF pitch;  // from label to label
    int columns;
    int rows;

    int perPage() const { return columns * rows; }
    static const QList<LabelPaper> &all();
    static const LabelPaper &byKey(const QString &key);
};

// Labels in their places on the pages of a paper, and how each is painted.
class LabelSheet {
public:
    struct Parts {
        bool name = true;
        bool price = true;
    };

    LabelSheet(const LabelPaper &paper, const QList<LabelItem> &items, Parts parts, int firstPlace = 0);

    const LabelPaper &paper() const { return m_paper; }
    int labels() const { return static_cast<int>(m_places.size()); }
    int pages() const;
    // In millimetres of the page: the painter is scaled to them.
    void paintPage(QPainter *painter, int page, bool withOutlines) const;

private:
    QRectF placeOf(int index) const;
    void paintLabel(QPainter *painter, const QRectF &label, const LabelItem &item) const;

    LabelPaper m_paper;
    QList<LabelItem> m_items;
    QList<int> m_places; // which item stands at each place, in order
    Parts m_parts;
    int m_firstPlace; // labels of the first page that were used before
};

} // namespace pos::ui
