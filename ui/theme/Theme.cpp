// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/ProxyStyle.h"
#include "ui/theme/Stylesheet.h"
#include "ui/theme/TextSize.h"

#include <QApplication>
#include <QPalette>
#include <QWidget>

namespace pos::ui {

namespace {

// The look belongs to the application object, as its palette does.
constexpr const char *kProperty = "posDark";

QPalette paletteOf(const tok::Colors &k)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, QRgb on, QRgb off) {
        palette.setColor(role, QColor(on));
        palette.setColor(QPalette::Disabled, role, QColor(off));
    };
    set(QPalette::Window, k.canvas, k.canvas);
    set(QPalette::WindowText, k.text, k.faint);
    set(QPalette::Base, k.surface, k.sunken);
    set(QPalette::AlternateBase, k.sunken, k.sunken);
    set(QPalette::Text, k.text, k.faint);
    set(QPalette::PlaceholderText, k.faint, k.faint);
    set(QPalette::Button, k.surface, k.sunken);
    set(QPalette::ButtonText, k.text, k.faint);
    set(QPalette::Highlight, k.accent, k.pressed);
    set(QPalette::HighlightedText, k.onAccent, k.muted);
    set(QPalette::ToolTipBase, k.toast, k.toast);
    set(QPalette::ToolTipText, k.onToast, k.onToast);
    set(QPalette::Link, k.accentText, k.faint);
    set(QPalette::BrightText, k.danger, k.danger);
    set(QPalette::Light, k.surface, k.sunken);
    set(QPalette::Mid, k.line, k.line);
    set(QPalette::Dark, k.control, k.line);
    return palette;
}

} // namespace

void Theme::install()
{
    Fonts::load();
    TextSize::install();
    QApplication::setStyle(new ProxyStyle);
    QApplication::setFont(Fonts::of(tok::Type::Body));
}

void Theme::apply(Look look)
{
    qApp->setProperty(kProperty, look == Look::Dark);
    QApplication::setPalette(paletteOf(colors()));
    qApp->setStyleSheet(stylesheet(colors()));
    TextSize::refit();
    for (QWidget *widget : QApplication::allWidgets())
        widget->update();
}

Look Theme::look()
{
    return qApp->property(kProperty).toBool() ? Look::Dark : Look::Light;
}

const tok::Colors &Theme::colors()
{
    return look() == Look::Dark ? tok::dark : tok::light;
}

QColor Theme::inkOf(Tone tone)
{
    constexpr Ink all[]{&tok::Colors::muted,  &tok::Colors::success, &tok::Colors::warning,
                        &tok::Colors::danger, &tok::Colors::info,    &tok::Colors::accentText};
    return color(all[static_cast<int>(tone)]);
}

QColor Theme::softOf(Tone tone)
{
    constexpr Ink all[]{&tok::Colors::neutralSoft, &tok::Colors::successSoft, &tok::Colors::warningSoft,
                        &tok::Colors::dangerSoft,  &tok::Colors::infoSoft,    &tok::Colors::accentSoft};
    return color(all[static_cast<int>(tone)]);
}

} // namespace pos::ui
