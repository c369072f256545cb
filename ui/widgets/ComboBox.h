// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace pos::ui {

// A combo box whose list the style sheet can shape, and that the wheel does not change by accident.
class ComboBox final : public QComboBox {
    Q_OBJECT
public:
    explicit ComboBox(QWidget *parent = nullptr);

    // Replaces texts and keeps the choice: for a change of the language.
    void setChoices(const QList<QPair<QString, QString>> &valuesAndTexts);
    QString value() const { return currentData().toString(); }
    void setValue(const QString &value);

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace pos::ui
