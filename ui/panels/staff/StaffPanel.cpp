// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/staff/StaffPanel.h"

#include "ui/dialogs/ConfirmDialog.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/staff/InvitationPane.h"
#include "ui/panels/staff/InvitePane.h"
#include "ui/panels/staff/RoleWords.h"
#include "ui/panels/staff/StaffEditor.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/DetailHost.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"

#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastName = 210;
constexpr int kLeastList = 560;
}// namespace

StaffPanel::StaffPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_people(session.client()), m_invitations(session.client()),
      m_header(new PageHeader), m_invite(new Button(Button::Kind::Primary, QStringLiteral("plus"))),
      m_firstInvite(new Button(Button::Kind::Primary, QStringLiteral("plus"))), m_tabs(new QTabBar),
      m_pages(new QStackedWidget), m_peopleList(new ListSection(m_people, tok::rowThumb, QStringLiteral("staff"))),
      m_invitationList(new ListSection(m_invitations, tok::row, QStringLiteral("invitations"))),
      m_rolesTable(new DataTable(tok::row)), m_panes(new QStackedWidget),
      m_editor(new StaffEditor(session.client(), session.profile())),
      m_invitation(new InvitationPane(session.client(), session.profile())),
      m_invitePane(new InvitePane(session.client())), m_host(nullptr)
{
    build();
    listen();
    retranslate();
}

void StaffPanel::build()
{
    auto *main = new QWidget;
    auto *column = boxOn<QVBoxLayout>(main, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    column->addWidget(m_header);
    m_header->addAction(m_invite);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFont(Fonts::of(tok::Type::Body));
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_tabs->setObjectName(QStringLiteral("staff.tabs"));
    for (int i = People; i <= Roles; ++i)
        m_tabs->addTab({});
    column->addWidget(m_tabs);
    m_pages->addWidget(m_peopleList);
    m_pages->addWidget(m_invitationList);
    auto *card = makeCard();
    auto *inside = boxOn<QVBoxLayout>(card, 1, 0);
    m_rolesTable->setObjectName(QStringLiteral("roles.table"));
    m_rolesTable->setModel(&m_roles);
    m_rolesTable->setColumns(0, 240, {{300, 0}, {118, 0}, {118, 0}, {118, 0}, {140, 0}});
    inside->addWidget(m_rolesTable);
    m_pages->addWidget(card);
    column->addWidget(m_pages, 1);
    for (QWidget *pane :
         {static_cast<QWidget *>(m_editor), static_cast<QWidget *>(m_invitation), static_cast<QWidget *>(m_invitePane)})
        m_panes->addWidget(pane);
    m_host = new DetailHost(main, m_panes, kLeastList);
    boxOn<QVBoxLayout>(this)->addWidget(m_host);

    m_invite->setObjectName(QStringLiteral("staff.invite"));
    m_invite->setKeys(QKeySequence::New);
    m_invite->setVisible(profile().may(contract::Permission::UsersManage));
    m_invitationList->setFirstAction(m_firstInvite);
    const ShopTime time(profile().zone);
    m_people.setTime(time);
    m_invitations.setTime(time);
    m_peopleList->setTime(time);
    m_invitationList->setTime(time);
    m_peopleList->table()->setColumns(StaffModel::Name, kLeastName, {{260, 0}, {130, 0}, {90, 1}, {170, 2}, {130, 0}});
    m_invitationList->table()->setColumns(InvitationsModel::Email, kLeastName,
                                          {{260, 0}, {120, 0}, {170, 1}, {170, 2}, {132, 0}});
    keepLayout(m_peopleList->table(), QStringLiteral("staff"));
    keepLayout(m_invitationList->table(), QStringLiteral("invitations"));
    for (ListSection *list : {m_peopleList, m_invitationList})
        list->filters()->setSearchShown(false); // names and addresses are sealed: no server can search in them
}

void StaffPanel::listen()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &StaffPanel::chooseTab);
    connect(m_invite, &QPushButton::clicked, this, &StaffPanel::invite);
    connect(m_firstInvite, &QPushButton::clicked, this, &StaffPanel::invite);
    connect(m_peopleList->table(), &DataTable::rowChosen, this, &StaffPanel::choosePerson);
    connect(m_invitationList->table(), &DataTable::rowChosen, this, &StaffPanel::chooseInvitation);
    const auto closed = [this] { leave([this] { closePane(); }); };
    connect(m_editor, &StaffEditor::closeRequested, this, closed);
    connect(m_invitation, &InvitationPane::closeRequested, this, closed);
    connect(m_invitePane, &InvitePane::closeRequested, this, closed);
    connect(m_editor, &StaffEditor::said, this, &StaffPanel::said);
    connect(m_invitation, &InvitationPane::said, this, &StaffPanel::said);
    connect(m_editor, &StaffEditor::changed, &m_people, &StaffModel::replace);
    connect(m_editor, &StaffEditor::removed, this, [this] {
        closePane();
        m_people.reload();
    });
    connect(m_invitation, &InvitationPane::changed, &m_invitations, &InvitationsModel::replace);
    connect(m_invitation, &InvitationPane::withdrawn, this, [this] {
        closePane();
        m_invitations.reload();
    });
    connect(m_invitePane, &InvitePane::invited, this, [this](const QJsonObject &invitation) {
        Q_EMIT said(tr("Invitation made."));
        m_tabs->setCurrentIndex(Invitations);
        m_invitationList->keepChosen(invitation[u"id"].toString());
        m_invitations.reload();
        showPane(m_invitation);
        m_invitation->open(invitation);
    });
}

