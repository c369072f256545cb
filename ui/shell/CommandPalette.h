// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/shell/ShellActions.h"

#include <QFrame>

#include <array>

QT_FORWARD_DECLARE_CLASS(QListView)
QT_FORWARD_DECLARE_CLASS(QStandardItemModel)

namespace pos::ui {

class Label;
class SearchField;

// Ctrl+K: a page, an action, a product, an order or a person, by a few letters. Arrow keys, Enter, Escape.
// Groups keep their order, whichever answer comes first.
class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    enum class Group { Pages, Actions, Products, Orders, People };
    enum { GroupRole = Qt::UserRole + 1, KeysRole, NumberRole }; // of the list's rows

    CommandPalette(Session &session, QWidget *parent);

    void open();

Q_SIGNALS:
    // A page and the id of a document in it: a null id for the page alone, an empty one for a new document.
    void chosen(const QString &panel, const QString &id);
    void asked(pos::ui::ShellCommand command);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry {
        QString icon;
        QString text;
        QString keys;
        std::function<void()> run;
        QString identity; // what stays chosen when more is found
    };
    struct Search {
        Group group;
        const char *path;
        const char *icon;
        const char *panel;
        QString (*textOf)(const QJsonObject &);
    };
    static constexpr int kGroups = 5;

    void offer(const QString &words);
    void search(const QString &words);
    void searchIn(const Search &search, const QString &words);
    void loadPeople();
    void offerPeople(const QString &words);
    QList<Entry> pages();
    QList<Entry> actions();
    QList<Entry> &entriesOf(Group group) { return m_entries[static_cast<size_t>(group)]; }
    static QString groupWords(Group group);
    void showEntries();
    void showFailed(Group group, const Error &error);
    void step(int rows);
    void choose(const QModelIndex &index);
    void place();

    Session &m_session;
    SearchField *m_field;
    QListView *m_list;
    Label *m_note;
    QStandardItemModel *m_model;
    std::array<QList<Entry>, kGroups> m_entries;
    QList<Entry> m_shown;
    QString m_identity; // of the row the person went to; empty: the first
    QString m_words;
    QList<QJsonObject> m_people;
    QString m_failure;
    int m_running = 0;
    std::unique_ptr<QObject> m_call; // of the words searched last
    std::unique_ptr<QObject> m_peopleCall;
};

} // namespace pos::ui
