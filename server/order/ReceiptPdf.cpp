// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/ReceiptPdf.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>

#include <mutex>

namespace pos::order {

namespace {

constexpr int kDpi = 300;
constexpr int kMarginMm = 4;
constexpr int kTextPoints = 8;
constexpr int kTitlePoints = 11;

int dots(int mm)
{
    return mm * kDpi * 10 / 254;
}

struct Fonts {
    QFont text, strong, title;
    bool isLoaded = false;

    Fonts()
    {
        const int regular = QFontDatabase::addApplicationFont(QStringLiteral(":/receipt/InterTill-Regular.otf"));
        const int semiBold = QFontDatabase::addApplicationFont(QStringLiteral(":/receipt/InterTill-SemiBold.otf"));
        if (regular < 0 || semiBold < 0)
            return;
        const QString family = QFontDatabase::applicationFontFamilies(regular).constFirst();
        text = QFont(family, kTextPoints);
        strong = QFont(family, kTextPoints, QFont::DemiBold);
        title = QFont(family, kTitlePoints, QFont::DemiBold);
        isLoaded = true;
    }
};

// Sets the rows on a device, or only measures them: both walk the same way.
class Typesetter {
public:
    Typesetter(const Fonts &fonts, QPaintDevice *device, QPainter *painter, int width)
        : m_fonts(fonts), m_device(device), m_painter(painter), m_width(width)
    {
    }

    int run(const Receipt &receipt)
    {
        for (const Receipt::Row &row : receipt.rows)
            set(row);
        return m_y;
    }

private:
    void set(const Receipt::Row &row)
    {
        const QFont &font = row.style == Receipt::Style::Title    ? m_fonts.title
                            : row.style == Receipt::Style::Strong ? m_fonts.strong
                                                                  : m_fonts.text;
        const QFontMetrics metrics(font, m_device);
        if (row.style == Receipt::Style::Rule) {
            m_y += metrics.height() / 2;
            if (m_painter)
                m_painter->drawLine(0, m_y, m_width, m_y);
            m_y += metrics.height() / 2;
            return;
        }
        const bool isCentered = row.style == Receipt::Style::Title || row.style == Receipt::Style::Centered;
        const int right =
            row.right.isEmpty() ? 0 : metrics.horizontalAdvance(row.right) + metrics.horizontalAdvance(u' ');
        const int flags = (isCentered ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::TextWordWrap;
        const QRect bounds = metrics.boundingRect(QRect(0, 0, m_width - right, 1 << 20), flags, row.left);
        const int height = qMax(bounds.height(), metrics.height());
        if (m_painter) {
            m_painter->setFont(font);
            m_painter->drawText(QRect(0, m_y, m_width - right, height), flags, row.left);
            m_painter->drawText(QRect(0, m_y, m_width, height), Qt::AlignRight | Qt::AlignBottom, row.right);
        }
        m_y += height;
    }

    const Fonts &m_fonts;
    QPaintDevice *m_device;
    QPainter *m_painter;
    int m_width;
    int m_y = 0;
};

} // namespace

Result<QByteArray> receiptPdf(const Receipt &receipt, int columns)
{
    // Without a GUI application the font machinery aborts the whole program.
    if (!qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        return fail(Error::unavailable(QStringLiteral("no_fonts"),
                                       QStringLiteral("this program draws no text; ask for format=text")));
    static std::mutex oneAtATime;
    const std::scoped_lock lock(oneAtATime);
    static const Fonts fonts;
    if (!fonts.isLoaded)
        return fail(Error::internal(QStringLiteral("the receipt font cannot be read")));

    const int paperMm = columns > 32 ? 80 : 58;
    const int width = dots(paperMm - 2 * kMarginMm);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("POS Back Office"));
    writer.setResolution(kDpi);
    const int height = Typesetter(fonts, &writer, nullptr, width).run(receipt);
    const int heightMm = height * 254 / (kDpi * 10) + 2 * kMarginMm + 1;
    writer.setPageSize(QPageSize(QSizeF(paperMm, heightMm), QPageSize::Millimeter, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(kMarginMm, kMarginMm, kMarginMm, kMarginMm), QPageLayout::Millimeter);
    QPainter painter(&writer);
    Typesetter(fonts, &writer, &painter, width).run(receipt);
    painter.end();
    return bytes;
}

} // namespace pos::order
