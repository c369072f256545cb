// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/local/Preferences.h"

#include "ui/local/LocalStore.h"

#include <QLocale>

namespace pos::ui {

namespace {
const QString kLook = QStringLiteral("look");
const QString kLanguage = QStringLiteral("language");
const QString kText = QStringLiteral("text.percent");
const QString kDark = QStringLiteral("dark");
}// namespace

Preferences::Preferences(Languages &languages, LocalStore &store, QObject *parent)
    : QObject(parent), m_languages(languages), m_store(store)
{
}

void Preferences::restore(std::optional<Language> language, std::optional<Look> look)
{
    const QString code = m_store.text(kLanguage);
    TextSize::apply(qMax(100, m_store.text(kText).toInt()));
    Theme::apply(look.value_or(m_store.text(kLook) == kDark ? Look::Dark : Look::Light));
    m_languages.apply(language.value_or(Languages::fromCode(code.isEmpty() ? QLocale::system().name() : code)));
    connect(&m_languages, &Languages::changed, this, [this] { // the first run's wizard changes it too
        m_store.setText(kLanguage, m_languages.code());
        Q_EMIT changed();
    });
}

void Preferences::setLanguage(Language language)
{
    m_languages.apply(language);
}

void Preferences::setLook(Look look)
{
    Theme::apply(look);
    m_store.setText(kLook, look == Look::Dark ? kDark : QStringLiteral("light"));
    Q_EMIT changed();
}

void Preferences::setTextPercent(int percent)
{
    TextSize::apply(percent);
    m_store.setText(kText, QString::number(TextSize::percent()));
    Q_EMIT changed();
}

void Preferences::switchLanguage()
{
    setLanguage(language() == Language::Indonesian ? Language::English : Language::Indonesian);
}

void Preferences::switchLook()
{
    setLook(look() == Look::Dark ? Look::Light : Look::Dark);
}

void Preferences::stepText(int steps)
{
    const QList<int> &sizes = TextSize::choices();
    const qsizetype at = sizes.indexOf(textPercent()) + steps;
    setTextPercent(sizes[qBound(qsizetype{0}, at, sizes.size() - 1)]);
}

} // namespace pos::ui
