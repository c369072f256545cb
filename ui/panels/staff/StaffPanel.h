// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/InvitationsModel.h"
#include "ui/models/RolesModel.h"
#include "ui/models/StaffModel.h"
#include "ui/panels/Panel.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class Button;
class DataTable;
class DetailHost;
class InvitationPane;
class InvitePane;
class ListSection;
class PageHeader;
class StaffEditor;

// Who works here, who was invited, and what each role may do.
class StaffPanel final : public Panel {
    Q_OBJECT
public:
    StaffPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Staff"); }
    void start() override;
    void open(const QString &id) override; // an empty one invites somebody
    void reload() override;
    void takeFocus() override;
    bool isUnsaved() const override;
    void leave(std::function<void()> then) override;

protected:
    void retranslate() override;

private:
    enum Tab { People, Invitations, Roles };

    void build();
    void listen();
    void chooseTab(int tab);
    void choosePerson(int row);
    void chooseInvitation(int row);
    void invite();
    void showPane(QWidget *pane);
    void closePane();
    void setFilters();
    ListSection *listOfTab() const;

    StaffModel m_people;
    InvitationsModel m_invitations;
    RolesModel m_roles;
    PageHeader *m_header;
    Button *m_invite;
    Button *m_firstInvite;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    ListSection *m_peopleList;
    ListSection *m_invitationList;
    DataTable *m_rolesTable;
    QStackedWidget *m_panes;
    StaffEditor *m_editor;
    InvitationPane *m_invitation;
    InvitePane *m_invitePane;
    DetailHost *m_host;
};

} // namespace pos::ui
