// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FilterBar.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FilterPopup.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SearchField.h"

#include <QDate>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>

namespace pos::ui {

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_row(boxOn<QHBoxLayout>(this, 0, tok::s2)), m_search(new SearchField), m_add(new Chip),
      m_clear(new Button(Button::Kind::Link)), m_trailing(new ElidedLabel(tok::Type::Small, "muted"))
{
    m_search->setMinimumWidth(160);
    m_search->setMaximumWidth(256);
    m_trailing->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_row->addWidget(m_search, 6);
    m_row->addWidget(m_add);
    m_row->addWidget(m_clear);
    m_row->addWidget(m_trailing, 1);
    connect(m_clear, &QPushButton::clicked, this, &FilterBar::clear);
    connect(m_search, &SearchField::searched, this, &FilterBar::changed);
    connect(m_add, &QAbstractButton::clicked, this, &FilterBar::offer);
}

void FilterBar::setName(const QString &name)
{
    m_search->setObjectName(name + QStringLiteral(".search"));
    m_add->setObjectName(name + QStringLiteral(".addFilter"));
    m_clear->setObjectName(name + QStringLiteral(".clearFilters"));
    m_trailing->setObjectName(name + QStringLiteral(".count"));
}

void FilterBar::setSearchShown(bool shown)
{
    m_search->setVisible(shown);
}

void FilterBar::setSearchWords(const QString &placeholder)
{
    m_search->setWords(placeholder);
}

void FilterBar::setSpecs(const QList<FilterSpec> &specs)
{
    m_specs = specs;
    showChips();
}

void FilterBar::setTrailing(const QString &text)
{
    m_trailing->setLine(text);
}

QString FilterBar::search() const
{
    return m_search->text().trimmed();
}

void FilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterBar::typeIntoSearch(const QString &text)
{
    if (m_search->isHidden())
        return;
    m_search->setFocus(Qt::OtherFocusReason);
    m_search->end(false);
    m_search->insert(text);
}

void FilterBar::addTrailing(QWidget *action)
{
    m_row->addWidget(action);
}

const FilterSpec *FilterBar::specOf(const QString &key) const
{
    const auto found = std::find_if(m_specs.begin(), m_specs.end(), [&](const FilterSpec &s) { return s.key == key; });
    return found == m_specs.end() ? nullptr : &*found;
}

void FilterBar::setValue(const QString &key, const QString &value)
{
    const auto before = m_values;
    m_values.removeIf([&](const auto &pair) { return pair.first == key; });
    if (!value.isEmpty())
        m_values.append({key, value});
    if (m_values == before)
        return;
    showChips();
    Q_EMIT changed();
}

void FilterBar::clear()
{
    setValues({});
}

void FilterBar::setValues(const QList<QPair<QString, QString>> &values)
{
    m_values = values;
    m_search->clear();
    showChips();
    Q_EMIT changed();
}

QString FilterBar::wordsOf(const FilterSpec &spec, const QString &value) const
{
    for (const auto &[known, words] : spec.choices) {
        if (known == value)
            return words;
    }
    if (spec.kind == FilterSpec::Kind::Date)
        return QLocale().toString(QDate::fromString(value, Qt::ISODate), QStringLiteral("d MMM yyyy"));
    return value;
}

void FilterBar::showChips()
{
    for (Chip *chip : std::as_const(m_chips))
        chip->deleteLater();
    m_chips.clear();
    for (const auto &[key, value] : std::as_const(m_values)) {
        const FilterSpec *spec = specOf(key);
        if (!spec)
            continue;
        auto *chip = new Chip(this);
        chip->setObjectName(QStringLiteral("chip.") + key);
        chip->setTexts(spec->name, wordsOf(*spec, value));
        chip->setToolTip(tr("Remove this filter"));
        m_row->insertWidget(m_row->indexOf(m_add), chip);
        connect(chip, &QAbstractButton::clicked, this, [this, key = key] { setValue(key, {}); });
        m_chips.append(chip);
    }
    m_add->setTexts(tr("Filter"), {});
    m_add->setVisible(m_values.size() < m_specs.size());
    m_clear->setLabel(tr("Clear all"));
    m_clear->setVisible(m_values.size() > 1);
}

void FilterBar::offer()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const FilterSpec &spec : std::as_const(m_specs)) {
        if (spec.kind == FilterSpec::Kind::Choice) {
            QMenu *choices = menu->addMenu(spec.name);
            for (const auto &[value, words] : spec.choices)
                choices->addAction(words, this, [this, key = spec.key, value = value] { setValue(key, value); });
        } else {
            menu->addAction(spec.name + QChar(0x2026), this, [this, spec] { ask(spec); });
        }
    }
    menu->popup(m_add->mapToGlobal(QPoint(0, m_add->height() + tok::s1)));
}

void FilterBar::ask(const FilterSpec &spec)
{
    auto *popup = new FilterPopup(spec, this);
    connect(popup, &FilterPopup::chosen, this, [this, key = spec.key](const QString &value) { setValue(key, value); });
    popup->popUp(m_add->mapToGlobal(QPoint(0, m_add->height() + tok::s1)));
}

void FilterBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        showChips();
    QWidget::changeEvent(event);
}

} // namespace pos::ui
