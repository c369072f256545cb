// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EmbeddedServer.h"
#include "tests/ui/support/Scanner.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/today/FigureCard.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/SumsView.h"

#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

constexpr int kStartPatience = 90'000; // the first start makes a database
constexpr int kPatience = 20'000;
const QString kOwner = QStringLiteral("ratna@melati.example");
const QString kCashier = QStringLiteral("sari@melati.example");
const QString kPassword = QStringLiteral("four words in a row");
const QString kPin = QStringLiteral("471147");

ApiRequest asked(const char *method, const QString &path, const std::optional<QJsonObject> &body = {})
{
    ApiRequest request;
    request.method = method;
    request.path = QStringLiteral("/api/v1/") + path;
    request.body = body;
    return request;
}

} // namespace

// A cashier sells, and a manager agrees to a refund: by keyboard and scanner alone, on a real server with a real
// PostgreSQL.
class SellTest : public QObject {
    Q_OBJECT

private:
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    config::Settings m_settings;
    std::unique_ptr<app::EmbeddedServer> m_server;
    std::unique_ptr<DesktopApplication> m_desktop;
    Scanner m_scanner;

    QWidget *focus() const { return QApplication::focusWidget(); }
    QString focusName() const { return focus() ? focus()->objectName() : QString(); }
    DataTable *table(const char *name) const { return find<DataTable>(*m_desktop, name); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(focus() ? focus() : &m_desktop->window(), key, modifiers);
    }
    void write(const QString &text) const { QTest::keyClicks(focus(), text); }
    // Goes on by Tab until that widget has the keyboard.
    bool tabTo(const char *name) const
    {
        for (int i = 0; i < 60 && focusName() != QLatin1String(name); ++i)
            key(Qt::Key_Tab);
        return focusName() == QLatin1String(name);
    }
    QJsonObject call(const ApiRequest &request) const
    {
        const auto answer = ask(m_desktop->client(), request);
        if (!answer)
            qWarning("%s: %s", qPrintable(request.path), qPrintable(answer.error().detail));
        return answer ? answer->document : QJsonObject();
    }

    bool startServer()
    {
        m_server = std::make_unique<app::EmbeddedServer>(m_settings, m_clock, true);
        QSignalSpy started(m_server.get(), &app::EmbeddedServer::started);
        QString why;
        connect(m_server.get(), &app::EmbeddedServer::failed, this, [&](const QString &sentence) { why = sentence; });
        m_server->start();
        const bool ok =
            QTest::qWaitFor([&] { return !started.isEmpty() || !why.isEmpty(); }, kStartPatience) && why.isEmpty();
        if (!ok)
            qWarning("%s", qPrintable(why));
        return ok;
    }

