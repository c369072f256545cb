// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/NavigationRail.h"

#include "ui/shell/NavigationItem.h"
#include "ui/shell/ShopMark.h"
#include "ui/shell/UserButton.h"
#include "ui/shell/UserMenu.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Layouts.h"

#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pos::ui {

NavigationRail::NavigationRail(const Profile &profile, Preferences &preferences, QWidget *parent)
    : Page(parent), m_profile(profile), m_preferences(preferences), m_shop(new ElidedLabel(tok::Type::Strong)),
      m_slug(new ElidedLabel(tok::Type::Caption, "muted")),
      m_find(new Button(Button::Kind::Secondary, QStringLiteral("search"))), m_findKeys(new Label(tok::Type::Caption)),
      m_user(new UserButton), m_language(new Button(Button::Kind::Ghost)),
      m_look(new Button(Button::Kind::Ghost, QStringLiteral("moon")))
{
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(tok::railWidth);
    auto *column = boxOn<QVBoxLayout>(this);
    column->setContentsMargins(8, 10, 9, 8);

    auto *shop = boxOn<QHBoxLayout>(nullptr, 0, 10);
    shop->setContentsMargins(6, 0, 4, 0);
    auto *names = boxOn<QVBoxLayout>(nullptr);
    names->addWidget(m_shop);
    names->addWidget(m_slug);
    shop->addWidget(new ShopMark(30));
    shop->addLayout(names, 1);
    column->addLayout(shop);
    column->addSpacing(10);

    m_find->setObjectName(QStringLiteral("rail.find"));
    m_find->setProperty("find", true);
    m_find->setFont(Fonts::of(tok::Type::Body));
    m_findKeys->setProperty("kbd", true);
    m_findKeys->setFixedHeight(18);
    auto *over = boxOn<QHBoxLayout>(m_find);
    over->setContentsMargins(0, 0, 7, 0);
    over->addStretch();
    over->addWidget(m_findKeys, 0, Qt::AlignVCenter);
    column->addWidget(m_find);
    column->addSpacing(6);

    auto *list = new QWidget;
    list->setObjectName(QStringLiteral("railList"));
    auto *items = boxOn<QVBoxLayout>(list);
    for (const PanelEntry &entry : panelsFor(profile)) {
        if (!m_groups.contains(entry.group))
            addGroup(items, entry.group);
        addItem(items, entry);
    }
    items->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(scroll, 1);

    auto *person = boxOn<QHBoxLayout>(nullptr, 0, 0);
    m_user->setObjectName(QStringLiteral("rail.user"));
    m_language->setObjectName(QStringLiteral("rail.language"));
    m_look->setObjectName(QStringLiteral("rail.look"));
    person->addWidget(m_user, 1);
    person->addWidget(m_language);
    person->addWidget(m_look);
    column->addLayout(person);

    for (const auto &[button, command] :
         {std::pair{m_find, ShellCommand::Find}, {m_language, ShellCommand::Language}, {m_look, ShellCommand::Look}})
        connect(button, &QPushButton::clicked, this, [this, told = command] { Q_EMIT asked(told); });
    connect(m_user, &QAbstractButton::clicked, this, &NavigationRail::showUserMenu);
    retranslate();
}

void NavigationRail::addGroup(QVBoxLayout *list, PanelGroup group)
{
    auto *label = new Label(tok::Type::Caption, "faint");
    label->setContentsMargins(10, 8, 0, 3);
    list->addWidget(label);
    label->setVisible(!groupTitle(group).isEmpty()); // behind addWidget: alone it would be a window
    m_groups.insert(group, label);
}

void NavigationRail::addItem(QVBoxLayout *list, const PanelEntry &entry)
{
    const QString key = QString::fromLatin1(entry.key);
    auto *item = new NavigationItem(QString::fromLatin1(entry.icon), entry.keys);
    item->setObjectName(QStringLiteral("nav.") + key);
    list->addWidget(item);
    m_items.insert(key, item);
    // A screen reader checks it, without a click.
    connect(item, &QAbstractButton::toggled, this, [this, key](bool isChosen) {
        if (isChosen)
            Q_EMIT chosen(key);
    });
    connect(item, &QAbstractButton::pressed, this, [this, key, item] {
        if (item->isChecked())
            Q_EMIT chosen(key);
    });
}

void NavigationRail::choose(const QString &key)
{
    if (auto *item = m_items.value(key)) {
        const QSignalBlocker asIsShownAlready(item);
        item->setChecked(true);
    }
}

void NavigationRail::showUserMenu()
{
    auto *menu = new UserMenu(m_preferences, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu, &UserMenu::asked, this, &NavigationRail::asked);
    menu->popup(m_user->mapToGlobal(QPoint(0, -menu->sizeHint().height() - tok::s1)));
}

QString NavigationRail::roleWords() const
{
    switch (m_profile.role) {
    case contract::Role::Owner: return tr("Owner");
    case contract::Role::Manager: return tr("Manager");
    case contract::Role::Cashier: return tr("Cashier");
    case contract::Role::PrivacyOfficer: break;
    }
    return tr("Privacy officer");
}

void NavigationRail::retranslate()
{
    m_shop->setLine(m_profile.shopName);
    m_slug->setLine(m_profile.slug + QStringLiteral(" · ") + m_profile.money.currency());
    m_find->setLabel(actionWords(shellAction(ShellCommand::Find)));
    m_find->setToolTip(withKeys(tr("Find a page, a product, an order or a person"), ShellCommand::Find));
    m_findKeys->setText(keyWords(shellAction(ShellCommand::Find).keys.first()));
    for (auto group = m_groups.begin(); group != m_groups.end(); ++group)
        group.value()->setText(groupTitle(group.key()));
    for (const PanelEntry &entry : panelsFor(m_profile))
        m_items.value(QLatin1String(entry.key))->setLabel(panelTitle(entry));
    m_user->setPerson(m_profile.name, roleWords());
    m_language->setLabel(QLocale().language() == QLocale::Indonesian ? QStringLiteral("ID") : QStringLiteral("EN"));
    m_language->setToolTip(withKeys(tr("Language"), ShellCommand::Language));
    m_language->setAccessibleName(tr("Language"));
    m_look->setHint(tr("Dark or light"));
    m_look->setToolTip(withKeys(tr("Dark or light"), ShellCommand::Look));
}

} // namespace pos::ui
