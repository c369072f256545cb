// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Button;
class DocumentForm;

// One tab of the settings: a column of cards that scrolls.
class SettingsSection : public Page {
    Q_OBJECT
public:
    explicit SettingsSection(Session &session, QWidget *parent = nullptr);

    virtual void start() = 0; // shown for the first time
    virtual void reload() = 0;
    virtual bool isDirty() const { return false; }
    virtual void save() { }
    virtual void discard() { }

Q_SIGNALS:
    void said(const QString &confirmation);

protected:
    Session &session() const { return m_session; }
    const Profile &profile() const { return m_session.profile(); }
    ApiClient &client() const { return m_session.client(); }
    bool mayChange() const { return profile().may(contract::Permission::TenantManage); }

    QVBoxLayout *content() const { return m_content; }
    QVBoxLayout *addCard(QVBoxLayout *into = nullptr); // a card's own column
    // Why saving is not possible now; empty: it is.
    static QString blockedWords(const DocumentForm &form);

private:
    Session &m_session;
    QVBoxLayout *m_content;
};

} // namespace pos::ui
