// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/HelpPages.h"

#include "ui/shell/PanelList.h"

#include <QFile>

#include <algorithm>

namespace pos::ui {

QStringList HelpPages::keys()
{
    QStringList keys{QStringLiteral("first-steps")};
    for (const PanelEntry &entry : allPanels())
        keys.append(QString::fromLatin1(entry.key));
    return keys;
}

QString HelpPages::markdown(const QString &key, Language language)
{
    QFile file(QStringLiteral(":/help/%1/%2.md").arg(QString::fromLatin1(toWord(language)), key));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString HelpPages::title(const QString &key, Language language)
{
    const QString first = markdown(key, language).section(u'\n', 0, 0);
    return first.startsWith(QLatin1String("# ")) ? first.mid(2).trimmed() : QString();
}

QStringList HelpPages::search(const QString &words, Language language)
{
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    QStringList found = keys();
    found.removeIf([&](const QString &key) {
        const QString text = markdown(key, language);
        return !std::all_of(wanted.begin(), wanted.end(),
                            [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    });
    return found;
}

} // namespace pos::ui
