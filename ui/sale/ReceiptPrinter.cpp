// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/ReceiptPrinter.h"

#include "ui/theme/Fonts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>

#include <algorithm>

namespace pos::ui {

namespace {
constexpr qreal kWidestMm = 80;
constexpr qreal kMarginMm = 3;
constexpr qreal kMmPerInch = 25.4;
constexpr qreal kSampleSize = 100;
}// namespace

void ReceiptPrinter::ask(QWidget *parent, const QString &text, const QString &title)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(title);
    auto *dialog = new QPrintDialog(printer.get(), parent->window());
    dialog->setObjectName(QStringLiteral("receipt.printDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), dialog,
            [printer, text](QPrinter *chosen) { print(*chosen, text); });
    dialog->open();
}

bool ReceiptPrinter::print(QPrinter &printer, const QString &text)
{
    QPainter painter;
    if (!painter.begin(&printer))
        return false;
    const QStringList lines = text.split(u'\n');
    qsizetype columns = 1;
    for (const QString &line : lines)
        columns = std::max(columns, line.size());

    const qreal dotsPerMm = printer.resolution() / kMmPerInch;
    const QRectF page(0, 0, printer.pageLayout().paintRectPixels(printer.resolution()).width(),
                      printer.pageLayout().paintRectPixels(printer.resolution()).height());
    const qreal margin = kMarginMm * dotsPerMm;
    const qreal width = std::min(page.width() - 2 * margin, (kWidestMm - 2 * kMarginMm) * dotsPerMm);
    QFont font = Fonts::mono();
    font.setPixelSize(static_cast<int>(kSampleSize));
    const qreal sample = QFontMetricsF(font, &printer).horizontalAdvance(QString(columns, u'0')) / kSampleSize;
    font.setPixelSize(std::max(1, static_cast<int>(width / sample)));
    painter.setFont(font);

    const QFontMetricsF metrics(font, &printer);
    qreal y = margin;
    for (const QString &line : lines) {
        if (y + metrics.height() > page.height() - margin) {
            if (!printer.newPage())
                return false;
            y = margin;
        }
        painter.drawText(QPointF(margin, y + metrics.ascent()), line);
        y += metrics.height();
    }
    return painter.end();
}

} // namespace pos::ui
