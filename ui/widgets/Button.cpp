// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Button.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/Icons.h"

namespace pos::ui {

namespace {

const char *wordOf(Button::Kind kind)
{
    switch (kind) {
    case Button::Kind::Secondary: return "";
    case Button::Kind::Primary: return "primary";
    case Button::Kind::Ghost: return "ghost";
    case Button::Kind::Link: return "link";
    case Button::Kind::Danger: return "danger";
    case Button::Kind::Destroy: return "destroy";
    case Button::Kind::Toast: break;
    }
    return "toast";
}

Ink inkOf(Button::Kind kind)
{
    switch (kind) {
    case Button::Kind::Primary:
    case Button::Kind::Destroy: return &tok::Colors::onAccent;
    case Button::Kind::Danger: return &tok::Colors::danger;
    case Button::Kind::Link: return &tok::Colors::accentText;
    default: return &tok::Colors::muted;
    }
}

// Qt has no property for the gap between icon and text: the icon is wider than high instead.
constexpr int kGap = 3;

} // namespace

Button::Button(Kind kind, const QString &icon, QWidget *parent) : QPushButton(parent), m_kind(kind)
{
    setProperty("kind", QLatin1String(wordOf(kind)));
    setFont(Fonts::of(kind == Kind::Ghost ? tok::Type::Body : tok::Type::Strong));
    setFocusPolicy(Qt::TabFocus);
    setAutoDefault(false);
    setIconSize({tok::icon, tok::icon});
    if (!icon.isEmpty())
        setIconName(icon);
}

void Button::setIconName(const QString &icon)
{
    setIcon(Icons::icon(icon, inkOf(m_kind)));
}

void Button::setLabel(const QString &text)
{
    setText(text);
    setIconSize({tok::icon + kGap, tok::icon});
    setShortcut(m_keys); // setText() put a mnemonic in its place
    m_words = text;
    describe();
}

void Button::setHint(const QString &text)
{
    m_words = text;
    describe();
}

void Button::setKeys(const QKeySequence &keys)
{
    m_keys = keys;
    setShortcut(keys);
    describe();
}

void Button::setBlocked(const QString &why)
{
    m_why = why;
    setEnabled(why.isEmpty());
    describe();
}

void Button::setFlush()
{
    setProperty("flush", true);
}

void Button::describe()
{
    setAccessibleName(m_words);
    setAccessibleDescription(m_why);
    if (!m_why.isEmpty())
        setToolTip(m_why);
    else if (!m_keys.isEmpty())
        setToolTip(QStringLiteral("%1  (%2)").arg(m_words, m_keys.toString(QKeySequence::NativeText)));
    else
        setToolTip(text().isEmpty() ? m_words : QString());
}

} // namespace pos::ui