ListSection *StaffPanel::listOfTab() const
{
    return m_tabs->currentIndex() == Invitations ? m_invitationList : m_peopleList;
}

void StaffPanel::start()
{
    m_people.reload();
    m_invitations.reload();
}

void StaffPanel::reload()
{
    m_people.reload();
    m_invitations.reload();
    if (m_host->isPaneShown() && m_panes->currentWidget() == m_editor)
        m_editor->refresh();
}

void StaffPanel::takeFocus()
{
    if (m_tabs->currentIndex() == Roles)
        m_rolesTable->setFocus(Qt::OtherFocusReason);
    else
        listOfTab()->table()->setFocus(Qt::OtherFocusReason);
}

void StaffPanel::chooseTab(int tab)
{
    m_pages->setCurrentIndex(tab);
    if (m_host->isPaneShown() && !isUnsaved())
        closePane();
}

void StaffPanel::choosePerson(int row)
{
    if (row < 0)
        return;
    const QJsonObject person = m_people.item(row);
    const QString id = person[u"id"].toString();
    if (m_host->isPaneShown() && m_panes->currentWidget() == m_editor && id == m_editor->personId())
        return;
    leave([this, person, id] {
        m_peopleList->keepChosen(id);
        showPane(m_editor);
        m_editor->open(person);
    });
}

void StaffPanel::chooseInvitation(int row)
{
    if (row < 0)
        return;
    const QJsonObject invitation = m_invitations.item(row);
    const QString id = invitation[u"id"].toString();
    if (m_host->isPaneShown() && m_panes->currentWidget() == m_invitation && id == m_invitation->invitationId())
        return;
    leave([this, invitation, id] {
        m_invitationList->keepChosen(id);
        showPane(m_invitation);
        m_invitation->open(invitation);
    });
}

void StaffPanel::invite()
{
    leave([this] {
        if (m_tabs->currentIndex() == Roles)
            m_tabs->setCurrentIndex(People); // that table has no room beside a pane
        m_peopleList->keepChosen({});
        m_peopleList->table()->clearSelection();
        showPane(m_invitePane);
        m_invitePane->begin();
    });
}

void StaffPanel::open(const QString &id)
{
    if (id.isEmpty()) {
        if (profile().may(contract::Permission::UsersManage))
            invite();
        return;
    }
    leave([this, id] {
        m_tabs->setCurrentIndex(People);
        m_peopleList->keepChosen(id);
        showPane(m_editor);
        m_editor->open({{QStringLiteral("id"), id}});
    });
}

