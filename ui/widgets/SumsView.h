// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace pos::ui {

class Label;

// Words at the left, amounts at the right. Rows that stay keep their widgets: nothing flickers.
class SumsView final : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString words;
        QString amount;
        tok::Type type = tok::Type::Body;
        const char *tone = "muted";
    };

    explicit SumsView(QWidget *parent = nullptr);

    void setRows(const QList<Row> &rows);
    QString amountOf(const QString &words) const; // empty when there is no such row

private:
    QGridLayout *m_grid;
    QList<std::pair<Label *, Label *>> m_labels;
    QList<Row> m_rows;
};

} // namespace pos::ui
