// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FormulaGuard.h"

namespace pos {

namespace {

constexpr QChar kGuard = u'\'';

bool startsFormula(QChar c)
{
    // The wide forms are what East Asian spreadsheets take for the same signs.
    return c == u'=' || c == u'+' || c == u'-' || c == u'@' || c == u'\uFF1D' || c == u'\uFF0B' || c == u'\uFF0D'
           || c == u'\uFF20';
}

} // namespace

// Guards of its own and spaces before the sign do not make it harmless; and a text that looks guarded
// already must come back as it was.
bool FormulaGuard::isNeeded(QStringView text)
{
    for (const QChar c : text) {
        if (startsFormula(c) || c == u'\t' || c == u'\r' || c == u'\n')
            return true;
        if (c != kGuard && !c.isSpace())
            return false;
    }
    return false;
}

QString FormulaGuard::putOn(const QString &text)
{
    return isNeeded(text) ? kGuard + text : text;
}

QString FormulaGuard::takenOff(const QString &text)
{
    return text.startsWith(kGuard) && isNeeded(QStringView(text).mid(1)) ? text.mid(1) : text;
}

} // namespace pos