    void openWindow(Language language)
    {
        QUrl url(QStringLiteral("http://127.0.0.1"));
        url.setPort(m_server->port());
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = url,
                                        .storeFile = m_folder->filePath(QStringLiteral("desktop.sqlite")),
                                        .language = language,
                                        .look = Look::Light});
        m_desktop->show();
        m_desktop->window().activateWindow();
    }

    // A shop with two products, an owner with a PIN and a cashier who was invited by mail.
    void furnishShop()
    {
        std::optional<Result<void>> made;
        m_desktop->session().registerShop({{QStringLiteral("shop_name"), QStringLiteral("Toko Melati")},
                                           {QStringLiteral("slug"), QStringLiteral("toko-melati")},
                                           {QStringLiteral("currency"), QStringLiteral("IDR")},
                                           {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")},
                                           {QStringLiteral("tax_regime"), QStringLiteral("none")},
                                           {QStringLiteral("owner_name"), QStringLiteral("Ratna Dewi")},
                                           {QStringLiteral("email"), kOwner},
                                           {QStringLiteral("password"), kPassword}},
                                          this, [&](Result<void> result) { made = result; });
        QTRY_VERIFY_WITH_TIMEOUT(made.has_value(), kPatience);
        QVERIFY2(*made, *made ? "" : qPrintable(made->error().detail));
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        for (const auto &[name, sku, barcode, price] : {std::tuple{"Kopi Tubruk", "KTB-180", "0899100210542", 12'500},
                                                        std::tuple{"Es Teh Manis", "ETM-400", "0899100210559", 8'000}})
            QVERIFY(!call(asked("POST", QStringLiteral("products"),
                                QJsonObject{{QStringLiteral("name"), QLatin1String(name)},
                                            {QStringLiteral("sku"), QLatin1String(sku)},
                                            {QStringLiteral("price"), price},
                                            {QStringLiteral("barcodes"), QJsonArray{QLatin1String(barcode)}}}))
                         .isEmpty());
        QVERIFY(ask(m_desktop->client(),
                    asked("PUT", QStringLiteral("auth/pin"),
                          QJsonObject{{QStringLiteral("password"), kPassword}, {QStringLiteral("pin"), kPin}})));
        QVERIFY(!call(asked("POST", QStringLiteral("invitations"),
                            QJsonObject{{QStringLiteral("email"), kCashier},
                                        {QStringLiteral("role"), QStringLiteral("cashier")}}))
                     .isEmpty());
        acceptInvitation();
    }

    void acceptInvitation()
    {
        static const QRegularExpression form(QStringLiteral("^\\s*([A-Za-z0-9._~-]{30,})\\s*$"),
                                             QRegularExpression::MultilineOption); // a code on a line of its own
        QString token;
        const auto mailed = [&] {
            const QJsonArray mails = call(asked("GET", QStringLiteral("notifications")))[u"items"].toArray();
            for (const QJsonValue &mail : mails) {
                if (mail[u"template"].toString() != QLatin1String("invitation"))
                    continue;
                const QString text =
                    call(asked("GET", QStringLiteral("notifications/") + mail[u"id"].toString()))[u"text"].toString();
                const auto match = form.match(text);
                token = match.captured(1);
                if (token.isEmpty())
                    qWarning("%s", qPrintable(text));
            }
            return !token.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(mailed(), kPatience);
        QVERIFY(ask(m_desktop->client(), asked("POST", QStringLiteral("invitations/accept"),
                                               QJsonObject{{QStringLiteral("token"), token},
                                                           {QStringLiteral("name"), QStringLiteral("Sari")},
                                                           {QStringLiteral("password"), kPassword}})));
    }

private Q_SLOTS:
    void init()
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

    void cleanup()
    {
        m_desktop.reset();
        m_server.reset();
        m_folder.reset();
    }

    void sellsAndRefundsByKeyboard_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("total");
        QTest::addColumn<QString>("partly");
        QTest::newRow("Indonesian") << Language::Indonesian << QStringLiteral("Total")
                                    << QStringLiteral("Refund sebagian");
        QTest::newRow("English") << Language::English << QStringLiteral("Total") << QStringLiteral("Partly refunded");
    }

    void sellsAndRefundsByKeyboard()
    {
        QFETCH(Language, language);
        QFETCH(QString, total);
        QFETCH(QString, partly);
        openWindow(language);
        furnishShop();
        m_desktop->session().signOut();
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "signIn.email"), kPatience);
        QVERIFY(signIn(*m_desktop, kCashier, kPassword));
        QCOMPARE(m_desktop->window().workspace()->currentPanel()->metaObject()->className(), "pos::ui::OrdersPanel");
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));

        // Three scans, one of them while a note is being written.
        key(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focusName(), QStringLiteral("sale.find"));
        m_scanner.scan(QStringLiteral("0899100210542"));
        QTRY_COMPARE_WITH_TIMEOUT(table("sale.lines")->model()->rowCount(), 1, kPatience);
        m_scanner.scan(QStringLiteral("0899100210559"));
        QTRY_COMPARE_WITH_TIMEOUT(table("sale.lines")->model()->rowCount(), 2, kPatience);
        QVERIFY(tabTo("sale.note"));
        m_scanner.typeByHand(QStringLiteral("for Budi"));
        m_scanner.scan(QStringLiteral("0899100210542"));
        QCOMPARE(qobject_cast<QLineEdit *>(focus())->text(), QStringLiteral("for Budi"));
        const auto sums = [&] { return find<SumsView>(*m_desktop, "sale.sums")->amountOf(total); };
        QTRY_COMPARE_WITH_TIMEOUT(sums(), QStringLiteral("Rp33.000"), kPatience);

        // Part by transfer, the rest in cash, with change.
        key(Qt::Key_F3);
        QTRY_COMPARE(focusName(), QStringLiteral("sale.find"));
        key(Qt::Key_Return);
        QTRY_COMPARE(focusName(), QStringLiteral("sale.cash"));
        write(QStringLiteral("20.000"));
        QVERIFY(tabTo("sale.transfer"));
        write(QStringLiteral("15.000"));
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "sold.number"), kPatience);
        QCOMPARE(find<QLabel>(*m_desktop, "sold.change")->text(), QStringLiteral("Rp2.000"));
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>(*m_desktop, "sold.receipt")->text().contains(QStringLiteral("Kopi Tubruk")), kPatience);
        const QString number = find<QLabel>(*m_desktop, "sold.number")->text();

        // In the list, the newest; one piece comes back, and the owner agrees by PIN.
        QTRY_COMPARE(focusName(), QStringLiteral("sold.next"));
        key(Qt::Key_Escape);
        QTRY_COMPARE(focusName(), QStringLiteral("orders.table"));
        QTRY_COMPARE_WITH_TIMEOUT(table("orders.table")->model()->rowCount(), 1, kPatience);
        QCOMPARE(table("orders.table")->model()->index(0, 0).data().toString(), number);
        key(Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "order.refund")
                                     && find<QPushButton>(*m_desktop, "order.refund")->isEnabled(),
                                 kPatience);
        key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(focusName(), QStringLiteral("refund.quantity.1"));
        write(QStringLiteral("1"));
        QVERIFY(tabTo("refund.reason"));
        write(QStringLiteral("cold"));
        key(Qt::Key_Return);
        QTRY_COMPARE(focusName(), QStringLiteral("approval.email"));
        write(kOwner);
        key(Qt::Key_Tab);
        QCOMPARE(focusName(), QStringLiteral("approval.pin"));
        write(QStringLiteral("0000"));
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "approval.banner"), kPatience);
        QTRY_COMPARE(focusName(), QStringLiteral("approval.pin"));
        write(kPin);
        key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(table("orders.table")->model()->rowCount(), 2, kPatience);
        const auto model = table("orders.table")->model();
        QCOMPARE(model->index(0, 4).data().toString(), QStringLiteral("−Rp12.500"));
        QCOMPARE(model->index(1, 5).data().toString(), partly);

        // What is stored: the money, and who agreed.
        const QJsonArray orders = call(asked("GET", QStringLiteral("orders")))[u"items"].toArray();
        QCOMPARE(orders.size(), 2);
        QCOMPARE(orders[1][u"total"].toInteger(), 33'000);
        QCOMPARE(orders[0][u"refund_of"], orders[1][u"id"]);
        QVERIFY(!orders[0][u"approved_by"].isNull());
        QVERIFY(orders[0][u"approved_by"] != orders[0][u"created_by"]);
        const QJsonObject sale = call(asked("GET", QStringLiteral("orders/") + orders[1][u"id"].toString()));
        QCOMPARE(sale[u"note"].toString(), QStringLiteral("for Budi"));
        QCOMPARE(sale[u"payments"].toArray().size(), 2);

        // The owner's Today knows both.
        m_desktop->session().signOut();
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "signIn.email"), kPatience);
        QVERIFY(signIn(*m_desktop, kOwner, kPassword));
        QTRY_VERIFY_WITH_TIMEOUT(find<FigureCard>(*m_desktop, "today.revenue"), kPatience);
        const auto revenue = [&] { return find<FigureCard>(*m_desktop, "today.revenue")->figure().value; };
        QTRY_COMPARE_WITH_TIMEOUT(revenue(), QStringLiteral("Rp20.500"), kPatience);
    }
};

QTEST_MAIN(SellTest)
#include "SellTest.moc"
