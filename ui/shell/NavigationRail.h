// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/PanelList.h"
#include "ui/shell/ShellActions.h"
#include "ui/widgets/Page.h"

#include <QHash>

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Button;
class ElidedLabel;
class Label;
class NavigationItem;
class Preferences;
class UserButton;

// At the left of the window: the shop, the search, the panels this person may open, the person.
class NavigationRail final : public Page {
    Q_OBJECT
public:
    NavigationRail(const Profile &profile, Preferences &preferences, QWidget *parent = nullptr);

    void choose(const QString &key);

Q_SIGNALS:
    void chosen(const QString &key); // "orders", "products"
    void asked(pos::ui::ShellCommand command);

protected:
    void retranslate() override;

private:
    void addGroup(QVBoxLayout *list, PanelGroup group);
    void addItem(QVBoxLayout *list, const PanelEntry &entry);
    void showUserMenu();
    QString roleWords() const;

    Profile m_profile;
    Preferences &m_preferences;
    ElidedLabel *m_shop;
    ElidedLabel *m_slug;
    Button *m_find;
    Label *m_findKeys;
    QHash<PanelGroup, Label *> m_groups;
    QHash<QString, NavigationItem *> m_items;
    UserButton *m_user;
    Button *m_language;
    Button *m_look;
};

} // namespace pos::ui
