// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace pos::ui {

// An icon in the colour of a tone. It carries no meaning alone: words stand beside it.
class IconLabel final : public QWidget {
    Q_OBJECT
public:
    IconLabel(const QString &icon, Tone tone, int pixels = tok::icon, QWidget *parent = nullptr);

    void setIcon(const QString &icon, Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    Tone m_tone;
};

} // namespace pos::ui
