// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/EmailAddress.h"

#include <QUrl>

#include <algorithm>

namespace pos {

Result<QString> normaliseEmail(const QString &text)
{
    const auto refuse = [] {
        return fail({ErrorCode::Invalid, QStringLiteral("not_an_email"), QStringLiteral("not an e-mail address")});
    };
    const QString whole = text.normalized(QString::NormalizationForm_KC).trimmed().toLower();
    const qsizetype at = whole.lastIndexOf(u'@');
    if (at < 1 || at > 64)
        return refuse();
    const QString local = whole.left(at);
    const auto unusual = [](QChar c) {
        return c.isSpace() || c.category() == QChar::Other_Control || c == u'@' || c == u',' || c == u';' || c == u'<'
               || c == u'>' || c == u'"' || c == u'\\';
    };
    if (std::any_of(local.cbegin(), local.cend(), unusual) || local.startsWith(u'.') || local.endsWith(u'.')
        || local.contains(QStringLiteral("..")))
        return refuse();
    const QString domain = QString::fromLatin1(QUrl::toAce(whole.mid(at + 1)));
    const auto fits = [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'.'); };
    if (domain.isEmpty() || domain.size() + at > 253 || !std::all_of(domain.cbegin(), domain.cend(), fits)
        || domain.startsWith(u'.') || domain.endsWith(u'.') || domain.contains(QStringLiteral("..")))
        return refuse();
    return local + u'@' + domain;
}

} // namespace pos
