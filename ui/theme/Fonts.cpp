// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Fonts.h"

#include "ui/theme/TextSize.h"

#include <QFontDatabase>

namespace pos::ui {

void Fonts::load()
{
    for (const char *weight : {"Regular", "Medium", "SemiBold"})
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/InterTill-%1.otf").arg(QLatin1String(weight)));
}

QFont Fonts::of(tok::Type type)
{
    QFont font(QStringLiteral("Inter Till"));
    font.setPixelSize(TextSize::px(tok::spec(type).px));
    font.setWeight(QFont::Weight(tok::spec(type).weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    if (type == tok::Type::Title || type == tok::Type::Figure)
        font.setLetterSpacing(QFont::PercentageSpacing, 98);
    return font;
}

QFont Fonts::mono()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(TextSize::px(tok::spec(tok::Type::Small).px));
    return font;
}

} // namespace pos::ui
