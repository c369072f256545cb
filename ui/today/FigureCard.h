// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include <optional>

namespace pos::ui {

// One number of the day: what it is, how much, how it stands beside a week ago, and the days before.
// It is a button: behind each number are the documents it was made of.
class FigureCard final : public QAbstractButton {
    Q_OBJECT
public:
    struct Figure {
        QString title;
        QString value;
        std::optional<qint64> change = {}; // in thousandths: 82 is 8.2 % more
        QString changeText = {};
        QString comparedWith = {};
        QList<qint64> days = {}; // the last is today
    };

    explicit FigureCard(QWidget *parent = nullptr);

    void setFigure(const Figure &figure);
    const Figure &figure() const { return m_figure; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintDays(QPainter &painter, const QRectF &box) const;

    Figure m_figure;
};

} // namespace pos::ui
