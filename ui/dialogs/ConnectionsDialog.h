// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/local/Connections.h"

#include <QDialog>

QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QListWidget)

namespace pos::ui {

class Button;
class Field;
class Label;

// The servers this desktop knows: this computer's, and others by address. One of them is used.
class ConnectionsDialog final : public QDialog {
    Q_OBJECT
public:
    ConnectionsDialog(Connections &connections, QWidget *parent);

Q_SIGNALS:
    void chosen(const pos::ui::Connection &connection);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void list(const QString &id);
    void showChosen();
    void addNew();
    // The one in the form as it was typed; nothing, and words at the field, when it cannot be used.
    std::optional<Connection> typed();
    void connectToIt();
    std::optional<Connection> selected() const;
    QString nameOf(const Connection &connection) const;

    Connections &m_connections;
    Label *m_title;
    Label *m_intro;
    QListWidget *m_list;
    QLineEdit *m_name;
    QLineEdit *m_address;
    Field *m_nameField;
    Field *m_addressField;
    Button *m_add;
    Button *m_remove;
    Button *m_connect;
    Button *m_close;
    bool m_isNew = false;
};

} // namespace pos::ui
