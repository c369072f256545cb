// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/WizardPage.h"

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace pos::ui {

// Everything once more, before the shop is made.
class CheckPage final : public WizardPage {
    Q_OBJECT
public:
    struct Row {
        QString question;
        QString answer;
    };

    explicit CheckPage(QWidget *parent = nullptr);

    QString title() const override { return tr("Check and finish"); }
    QString answer() const override { return {}; }
    void setRows(const QList<Row> &rows);

protected:
    void retranslate() override;

private:
    QGridLayout *m_grid;
    QList<QWidget *> m_cells;
};

} // namespace pos::ui
