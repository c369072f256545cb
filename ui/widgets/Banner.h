// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)

namespace pos::ui {

class Button;
class IconLabel;
class Label;

// What happened, in bold; what still works; and what to do about it.
class Banner final : public QWidget {
    Q_OBJECT
public:
    explicit Banner(Tone tone, QWidget *parent = nullptr);

    void setTone(Tone tone);
    void setTexts(const QString &strong, const QString &more);
    void addAction(Button *button);
    QString strongText() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
    IconLabel *m_icon;
    Label *m_strong;
    Label *m_more;
    QHBoxLayout *m_row;
};

} // namespace pos::ui
