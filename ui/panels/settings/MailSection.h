// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/MailsModel.h"
#include "ui/panels/settings/SettingsSection.h"

namespace pos::ui {

class Banner;
class ListSection;
class MailTemplates;
class MailView;
class Label;
class WaitingShops;

// The shop's mails: whether there is a mail server, a test, those that were written, and what they say.
class MailSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit MailSection(Session &session, QWidget *parent = nullptr);

    void start() override;
    void reload() override;

protected:
    void retranslate() override;

private:
    void build();
    void loadState();
    void sendTest();
    void openMail(int row);
    void showState();

    MailsModel m_model;
    Label *m_title;
    Label *m_state;
    Banner *m_banner;
    Button *m_test;
    Label *m_mailsTitle;
    ListSection *m_list;
    QWidget *m_openCard;
    MailView *m_mail;
    MailTemplates *m_templates;
    WaitingShops *m_waiting;
    std::optional<QJsonObject> m_server; // the mail part of the server, where this shop may know it
    bool m_working = false;
};

} // namespace pos::ui
