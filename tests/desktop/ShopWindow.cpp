// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"

#include "ui/shell/Workspace.h"

#include <QApplication>
#include <QSignalSpy>

#include <sys/stat.h>

namespace pos::ui::test {

namespace {

constexpr int kMostTabs = 60;

Result<QJsonObject> documentOf(ApiClient &client, const ApiRequest &request)
{
    POS_TRY(const ApiReply reply, ask(client, request));
    return reply.document;
}

// A dialog keeps the keyboard from every other window; here is no window manager to give it to the dialog.
void activateDialog()
{
    QWidget *dialog = QApplication::activeModalWidget();
    if (!dialog || dialog->isActiveWindow())
        return;
    dialog->activateWindow();
    QApplication::setActiveWindow(dialog);
}

ApiRequest asked(const char *method, const QString &path)
{
    ApiRequest request;
    request.method = method;
    request.path = QStringLiteral("/api/v1/") + path;
    return request;
}

} // namespace

void ShopWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/pos-desktop-XXXXXX"));
    ::chmod(QFile::encodeName(m_folder->path()).constData(),
            0755); // PostgreSQL runs as its own user when this is root
    auto loaded = config::Settings::load(
        {.environment = {}, .dotEnvFile = {}, .dataDir = m_folder->filePath(QStringLiteral("data"))});
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
    m_settings = std::move(*loaded);
    m_settings.workers = 4;
    QVERIFY(startServer());
}

void ShopWindow::cleanup()
{
    m_desktop.reset();
    m_server.reset();
    m_folder.reset();
}

bool ShopWindow::startServer()
{
    m_server = std::make_unique<app::EmbeddedServer>(m_settings, m_clock, true);
    QSignalSpy started(m_server.get(), &app::EmbeddedServer::started);
    QString why;
    connect(m_server.get(), &app::EmbeddedServer::failed, &started, [&](const QString &sentence) { why = sentence; });
    m_server->start();
    const bool ok = QTest::qWaitFor([&] { return !started.isEmpty() || !why.isEmpty(); }, kStartPatience);
    if (!ok || !why.isEmpty())
        qWarning("%s", ok ? qPrintable(why) : "the server did not start in time");
    return ok && why.isEmpty();
}

void ShopWindow::makeWindow(std::optional<Language> language)
{
    QUrl url(QStringLiteral("http://127.0.0.1"));
    url.setPort(m_server->port());
    m_desktop.reset(); // the one before has the file open
    m_desktop = std::make_unique<DesktopApplication>(
        DesktopApplication::Options{.server = url,
                                    .storeFile = m_folder->filePath(QStringLiteral("desktop.sqlite")),
                                    .language = language,
                                    .look = Look::Light});
}

bool ShopWindow::openWindow(std::optional<Language> language)
{
    makeWindow(language);
    m_desktop->show();
    return bringToFront(*m_desktop);
}

QJsonObject ShopWindow::answers(const QJsonObject &otherwise)
{
    QJsonObject answers{{QStringLiteral("shop_name"), QStringLiteral("Toko Melati")},
                        {QStringLiteral("slug"), QStringLiteral("toko-melati")},
                        {QStringLiteral("currency"), QStringLiteral("IDR")},
                        {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")},
                        {QStringLiteral("tax_regime"), QStringLiteral("none")},
                        {QStringLiteral("owner_name"), QStringLiteral("Ratna Dewi")},
                        {QStringLiteral("email"), kOwner},
                        {QStringLiteral("password"), kPassword}};
    for (auto answer = otherwise.begin(); answer != otherwise.end(); ++answer)
        answers.insert(answer.key(), answer.value());
    return answers;
}

bool ShopWindow::makeShop(const QJsonObject &otherwise)
{
    QUrl url(QStringLiteral("http://127.0.0.1"));
    url.setPort(m_server->port());
    ApiClient client(url);
    ApiRequest request = asked("POST", QStringLiteral("auth/register"));
    request.anonymous = true;
    request.body = answers(otherwise);
    const auto made = ask(client, request);
    if (!made)
        qWarning("%s", qPrintable(made.error().detail));
    return made.has_value();
}

bool ShopWindow::enterNewShop(const QJsonObject &otherwise)
{
    std::optional<Result<void>> made;
    QObject context;
    m_desktop->session().registerShop(answers(otherwise), &context, [&](const Result<void> &done) { made = done; });
    if (!QTest::qWaitFor([&] { return made.has_value(); }, kPatience))
        return false;
    if (!*made)
        qWarning("%s", qPrintable(made->error().detail));
    return *made && QTest::qWaitFor([&] { return m_desktop->window().workspace() != nullptr; }, kPatience);
}

void ShopWindow::signInByKeyboard(const QString &email, const QString &password)
{
    QTRY_COMPARE_WITH_TIMEOUT(focused(), QStringLiteral("signIn.email"), kPatience);
    key(Qt::Key_A, Qt::ControlModifier);
    write(email);
    key(Qt::Key_Tab);
    write(password);
    key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
}

Result<QJsonObject> ShopWindow::get(const QString &path, const QUrlQuery &query) const
{
    ApiRequest request = asked("GET", path);
    request.query = query;
    return documentOf(m_desktop->client(), request);
}

Result<QJsonObject> ShopWindow::send(const char *method, const QString &path, const QJsonObject &body) const
{
    ApiRequest request = asked(method, path);
    request.body = body;
    const auto answer = documentOf(m_desktop->client(), request);
    if (!answer)
        qWarning("%s: %s", qPrintable(path), qPrintable(answer.error().detail));
    return answer;
}

QJsonArray ShopWindow::itemsOf(const Result<QJsonObject> &list)
{
    if (!list)
        qWarning("%s", qPrintable(list.error().detail));
    return list ? list->value(u"items").toArray() : QJsonArray();
}

QWidget *ShopWindow::keyboard()
{
    QWidget *holder = nullptr;
    const bool held = QTest::qWaitFor([&] {
        QWidget *popup = QApplication::activePopupWidget();
        if (!popup)
            activateDialog();
        holder = !popup ? QApplication::focusWidget() : popup->focusWidget() ? popup->focusWidget() : popup;
        return holder != nullptr;
    });
    return held ? holder : nullptr;
}

QString ShopWindow::focused()
{
    const QWidget *focus = QApplication::focusWidget();
    return focus ? focus->objectName() : QString();
}

void ShopWindow::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *holder = keyboard();
    QVERIFY2(holder, "nothing has the keyboard");
    QTest::keyClick(holder, key, modifiers);
}

void ShopWindow::write(const QString &text)
{
    QWidget *holder = keyboard();
    QVERIFY2(holder, "nothing has the keyboard");
    QTest::keyClicks(holder, text);
}

bool ShopWindow::tabTo(const char *name)
{
    for (int i = 0; i < kMostTabs && keyboard(); ++i) {
        if (focused() == QLatin1String(name))
            return true;
        key(Qt::Key_Tab);
    }
    qWarning("no Tab comes to %s; the keyboard is at %s", name, qPrintable(focused()));
    return false;
}

} // namespace pos::ui::test
