// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace pos::ui {

class Label;

// Confirms what was done, in the corner of its window, and goes by itself.
class Toast final : public QWidget {
    Q_OBJECT
public:
    explicit Toast(QWidget *window);

    void say(const QString &text);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    Label *m_label;
    QTimer m_timer;
};

} // namespace pos::ui
