// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/TestCertificate.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractButton>
#include <QCryptographicHash>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class CertificateTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DesktopApplication> m_desktop;
    const TestCertificate m_first = TestCertificate::make("first");
    const TestCertificate m_second = TestCertificate::make("second");

    void use(const TestCertificate &pair) { m_shop->useTls(pair.certificate, pair.key); }
    void open()
    {
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(),
                                        .storeFile = m_folder->filePath(QStringLiteral("desktop.sqlite")),
                                        .language = Language::English,
                                        .look = Look::Light});
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }
    static QString fingerprint(const TestCertificate &pair)
    {
        return QString::fromLatin1(pair.certificate.digest(QCryptographicHash::Sha256).toHex()).toUpper();
    }
    QString shown(const char *label) const
    {
        return find<QLabel>(*m_desktop, label)->text().remove(u' ').remove(u'\n');
    }
    void accept() const { find<QAbstractButton>(*m_desktop, "certificate.accept")->click(); }

private Q_SLOTS:
    void init()
    {
        QVERIFY(!m_first.key.isNull() && !m_second.key.isNull());
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_folder = std::make_unique<QTemporaryDir>();
        use(m_first);
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void anUnknownOneIsRefusedUntilSomebodyAccepts()
    {
        open();
        QTRY_VERIFY(isShown(*m_desktop, "certificate.accept"));
        QCOMPARE(shown("certificate.shown"), fingerprint(m_first));
        QVERIFY(!isShown(*m_desktop, "certificate.confirmed"));
        QVERIFY(m_shop->requests().isEmpty()); // not one byte of a request went to it
        QVERIFY(!find(*m_desktop, "certificate.accept")->hasFocus()); // Enter does not accept by chance
        accept();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
    }

    void theAcceptedOneIsRememberedAndAnotherIsShownBesideIt()
    {
        open();
        QTRY_VERIFY(isShown(*m_desktop, "certificate.accept"));
        accept();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        m_desktop.reset();
        open();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email")); // nobody is asked twice
        m_desktop.reset();

        use(m_second);
        m_shop->forgetRequests();
        open();
        QTRY_VERIFY(isShown(*m_desktop, "certificate.confirmed"));
        QCOMPARE(shown("certificate.confirmed"), fingerprint(m_first));
        QCOMPARE(shown("certificate.shown"), fingerprint(m_second));
        QVERIFY(m_shop->requests().isEmpty());
        accept();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
    }

    void aChangeWhileSomebodyWorksSendsNothingAndLosesNothing()
    {
        open();
        QTRY_VERIFY(isShown(*m_desktop, "certificate.accept"));
        accept();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_desktop->window().workspace()->openPanel(QStringLiteral("products"));
        QTRY_VERIFY(find<DataTable>(*m_desktop, "products.table")->model()->rowCount() > 0);
        find<QAbstractButton>(*m_desktop, "products.new")->click();
        type(find(*m_desktop, "product.name"), QStringLiteral("Sirup Markisa"));

        use(m_second);
        m_shop->forgetRequests();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "certificate.accept"));
        QCOMPARE(shown("certificate.shown"), fingerprint(m_second));
        QVERIFY(m_shop->requests().isEmpty()); // the token stayed here
        accept();
        QTRY_VERIFY(isShown(*m_desktop, "product.name"));
        QCOMPARE(find<QLineEdit>(*m_desktop, "product.name")->text(), QStringLiteral("Sirup Markisa"));
    }
};

QTEST_MAIN(CertificateTest)
#include "CertificateTest.moc"
