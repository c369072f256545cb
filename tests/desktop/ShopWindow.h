// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/EmbeddedServer.h"
#include "core/config/Settings.h"
#include "tests/ui/support/Scanner.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QUrlQuery>

namespace pos::ui::test {

// The real window on a real server with a PostgreSQL that it makes by itself, and the hands of somebody at its
// keyboard. Each test begins on a computer that has no shop.
class ShopWindow : public QObject {
    Q_OBJECT
protected:
    static constexpr int kStartPatience = 90'000; // the first start makes a database
    static constexpr int kPatience = 30'000;
    inline static const QString kOwner = QStringLiteral("ratna@melati.example");
    inline static const QString kPassword = QStringLiteral("four words in a row");

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    config::Settings m_settings;
    std::unique_ptr<app::EmbeddedServer> m_server;
    std::unique_ptr<DesktopApplication> m_desktop;
    Scanner m_scanner;

    bool startServer();
    void makeWindow(std::optional<Language> language); // not shown yet
    bool openWindow(std::optional<Language> language); // none: the one that was chosen last

    // What a new shop is asked for: Toko Melati of Ratna Dewi, with what the test wants otherwise.
    static QJsonObject answers(const QJsonObject &otherwise = {});
    bool makeShop(const QJsonObject &otherwise = {});      // as another window would
    bool enterNewShop(const QJsonObject &otherwise = {});  // in this window, which its owner is in then
    void signInByKeyboard(const QString &email, const QString &password);

    // As this window asks: paths begin after /api/v1/.
    Result<QJsonObject> get(const QString &path, const QUrlQuery &query = {}) const;
    Result<QJsonObject> send(const char *method, const QString &path, const QJsonObject &body) const;
    Result<QJsonObject> post(const QString &path, const QJsonObject &body) const { return send("POST", path, body); }
    static QJsonArray itemsOf(const Result<QJsonObject> &list);

    // What has the keyboard: an open menu or list before everything else. It may come a moment after a dialog
    // has gone; null when nothing takes it.
    static QWidget *keyboard();
    static QString focused();
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    static void write(const QString &text);
    static bool tabTo(const char *name); // Tab by Tab, as somebody without a mouse

    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    DataTable *table(const char *name) const { return find<DataTable>(*m_desktop, name); }
    int rows(const char *name) const { return table(name)->model()->rowCount(); }
    QString text(const char *name) const { return find<QLabel>(*m_desktop, name)->text(); }
    QString cell(const char *name, int row, int column) const
    {
        return table(name)->model()->index(row, column).data().toString();
    }
    void click(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }

private Q_SLOTS:
    void init();
    void cleanup();
};

} // namespace pos::ui::test
