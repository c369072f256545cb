// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)

namespace pos::ui {

class Button;
class Chip;
class ElidedLabel;
class SearchField;

// A filter that a list can have: one of its choices, a date, or a text.
struct FilterSpec {
    enum class Kind { Choice, Date, Text };
    QString key; // the query parameter
    QString name;
    Kind kind = Kind::Choice;
    QList<QPair<QString, QString>> choices = {}; // value, words
    QString hint = {};
};

// Search, the filters that are set as chips, "+ Filter", and how much is shown.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    void setName(const QString &name); // of its parts: NAME.search, NAME.addFilter, NAME.count
    void setSearchShown(bool shown); // for a list the server cannot search
    void setSearchWords(const QString &placeholder);
    void setSpecs(const QList<FilterSpec> &specs); // again after a change of the language: values stay
    void setTrailing(const QString &text);

    QString search() const;
    QList<QPair<QString, QString>> values() const { return m_values; }
    void setValue(const QString &key, const QString &value); // empty = not set
    void setValues(const QList<QPair<QString, QString>> &values); // these alone, and no search
    void clear();
    bool isEmpty() const { return m_values.isEmpty() && search().isEmpty(); }
    void focusSearch();
    void typeIntoSearch(const QString &text); // goes on where the table's letters began
    void addTrailing(QWidget *action); // at the right end

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showChips();
    void offer();
    void ask(const FilterSpec &spec);
    QString wordsOf(const FilterSpec &spec, const QString &value) const;
    const FilterSpec *specOf(const QString &key) const;

    QHBoxLayout *m_row;
    SearchField *m_search;
    Chip *m_add;
    Button *m_clear;
    ElidedLabel *m_trailing;
    QList<Chip *> m_chips;
    QList<FilterSpec> m_specs;
    QList<QPair<QString, QString>> m_values;
};

} // namespace pos::ui
