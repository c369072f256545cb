// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EmbeddedServer.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/wizard/FirstRunWizard.h"

#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

constexpr int kStartPatience = 90'000; // the first start makes a database
constexpr int kPatience = 20'000;
const QString kEmail = QStringLiteral("ratna@melati.example");
const QString kPassword = QStringLiteral("four words in a row");

ApiRequest get(const QString &path)
{
    ApiRequest request;
    request.path = path;
    return request;
}

QJsonArray itemsOf(const Result<ApiReply> &answer)
{
    if (!answer)
        qWarning("%s", qPrintable(answer.error().detail));
    return answer ? answer->document[u"items"].toArray() : QJsonArray();
}

} // namespace

// From an empty computer to the first sale, in a real window on a real server with a real PostgreSQL.
class FirstSaleTest : public QObject {
    Q_OBJECT

private:
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    config::Settings m_settings;
    std::unique_ptr<app::EmbeddedServer> m_server;
    std::unique_ptr<DesktopApplication> m_desktop;

    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    DataTable *table(const char *name) const { return find<DataTable>(*m_desktop, name); }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    ApiClient &client() const { return m_desktop->client(); }

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
    }

    void makeShopByTheWizard(const QString &language)
    {
        auto *wizard = m_desktop->window().findChild<FirstRunWizard *>();
        press(qPrintable(QStringLiteral("wizard.language.") + language));
        wizard->next();
        type(edit("wizard.shop_name"), QStringLiteral("Toko Melati"));
        find<ComboBox>(*m_desktop, "wizard.currency")->setValue(QStringLiteral("IDR"));
        wizard->next();
        type(edit("wizard.owner_name"), QStringLiteral("Ratna Dewi"));
        type(edit("wizard.email"), kEmail);
        type(edit("wizard.password"), kPassword);
        wizard->next();
        find<ComboBox>(*m_desktop, "wizard.zone")->setValue(QStringLiteral("Asia/Jakarta"));
        wizard->next();
        wizard->next();
    }

    void makeProductInTheWindow()
    {
        press("nav.products");
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "products.empty"), kPatience);
        press("products.new");
        type(edit("product.name"), QStringLiteral("Kopi Tubruk"));
        type(edit("product.sku"), QStringLiteral("KTB-180"));
        type(edit("product.barcodes"), QStringLiteral("0899100210542"));
        type(edit("product.price"), QStringLiteral("12.500"));
        press("product.save");
        QTRY_COMPARE_WITH_TIMEOUT(table("products.table")->model()->rowCount(), 1, kPatience);
    }

    Result<ApiReply> sell(const QString &variant, int quantity)
    {
        ApiRequest request = get(QStringLiteral("/api/v1/orders"));
        request.method = "POST";
        request.body = QJsonObject{
            {QStringLiteral("lines"),
             QJsonArray{QJsonObject{{QStringLiteral("variant_id"), variant}, {QStringLiteral("quantity"), quantity}}}},
            {QStringLiteral("payments"), QJsonArray{QJsonObject{{QStringLiteral("method"), QStringLiteral("cash")},
                                                                {QStringLiteral("amount"), 12500 * quantity},
                                                                {QStringLiteral("tendered"), 50000}}}}};
        return ask(client(), request);
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

    void fromTheWizardToTheFirstSale_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("paid");
        QTest::addColumn<QString>("subtotal");
        QTest::newRow("Indonesian") << "id"
                                    << "Lunas"
                                    << "Subtotal";
        QTest::newRow("English") << "en"
                                 << "Paid"
                                 << "Subtotal";
    }

    void fromTheWizardToTheFirstSale()
    {
        QFETCH(QString, language);
        QFETCH(QString, paid);
        openWindow(language == QLatin1String("id") ? Language::English : Language::Indonesian); // the wizard changes it
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().findChild<FirstRunWizard *>(), kPatience);
        makeShopByTheWizard(language);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "today.chart"), kPatience);
        press("nav.orders");
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "orders.empty"), kPatience);
        makeProductInTheWindow();

        const QJsonArray products = itemsOf(ask(client(), get(QStringLiteral("/api/v1/products"))));
        QCOMPARE(products.size(), 1);
        QCOMPARE(products[0][u"barcodes"][0].toString(), QStringLiteral("0899100210542"));
        const QString variant = products[0][u"variant_id"].toString();
        const auto sale = sell(variant, 3);
        QVERIFY2(sale, sale ? "" : qPrintable(sale.error().detail));
        const QString order = sale->document[u"id"].toString();
        QCOMPARE(sale->document[u"total"].toInt(), 37500);

        // Seen in the window's Orders …
        press("nav.orders");
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE_WITH_TIMEOUT(table("orders.table")->model()->rowCount(), 1, kPatience);
        const auto cell = [this](int column) {
            return table("orders.table")->model()->index(0, column).data().toString();
        };
        QCOMPARE(cell(0), sale->document[u"number"].toString());
        QCOMPARE(cell(4), QStringLiteral("Rp37.500"));
        QCOMPARE(cell(5), paid);
        table("orders.table")->selectRow(0);
        QTRY_COMPARE_WITH_TIMEOUT(table("order.lines")->model()->rowCount(), 1, kPatience);
        QCOMPARE(table("order.lines")->model()->index(0, 0).data().toString(), QStringLiteral("Kopi Tubruk"));
        find<QTabBar>(*m_desktop, "order.tabs")->setCurrentIndex(2);
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>(*m_desktop, "order.receipt")->text().contains(QStringLiteral("Kopi Tubruk")), kPatience);

        // … in the stock's movements …
        ApiRequest movements = get(QStringLiteral("/api/v1/stock/movements"));
        movements.query.addQueryItem(QStringLiteral("variant_id"), variant);
        const QJsonArray moved = itemsOf(ask(client(), movements));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved[0][u"kind"].toString(), QStringLiteral("sale"));
        QCOMPARE(moved[0][u"quantity"].toInt(), -3);

        // … and, once it was delivered, in the audit trail.
        ApiRequest audit = get(QStringLiteral("/api/v1/audit/events"));
        audit.query.addQueryItem(QStringLiteral("entity_id"), order);
        QJsonArray events;
        QTRY_VERIFY_WITH_TIMEOUT(!(events = itemsOf(ask(client(), audit))).isEmpty(), kPatience);
        QVERIFY(events[0][u"action"].toString().startsWith(QStringLiteral("order.")));
        QCOMPARE(events[0][u"actor"][u"id"].toString(), m_desktop->session().profile().id);
    }

    void theNextStartAsksToSignIn()
    {
        openWindow(Language::English);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().findChild<FirstRunWizard *>(), kPatience);
        makeShopByTheWizard(QStringLiteral("en"));
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        m_desktop.reset();
        m_server.reset();
        QVERIFY(startServer());
        openWindow(Language::English);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "signIn.email"), kPatience);
        QVERIFY(signIn(*m_desktop, kEmail, kPassword));
        QCOMPARE(m_desktop->session().profile().shopName, QStringLiteral("Toko Melati"));
    }
};

QTEST_MAIN(FirstSaleTest)
#include "FirstSaleTest.moc"
