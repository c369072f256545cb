// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Page.h"

namespace pos::ui {

class Button;
class ComboBox;
class Field;
class Label;

// What is to be counted, and how a count goes.
class CountChoice final : public Page {
    Q_OBJECT
public:
    using Choices = QList<QPair<QString, QString>>; // id, name

    explicit CountChoice(QWidget *parent = nullptr);

    void setCategories(const Choices &categories);
    QString category() const; // empty: all products
    void setBusy(bool busy);
    void takeFocus();

Q_SIGNALS:
    void chosen();

protected:
    void retranslate() override;

private:
    Choices m_categories;
    Label *m_explain;
    ComboBox *m_category;
    Field *m_field;
    Button *m_begin;
};

} // namespace pos::ui
