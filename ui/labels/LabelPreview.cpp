// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/LabelPreview.h"

#include "ui/theme/Theme.h"

#include <QPainter>

namespace pos::ui {

LabelPreview::LabelPreview(QWidget *parent) : QWidget(parent), m_sheet(LabelPaper::all().first(), {}, {})
{
    setMinimumSize(280, 320);
}

void LabelPreview::setSheet(const LabelSheet &sheet)
{
    m_sheet = sheet;
    m_page = qBound(0, m_page, qMax(0, sheet.pages() - 1));
    update();
}

void LabelPreview::setPage(int page)
{
    m_page = qBound(0, page, qMax(0, m_sheet.pages() - 1));
    update();
}

void LabelPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QSizeF paper = m_sheet.paper().page;
    const QSizeF shown = paper.scaled(QSizeF(size()) - QSizeF(2, 2), Qt::KeepAspectRatio);
    const QPointF corner((width() - shown.width()) / 2, (height() - shown.height()) / 2);
    painter.setPen(Theme::color(&tok::Colors::edge));
    painter.setBrush(QColor(tok::paper));
    painter.drawRect(QRectF(corner, shown));
    painter.translate(corner);
    painter.scale(shown.width() / paper.width(), shown.height() / paper.height());
    m_sheet.paintPage(&painter, m_page, true);
}

} // namespace pos::ui