void StaffPanel::showPane(QWidget *pane)
{
    m_panes->setCurrentWidget(pane);
    m_host->setPaneShown(true);
}

void StaffPanel::closePane()
{
    m_peopleList->keepChosen({});
    m_invitationList->keepChosen({});
    m_host->setPaneShown(false);
    for (ListSection *list : {m_peopleList, m_invitationList}) {
        const QSignalBlocker quiet(list->table());
        list->table()->clearSelection();
        list->table()->setCurrentIndex({});
    }
    takeFocus();
}

bool StaffPanel::isUnsaved() const
{
    if (!m_host->isPaneShown())
        return false;
    return m_panes->currentWidget() == m_editor       ? m_editor->isDirty()
           : m_panes->currentWidget() == m_invitePane ? m_invitePane->isDirty()
                                                      : false;
}

void StaffPanel::leave(std::function<void()> then)
{
    if (!isUnsaved()) {
        then();
        return;
    }
    const bool inviting = m_panes->currentWidget() == m_invitePane;
    QList<ConfirmDialog::Choice> choices{{QStringLiteral("discard"), tr("Discard"), Button::Kind::Danger},
                                         {QStringLiteral("stay"), tr("Keep editing")}};
    if (!inviting)
        choices.prepend({QStringLiteral("save"), tr("Save"), Button::Kind::Primary});
    ConfirmDialog::ask(this, inviting ? tr("Leave the invitation?") : tr("Save the changes?"),
                       inviting ? tr("It was not sent yet.") : tr("This person has changes that are not saved yet."),
                       choices, [this, then, inviting](const QString &answer) {
                           if (answer == QLatin1String("discard")) {
                               inviting ? m_invitePane->begin() : m_editor->discard();
                               then();
                               return;
                           }
                           if (answer == QLatin1String("save"))
                               m_editor->save();
                           const QSignalBlocker quiet(m_peopleList->table());
                           const int row = m_people.rowOf(m_editor->personId());
                           if (row >= 0 && !inviting)
                               m_peopleList->table()->selectRow(row);
                       });
}

void StaffPanel::setFilters()
{
    QList<QPair<QString, QString>> states;
    for (const char *word : {"active", "suspended", "unverified", "deleted"})
        states.append({QLatin1String(word), StaffModel::stateOf(QLatin1String(word)).words});
    m_peopleList->filters()->setSpecs(
        {{QStringLiteral("role"), tr("Role"), FilterSpec::Kind::Choice, RoleWords::choices()},
         {QStringLiteral("status"), tr("Status"), FilterSpec::Kind::Choice, states},
         {QStringLiteral("email"), tr("E-mail"), FilterSpec::Kind::Text, {}, tr("The whole address")}});
    m_invitationList->filters()->setSpecs({});
}

void StaffPanel::retranslate()
{
    m_header->setTexts(tr("Staff"), tr("Who works at %1, and what they may do").arg(profile().shopName));
    m_invite->setLabel(tr("Invite"));
    m_firstInvite->setLabel(tr("Invite"));
    m_firstInvite->setBlocked(profile().may(contract::Permission::UsersManage) ? QString()
                                                                               : tr("Only an owner invites staff"));
    m_tabs->setTabText(People, tr("People"));
    m_tabs->setTabText(Invitations, tr("Invitations"));
    m_tabs->setTabText(Roles, tr("What roles may do"));
    m_tabs->setAccessibleName(tr("Staff"));
    m_rolesTable->setAccessibleName(tr("What roles may do"));
    m_peopleList->setWords({QStringLiteral("users"), tr("Nobody yet"), tr("Invite the first person of your staff.")});
    m_invitationList->setWords({QStringLiteral("send"), tr("No open invitations"),
                                tr("Who is invited appears here until they have chosen a password.")});
    m_roles.retranslate();
    setFilters();
}

} // namespace pos::ui
