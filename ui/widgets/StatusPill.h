// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace pos::ui {

// A state: a dot and its word, never colour alone.
class StatusPill final : public QWidget {
    Q_OBJECT
public:
    explicit StatusPill(QWidget *parent = nullptr);

    void setState(const QString &text, Tone tone);
    QString text() const { return m_text; }

    static QSize sizeOf(const QString &text);
    // onSelection: the row below it has the selection's colour, which the soft tones are close to.
    static void paint(QPainter *painter, const QRect &cell, const QString &text, Tone tone, bool onSelection = false);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

} // namespace pos::ui
