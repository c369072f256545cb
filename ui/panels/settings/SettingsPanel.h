// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/Panel.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class DesktopSection;
class PageHeader;
class SettingsSection;

// The shop's settings and this desktop's, in tabs; who only reads them finds the fields locked.
class SettingsPanel final : public Panel {
    Q_OBJECT
public:
    SettingsPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Settings"); }
    void start() override;
    void open(const QString &id) override; // the key of a tab: "mail"
    void reload() override;
    void takeFocus() override;
    bool isUnsaved() const override;
    void leave(std::function<void()> then) override;

protected:
    void retranslate() override;

private:
    struct Tab {
        QString key;
        SettingsSection *section;
        bool started = false;
    };

    void add(const char *key, SettingsSection *section);
    void choose(int tab);
    QString words(const QString &key) const;

    PageHeader *m_header;
    QTabBar *m_tabBar;
    QStackedWidget *m_pages;
    DesktopSection *m_desktop;
    QList<Tab> m_tabs;
    int m_shown = 0;
};

} // namespace pos::ui
