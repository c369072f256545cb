// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/PictureFile.h"

#include <QHash>

#include <algorithm>

namespace pos::ui::test {

namespace {

constexpr int kColours = 256;
constexpr int kExact = 96; // the grounds and the inks of text, and most of its edges

int distance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

QList<QRgb> byFrequency(const QImage &picture)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x)
            ++counts[line[x]];
    }
    QList<QRgb> colours = counts.keys();
    std::sort(colours.begin(), colours.end(), [&](QRgb a, QRgb b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; // the same file each time
    });
    return colours;
}

// Every colour is at most `reach` from one of these, or one of them.
QList<QRgb> within(const QList<QRgb> &colours, int reach)
{
    QList<QRgb> chosen;
    for (const QRgb colour : colours) {
        const bool near = chosen.size() >= kExact && std::any_of(chosen.cbegin(), chosen.cend(), [&](QRgb known) {
                              return distance(known, colour) <= reach;
                          });
        if (!near)
            chosen.append(colour);
        if (chosen.size() > kColours)
            break;
    }
    return chosen;
}

} // namespace

bool writePicture(const QImage &picture, const QString &path)
{
    const QImage whole = picture.convertToFormat(QImage::Format_RGB32);
    const QList<QRgb> colours = byFrequency(whole);
    QList<QRgb> table = within(colours, 0);
    for (int reach = 1; table.size() > kColours; ++reach)
        table = within(colours, reach);
    QHash<QRgb, uchar> places;
    for (const QRgb colour : colours) {
        const auto nearest = std::min_element(
            table.cbegin(), table.cend(), [&](QRgb a, QRgb b) { return distance(a, colour) < distance(b, colour); });
        places.insert(colour, static_cast<uchar>(nearest - table.cbegin()));
    }
    QImage small(whole.size(), QImage::Format_Indexed8);
    small.setColorTable(table);
    for (int y = 0; y < whole.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(whole.constScanLine(y));
        uchar *to = small.scanLine(y);
        for (int x = 0; x < whole.width(); ++x)
            to[x] = places.value(from[x]);
    }
    return small.save(path, "PNG", 0); // 0: the smallest file
}

} // namespace pos::ui::test
