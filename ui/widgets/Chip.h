// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace pos::ui {

// A filter that is set ("Status: Active ×", a click takes it away) or, without a value, a dashed
// "+ Filter" that adds one.
class Chip final : public QAbstractButton {
    Q_OBJECT
public:
    explicit Chip(QWidget *parent = nullptr);

    void setTexts(const QString &name, const QString &value);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_value;
};

} // namespace pos::ui
