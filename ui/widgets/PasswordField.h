// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

QT_FORWARD_DECLARE_CLASS(QAction)

namespace pos::ui {

// A password that can be looked at while it is typed.
class PasswordField final : public QLineEdit {
    Q_OBJECT
public:
    explicit PasswordField(QWidget *parent = nullptr);

    void setWords(const QString &show, const QString &hide);

private:
    void showState();

    QAction *m_toggle;
    QString m_show;
    QString m_hide;
};

} // namespace pos::ui
