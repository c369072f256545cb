// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Label.h"

namespace pos::ui {

// One line that gives way: elided, the whole text in its tooltip.
class ElidedLabel final : public Label {
    Q_OBJECT
public:
    explicit ElidedLabel(tok::Type type, const char *tone = "", QWidget *parent = nullptr);

    void setLine(const QString &text);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pos::ui
