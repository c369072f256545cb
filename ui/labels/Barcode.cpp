// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/Barcode.h"

#include "ui/products/BarcodeWords.h"
#include "ui/theme/Tokens.h"

#include <QPainter>

#include <zint.h>

#include <cmath>
#include <memory>

namespace pos::ui {

namespace {

constexpr int kQuiet = 11; // modules of white on each side
constexpr qsizetype kLongest = 48;

int symbologyOf(const QString &code)
{
    if (BarcodeWords::checkDigitOf(code) < 0 || BarcodeWords::isMistyped(code))
        return BARCODE_CODE128;
    switch (code.size()) {
    case 8:
    case 13: return BARCODE_EANX_CHK;
    case 12: return BARCODE_UPCA_CHK;
    default: return BARCODE_CODE128; // a GTIN-14 stands on cartons as ITF or Code 128
    }
}

} // namespace

Result<Barcode> Barcode::of(const QString &code)
{
    const bool printable = std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
    if (code.isEmpty() || code.size() > kLongest || !printable)
        return fail(Error::invalid(QStringLiteral("code"), QStringLiteral("no_bars"),
                                   QStringLiteral("cannot be written as bars")));
    const std::unique_ptr<zint_symbol, decltype(&ZBarcode_Delete)> symbol(ZBarcode_Create(), &ZBarcode_Delete);
    symbol->symbology = symbologyOf(code);
    const QByteArray bytes = code.toLatin1();
    const int status = ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char *>(bytes.constData()),
                                       static_cast<int>(bytes.size()));
    if (status >= ZINT_ERROR)
        return fail(
            Error::invalid(QStringLiteral("code"), QStringLiteral("no_bars"), QString::fromLatin1(symbol->errtxt)));
    Barcode made;
    made.m_code = code;
    made.m_isEan = symbol->symbology != BARCODE_CODE128;
    made.m_modules.resize(symbol->width);
    for (int i = 0; i < symbol->width; ++i)
        made.m_modules.setBit(i, (symbol->encoded_data[0][i >> 3] >> (i & 7)) & 1);
    return made;
}

void Barcode::paint(QPainter *painter, const QRectF &box) const
{
    // Dots of the device: a module that is not a whole number of them blurs on a label printer.
    const qreal scale = painter->worldTransform().m11() * painter->device()->devicePixelRatioF();
    const auto all = static_cast<qreal>(m_modules.size() + 2 * kQuiet);
    const qreal dots = std::floor(box.width() * scale / all);
    const qreal module = dots >= 1 ? dots / scale : box.width() / all;
    qreal x = box.center().x() - module * static_cast<qreal>(m_modules.size()) / 2;
    if (dots >= 1)
        x = std::round(x * scale) / scale;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(QColor(tok::ink));
    for (qsizetype from = 0; from < m_modules.size();) {
        qsizetype to = from;
        while (to < m_modules.size() && m_modules.testBit(to) == m_modules.testBit(from))
            ++to;
        if (m_modules.testBit(from))
            painter->drawRect(QRectF(x + module * static_cast<qreal>(from), box.y(),
                                     module * static_cast<qreal>(to - from), box.height()));
        from = to;
    }
    painter->restore();
}

} // namespace pos::ui
