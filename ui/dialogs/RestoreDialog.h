// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class Button;
class Field;

// The question before a backup is brought back: it takes the shop's short name, typed.
class RestoreDialog final : public QDialog {
    Q_OBJECT
public:
    RestoreDialog(const QString &slug, const QString &made, QWidget *parent);

private:
    void check();

    const QString m_slug;
    QLineEdit *m_typed;
    Field *m_field;
    Button *m_restore;
    Button *m_cancel;
};

} // namespace pos::ui
