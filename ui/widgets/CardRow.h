// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace pos::ui {

// Cards of the same width in one row; in two rows where one is too narrow for their contents.
class CardRow final : public QWidget {
    Q_OBJECT
public:
    explicit CardRow(const QList<QWidget *> &cards, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    QList<QWidget *> shown() const;
    int widthOf(qsizetype columns) const; // the least, px
    void arrange();

    const QList<QWidget *> m_cards;
    QList<QWidget *> m_arranged;
    qsizetype m_columns = 0;
    QGridLayout *m_grid;
};

} // namespace pos::ui
