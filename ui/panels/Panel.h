// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/local/Drafts.h"
#include "ui/local/LocalStore.h"
#include "ui/widgets/Page.h"

#include <functional>

namespace pos::ui {

class DataTable;
class Preferences;

// A page of the shell. It is made when somebody is signed in and goes with the session.
class Panel : public Page {
    Q_OBJECT
public:
    Panel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    // Language, look and text size, for the page of settings. Set before start(); null in a test of the panel alone.
    void setPreferences(Preferences *preferences) { m_preferences = preferences; }

    virtual QString title() const = 0;
    virtual void start() = 0; // shown for the first time
    // Shows the document of this id; an empty one begins a new document.
    virtual void open(const QString &id) = 0;
    // Shows its list with these filters and no others; what has no such list shows itself.
    virtual void showList(const QList<QPair<QString, QString>> &filters) { Q_UNUSED(filters) }
    virtual void reload() = 0; // F5, and when the server is reached again
    virtual void takeFocus() = 0; // the keyboard goes to its list
    virtual bool isUnsaved() const { return false; }
    // Goes on with `then` once nothing unsaved would be lost, or never.
    virtual void leave(std::function<void()> then) { then(); }

Q_SIGNALS:
    void said(const QString &confirmation); // for the toast
    // Somebody wants to see this document of another panel: what its open() takes.
    void documentAsked(const QString &panel, const QString &id);
    // Somebody wants the list behind a number: what its showList() takes.
    void listAsked(const QString &panel, const QList<QPair<QString, QString>> &filters);

protected:
    const Profile &profile() const { return m_session.profile(); }
    ApiClient &client() const { return m_session.client(); }
    Preferences *preferences() const { return m_preferences; }
    // Column widths and order come back with the next start.
    void keepLayout(DataTable *table, const QString &key);

    // Of one editor of this panel: kept over a crash, offered again by a DraftOffer.
    Drafts *makeDrafts(const QString &editor);

private:
    Session &m_session;
    LocalStore &m_store;
    Preferences *m_preferences = nullptr;
};

} // namespace pos::ui
