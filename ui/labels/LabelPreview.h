// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/labels/LabelSheet.h"

#include <QWidget>

namespace pos::ui {

// One page of labels, as it comes out of the printer.
class LabelPreview final : public QWidget {
    Q_OBJECT
public:
    explicit LabelPreview(QWidget *parent = nullptr);

    void setSheet(const LabelSheet &sheet);
    void setPage(int page);
    int page() const { return m_page; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    LabelSheet m_sheet;
    int m_page = 0;
};

} // namespace pos::ui
