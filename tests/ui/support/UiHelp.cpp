// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/UiHelp.h"

#include "tests/ui/support/FakeShop.h"
#include "ui/shell/Workspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QWindow>

namespace pos::ui::test {

void type(QWidget *edit, const QString &text)
{
    edit->setFocus();
    auto *line = qobject_cast<QLineEdit *>(edit);
    if (line)
        line->selectAll();
    if (text.isEmpty())
        QTest::keyClick(edit, Qt::Key_Delete);
    else
        QTest::keyClicks(edit, text);
}

bool signIn(DesktopApplication &desktop, const QString &email, const QString &password)
{
    auto *address = find<QLineEdit>(desktop, "signIn.email");
    if (!address || !QTest::qWaitFor([&] { return address->isVisible(); }))
        return false;
    type(address, email);
    type(find(desktop, "signIn.password"), password);
    find<QAbstractButton>(desktop, "signIn.submit")->click();
    return QTest::qWaitFor([&] { return desktop.window().workspace() != nullptr; });
}

bool bringToFront(DesktopApplication &desktop)
{
    MainWindow &window = desktop.window();
    QCoreApplication::processEvents(); // what the dialog left behind
    return QTest::qWaitFor([&] {
        if (QApplication::activeWindow() != &window)
            QApplication::setActiveWindow(&window);
        if (!window.windowHandle()->isActive())
            window.activateWindow();
        return window.isActiveWindow() && window.windowHandle()->isActive();
    });
}

void openPage(DesktopApplication &desktop, const char *key)
{
    desktop.window().workspace()->openPanel(QLatin1String(key));
}

Result<ApiReply> ask(ApiClient &client, const ApiRequest &request)
{
    std::optional<Result<ApiReply>> answer;
    QObject context;
    client.call(request, &context, [&](const Result<ApiReply> &given) { answer = given; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000))
        return fail({ErrorCode::Internal, QStringLiteral("the test heard nothing"), {}});
    return *answer;
}

void furnish(FakeShop &shop)
{
    const QJsonObject service{{QStringLiteral("kind"), QStringLiteral("service")}};
    const auto low = [](int threshold) {
        return QJsonObject{{QStringLiteral("low_stock_threshold"), threshold}, {QStringLiteral("is_low"), true}};
    };
    const auto add = [&](const char *name, const char *sku, qint64 price, double onHand, const char *category,
                         const QJsonObject &more = {}) {
        shop.products().append(FakeShop::makeProduct(QString::fromUtf8(name), QString::fromUtf8(sku), price, onHand,
                                                     QString::fromUtf8(category), more));
    };
    add("Beras Pandan Wangi 5 kg", "BPW-005", 84500, 6, "c4", low(8));
    add("Brownies Panggang Loyang Besar", "BRW-L", 110000, 9, "c3");
    add("Cappuccino", "CAP-200", 24000, 40, "c2");
    add("Es Teh Manis", "ETM-400", 8000, 126, "c1");
    add("Gula Pasir 1 kg", "GLP-001", 17900, -2, "c4");
    add("Kopi Susu Gula Aren 250 ml", "KSG-250", 18000, 14, "c1", low(24));
    add("Kopi Tubruk", "KTB-180", 12500, 58, "c2");
    add("Kue Nastar Toples 500 g", "NST-500", 95000, 0, "c3");
    add("Nasi Goreng Kampung", "NGK-001", 30000, 0, "c5", service);
    add("Permen Jahe Sachet", "PJS-012", 1500, 1240, "c4");
    add("Roti Tawar Gandum", "RTG-400", 22500, 5, "c3", low(10));
    add("Soto Ayam Lamongan", "SAL-001", 28000, 0, "c5", service);
    add("Susu Kedelai 250 ml", "SKD-250", 9500, 64, "c1");
    add("Susu UHT Full Cream 1 L", "SUF-1000", 19900, 3, "c4", low(12));
    add("Teh Botol 350 ml", "TB-350", 6500, 311, "c1");
    QJsonObject eggs = low(10);
    eggs[QStringLiteral("unit")] = QStringLiteral("kg");
    add("Telur Ayam Negeri (kg)", "TLR-KG", 29800, 7.25, "c4", eggs);
    add("Wafer Cokelat Edisi Lebaran", "WFC-LBR", 14500, 2, "c3",
        {{QStringLiteral("status"), QStringLiteral("archived")}});

    for (int number = 1; number <= 60; ++number) {
        const QString when = QStringLiteral("2026-01-22T%1:%2:11.000Z")
                                 .arg(1 + number / 8, 2, 10, QLatin1Char('0'))
                                 .arg(number % 8 * 7, 2, 10, QLatin1Char('0'));
        const bool refund = number % 17 == 0;
        const QString status = number % 13 == 0   ? QStringLiteral("voided")
                               : number % 19 == 0 ? QStringLiteral("partially_refunded")
                               : number == 59     ? QStringLiteral("awaiting_payment")
                                                  : QStringLiteral("paid");
        shop.orders().append(FakeShop::makeOrder(number, when, refund ? QStringLiteral("paid") : status,
                                                 refund ? QStringLiteral("refund") : QString()));
    }
}

} // namespace pos::ui::test
