// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace pos::ui {

// Who is signed in, and in which role.
class UserButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit UserButton(QWidget *parent = nullptr);

    void setPerson(const QString &name, const QString &role);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_role;
};

} // namespace pos::ui
