// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"

#include <QFrame>

QT_FORWARD_DECLARE_CLASS(QListView)
QT_FORWARD_DECLARE_CLASS(QStandardItemModel)

namespace pos::ui {

class Label;
class SearchField;

// Ctrl+K: a page, an action, a product or an order, by a few letters. Arrow keys, Enter, Escape.
class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    CommandPalette(Session &session, QWidget *parent);

    void open();

Q_SIGNALS:
    // "panel", "product", "order" with a key or id; "language", "look", "sign-out".
    void chosen(const QString &command, const QString &argument);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry {
        QString icon;
        QString text;
        QString command;
        QString argument;
    };

    void offer(const QString &words);
    void search(const QString &words);
    void searchIn(const QString &path, const QString &words, const QString &icon, const QString &command,
                  QString (*textOf)(const QJsonObject &));
    QList<Entry> fixedEntries() const;
    void add(const Entry &entry);
    void choose(const QModelIndex &index);
    void place();

    Session &m_session;
    SearchField *m_field;
    QListView *m_list;
    Label *m_none;
    QStandardItemModel *m_model;
    std::unique_ptr<QObject> m_call; // of the words searched last
};

} // namespace pos::ui
