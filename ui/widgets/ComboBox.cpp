// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ComboBox.h"

#include <QListView>
#include <QSignalBlocker>
#include <QWheelEvent>

namespace pos::ui {

ComboBox::ComboBox(QWidget *parent) : QComboBox(parent)
{
    setView(new QListView(this));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    setMaxVisibleItems(14);
    setFocusPolicy(Qt::StrongFocus);
}

void ComboBox::setChoices(const QList<QPair<QString, QString>> &valuesAndTexts)
{
    const QSignalBlocker quiet(this);
    const QString kept = value();
    clear();
    for (const auto &[value, text] : valuesAndTexts)
        addItem(text, value);
    if (!kept.isEmpty())
        setValue(kept);
}

void ComboBox::setValue(const QString &value)
{
    const int at = findData(value);
    if (at >= 0)
        setCurrentIndex(at);
}

void ComboBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace pos::ui
