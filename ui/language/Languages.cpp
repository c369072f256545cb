// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language/Languages.h"

#include <QCoreApplication>
#include <QLocale>

namespace pos::ui {

Languages::~Languages()
{
    QCoreApplication::removeTranslator(&m_texts);
}

void Languages::apply(Language language)
{
    m_current = language;
    QLocale::setDefault(language == Language::Indonesian ? QLocale(QLocale::Indonesian, QLocale::Indonesia)
                                                         : QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCoreApplication::removeTranslator(&m_texts);
    if (m_texts.load(QStringLiteral(":/translations/pos_%1.qm").arg(code())))
        QCoreApplication::installTranslator(&m_texts);
    else
        qWarning("there are no texts for the language %s", qPrintable(code()));
    Q_EMIT changed();
}

Language Languages::fromCode(const QString &code)
{
    return code.startsWith(QLatin1String("id")) ? Language::Indonesian : Language::English;
}

QString Languages::ownName(Language language)
{
    return language == Language::Indonesian ? QStringLiteral("Bahasa Indonesia") : QStringLiteral("English");
}

} // namespace pos::ui
