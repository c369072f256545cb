// SPDX-License-Identifier: GPL-3.0-or-later
// Every colour, distance and size of the look. Nothing else in the program names a colour or a pixel.
#pragma once

#include <QRgb>

namespace pos::ui::tok {

struct Colors {
    QRgb canvas, rail, surface, sunken, hover, pressed; // backgrounds, from the window to a pressed row
    QRgb line, edge, scroll, control; // hairlines; edges of buttons; scroll handles; borders of inputs (3:1)
    QRgb text, muted, faint; // faint is still 4.5:1: placeholders, units
    QRgb accent, accentHover, accentSoft, accentText, onAccent, focus;
    QRgb success, successSoft, warning, warningSoft, danger, dangerSoft, dangerFill, info, infoSoft, neutralSoft;
    QRgb chart, chartMid, chartPast, toast, onToast, toastLink, shadow;
};

inline constexpr Colors light{
    0xfff6f6f4, 0xffeeeeeb, 0xffffffff, 0xfffafaf8, 0xfff3f3f0, 0xffe8e8e4, 0xffe3e3de, 0xffcfcfc9, 0xffcbcbc5,
    0xff8b8b86, 0xff1a1b1f, 0xff56575e, 0xff67686e, 0xff3652c9, 0xff2b43ab, 0xffe8edfd, 0xff3049b8, 0xffffffff,
    0xff3652c9, 0xff0f6a39, 0xffe1f3e7, 0xff854f00, 0xfffcefd3, 0xffb0241c, 0xfffde8e6, 0xffb0241c, 0xff1b5c9e,
    0xffe3effb, 0xffecece8, 0xff4d69dd, 0xff8fa2ec, 0xff999a94, 0xff24252a, 0xfff4f4f2, 0xffa9b8ff, 0x22000000};

inline constexpr Colors dark{
    0xff151619, 0xff101113, 0xff1d1e22, 0xff191a1d, 0xff25272b, 0xff2e3035, 0xff2e3036, 0xff3f424a, 0xff44474f,
    0xff747880, 0xffececef, 0xffacaeb5, 0xff989aa8, 0xff4a63d9, 0xff546de0, 0xff262e52, 0xffa3b2ff, 0xffffffff,
    0xff8ea1ff, 0xff6fd49a, 0xff163524, 0xfff0bd62, 0xff3a2c10, 0xffff9a90, 0xff3d201e, 0xffc23a31, 0xff86bdf7,
    0xff172f48, 0xff2b2d32, 0xff7189f2, 0xff4a5aa8, 0xff9b9fa9, 0xffe9e9ec, 0xff1c1d21, 0xff3049b8, 0x66000000};

// What is printed, the same in both looks.
inline constexpr QRgb ink = 0xff000000, paper = 0xffffffff, cutLine = 0xffc0c0c0;

// spacing: 4 · 8 · 12 · 16 · 24 · 32
inline constexpr int s1 = 4, s2 = 8, s3 = 12, s4 = 16, s5 = 24, s6 = 32;
inline constexpr int radiusControl = 6, radiusCard = 8;
inline constexpr int control = 32, row = 36, rowThumb = 48, rowHeader = 32, navItem = 28, railWidth = 216;
inline constexpr int pane = 384, paneLeast = 344, chip = 28, pill = 20;
inline constexpr int icon = 16, iconInline = 14, iconEmpty = 40, thumb = 34;

enum class Type { Caption, Small, Body, Strong, Heading, Title, Figure };

struct TypeSpec {
    int px, weight;
};

constexpr TypeSpec spec(Type type)
{
    constexpr TypeSpec all[]{{11, 500}, {12, 400}, {13, 400}, {13, 500}, {15, 600}, {20, 600}, {25, 600}};
    return all[static_cast<int>(type)];
}

} // namespace pos::ui::tok
