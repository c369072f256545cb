// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/widgets/Page.h"

#include <optional>

namespace pos::ui {

// Amounts side by side: bars for now, a dashed line for what they are compared with. The arrow keys
// walk the bars and Enter opens the one that is marked; a screen reader hears them.
class BarChart final : public Page {
    Q_OBJECT
public:
    struct Bar {
        QString label;               // below it
        QString name;                // in words: "10:00 to 11:00"
        Money amount;
        std::optional<Money> past = {}; // nothing: the line has a gap
        bool isRunning = false;      // not over yet
        bool isAhead = false;        // not begun yet
    };

    explicit BarChart(QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void setBars(const QList<Bar> &bars, const QString &pastName); // what the line is: "Thursday last week"
    const QList<Bar> &bars() const { return m_bars; }
    int marked() const { return m_marked; }
    void mark(int bar); // -1: none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // Steps of a scale that reaches the amount: 1, 2 or 5 with zeros, at most four of them.
    static qint64 stepFor(qint64 most);
    // "Rp1,5 jt": as short as an axis needs it.
    static QString shortAmount(Money amount, const MoneyFormat &format);

Q_SIGNALS:
    void opened(int bar);

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    qint64 most() const;
    qint64 least() const;
    QRectF plot() const;
    QRectF slot(int bar) const;
    qreal yOf(Money amount) const;
    int barAt(const QPointF &at) const;
    void paintScale(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintPast(QPainter &painter) const;
    void paintMark(QPainter &painter) const;
    QStringList wordsOf(const Bar &bar) const;

    MoneyFormat m_format;
    QList<Bar> m_bars;
    QString m_pastName;
    int m_marked = -1;
};

} // namespace pos::ui
