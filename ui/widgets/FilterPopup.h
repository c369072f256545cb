// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/FilterBar.h"

#include <QFrame>

namespace pos::ui {

// Asks for the date or the text of one filter, below the bar.
class FilterPopup final : public QFrame {
    Q_OBJECT
public:
    FilterPopup(const FilterSpec &spec, QWidget *parent);

    void popUp(const QPoint &at);

Q_SIGNALS:
    void chosen(const QString &value);
};

} // namespace pos::ui
