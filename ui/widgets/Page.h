// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pos::ui {

// A widget that owns texts: it sets all of them in retranslate(), called once by its constructor and
// again whenever the language changes.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(QWidget *parent = nullptr) : QWidget(parent) { }

protected:
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;
};

} // namespace pos::ui
