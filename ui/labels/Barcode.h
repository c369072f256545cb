// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QBitArray>
#include <QRectF>
#include <QString>

QT_FORWARD_DECLARE_CLASS(QPainter)

namespace pos::ui {

// A code as bars: EAN-13, EAN-8 or UPC-A where its check digit fits, else Code 128.
class Barcode {
public:
    static Result<Barcode> of(const QString &code); // Invalid: what no scanner could read back

    const QString &code() const { return m_code; }
    const QBitArray &modules() const { return m_modules; } // dark ones set
    bool isEan() const { return m_isEan; }

    // As wide as fits, each module a whole number of dots of the device, with its quiet zones.
    void paint(QPainter *painter, const QRectF &box) const;

private:
    QString m_code;
    QBitArray m_modules;
    bool m_isEan = false;
};

} // namespace pos::ui
