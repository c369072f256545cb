// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeStock.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/panels/Panel.h"
#include "ui/products/PhotoBox.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FilterBar.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>
#include <QTemporaryFile>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;
using namespace Qt::StringLiterals;

// All of a product: units, variants, photo, its stock, and a conflict decided field by field.
class ProductEditorTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeStock> m_stock;
    std::unique_ptr<DesktopApplication> m_desktop;
    QJsonArray m_variants;

    DataTable *table(const char *name) const { return find<DataTable>(*m_desktop, name); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    QPushButton *button(const char *name) const { return find<QPushButton>(*m_desktop, name); }
    QString below(const char *name) const
    {
        return find(*m_desktop, name)->parentWidget()->findChild<QLabel *>(u"below"_s)->text();
    }
    QString errorAt(const char *name) const
    {
        return qobject_cast<Field *>(find(*m_desktop, name)->parentWidget())->error();
    }
    QString coffee() const { return m_shop->products()[5].toObject()[u"id"].toString(); }
    QJsonObject sent(const char *method, const QString &path) const
    {
        const auto all = m_shop->requestsTo(method, path);
        return all.isEmpty() ? QJsonObject() : all.last().body;
    }
    void serveVariants()
    {
        const QJsonObject product = m_shop->products()[5].toObject();
        m_variants = {QJsonObject{{u"id"_s, product[u"variant_id"]},
                                  {u"is_default"_s, true},
                                  {u"sku"_s, u"KSG-250"_s},
                                  {u"name"_s, QString()},
                                  {u"price"_s, 18000},
                                  {u"on_hand"_s, 14},
                                  {u"barcodes"_s, product[u"barcodes"]},
                                  {u"status"_s, u"active"_s},
                                  {u"version"_s, 1}}};
        const QByteArray path = "/api/v1/products/" + coffee().toLatin1() + "/variants";
        m_shop->on("GET " + path, [this](const FakeRequest &) {
            return FakeReply{200, {{u"items"_s, m_variants}, {u"next_cursor"_s, QJsonValue()}}};
        });
        m_shop->on("POST " + path, [this](const FakeRequest &request) {
            if (request.body[u"sku"] == u"TB-350"_s)
                return FakeServer::problem(409, u"sku_taken"_s, u"This SKU is taken."_s,
                                           {QJsonObject{{u"field"_s, u"sku"_s},
                                                        {u"code"_s, u"taken"_s},
                                                        {u"message"_s, u"Another product has this SKU."_s}}});
            QJsonObject made = request.body;
            made[u"id"_s] = u"01900000-0000-7000-8aaa-000000000001"_s;
            made[u"status"_s] = u"active"_s;
            made[u"version"_s] = 1;
            made[u"on_hand"_s] = 0;
            m_variants.append(made);
            return FakeReply{201, made};
        });
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>(u"manager"_s);
        furnish(*m_shop);
        m_stock = std::make_unique<FakeStock>(*m_shop);
        serveVariants();
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        find<QAbstractButton>(*m_desktop, "nav.products")->click();
        QTRY_COMPARE(table("products.table")->model()->rowCount(), 17);
        table("products.table")->selectRow(5);
        QTRY_VERIFY(button("product.archive")->isVisible() && button("product.archive")->isEnabled());
    }
    void cleanup()
    {
        m_desktop.reset();
        m_stock.reset();
        m_shop.reset();
    }

    void unitsAreExactFractions()
    {
        button("product.addUnit")->click();
        type(edit("product.unit.0.name"), u"karton"_s);
        button("product.save")->click();
        QVERIFY(m_shop->requestsTo("PATCH", u"/api/v1/products/"_s + coffee()).isEmpty()); // how many is not said
        type(edit("product.unit.0.factor"), u"24"_s);
        button("product.addUnit")->click();
        type(edit("product.unit.1.name"), u"sendok"_s);
        type(edit("product.unit.1.factor"), u"0,125"_s);
        button("product.save")->click();
        QTRY_VERIFY(!sent("PATCH", u"/api/v1/products/"_s + coffee()).isEmpty());
        const QJsonArray units = sent("PATCH", u"/api/v1/products/"_s + coffee())[u"units"].toArray();
        QCOMPARE(units.size(), 2);
        QCOMPARE(units[0][u"numerator"].toInt(), 24);
        QCOMPARE(units[1][u"numerator"].toInt(), 1);
        QCOMPARE(units[1][u"denominator"].toInt(), 8);
    }

    void aBarcodesCheckDigitIsLookedAt()
    {
        type(edit("product.barcodes"), u"4006381333932"_s);
        QVERIFY(below("product.barcodes").contains(u"end in 1, not 2"_s));
        type(edit("product.barcodes"), u"4006381333931 KSG"_s);
        QCOMPARE(below("product.barcodes"), u"The check digits fit."_s);
        button("product.save")->click();
        QTRY_COMPARE(sent("PATCH", u"/api/v1/products/"_s + coffee())[u"barcodes"].toArray().size(), 2);
    }

    void wordsStandAtAnAmountWhileItIsTyped()
    {
        type(edit("product.price"), u"19.5"_s);
        QCOMPARE(errorAt("product.price"), u"Thousands are written as in Rp1.234.500."_s);
        type(edit("product.price"), u"19.500"_s);
        QVERIFY(errorAt("product.price").isEmpty());
        type(edit("product.low_stock_threshold"), u"-1"_s);
        QVERIFY(!errorAt("product.low_stock_threshold").isEmpty());
        type(edit("product.low_stock_threshold"), u"7,25"_s);
        button("product.save")->click();
        QTRY_COMPARE(sent("PATCH", u"/api/v1/products/"_s + coffee())[u"low_stock_threshold"].toDouble(), 7.25);
    }

    void aConflictIsDecidedFieldByField()
    {
        type(edit("product.price"), u"19.500"_s);
        type(edit("product.name"), u"Kopi Aren Besar"_s);
        m_shop->changeProduct(coffee(), {{u"price"_s, 17000}, {u"name"_s, u"Kopi Aren"_s}, {u"sku"_s, u"KSA-250"_s}});
        button("product.save")->click();
        QTRY_VERIFY(isShown(*m_desktop, "product.conflict"));
        QVERIFY(find<QRadioButton>(*m_desktop, "product.conflict.price.mine")->isChecked());
        QVERIFY(find<QRadioButton>(*m_desktop, "product.conflict.sku.theirs")->isChecked()); // only they changed it
        find<QRadioButton>(*m_desktop, "product.conflict.name.theirs")->click();
        button("product.keepMine")->click();
        QTRY_COMPARE(m_shop->product(coffee())[u"price"].toInt(), 19500);
        QCOMPARE(m_shop->product(coffee())[u"name"].toString(), u"Kopi Aren"_s);
        QCOMPARE(m_shop->product(coffee())[u"sku"].toString(), u"KSA-250"_s);
        QTRY_VERIFY(!isShown(*m_desktop, "product.conflict"));
    }

    void variantsAreMadeAndTheirErrorsStandAtTheirFields()
    {
        new QAbstractItemModelTester(table("variants.table")->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest, table("variants.table"));
        find<QTabBar>(*m_desktop, "product.tabs")->setCurrentIndex(1);
        QTRY_COMPARE(table("variants.table")->model()->rowCount(), 1);
        button("variants.new")->click();
        type(edit("variant.name"), u"Besar"_s);
        type(edit("variant.price"), u"23.000"_s);
        button("variant.save")->click();
        QCOMPARE(errorAt("variant.sku"), u"This is needed."_s);
        type(edit("variant.sku"), u"TB-350"_s);
        button("variant.save")->click();
        QTRY_COMPARE(errorAt("variant.sku"), u"Another product has this SKU."_s);
        auto *panel = m_desktop->window().workspace()->currentPanel();
        QVERIFY(panel->isUnsaved());
        type(edit("variant.sku"), u"KSG-500"_s);
        button("variant.save")->click();
        QTRY_COMPARE(table("variants.table")->model()->rowCount(), 2);
        QCOMPARE(table("variants.table")->model()->index(1, 0).data().toString(), u"Besar"_s);
        QCOMPARE(table("variants.table")->model()->index(1, 1).data().toString(), u"Rp23.000"_s);
        QVERIFY(!panel->isUnsaved());
    }

    void aPhotoIsMadeSmallerAndKept()
    {
        const QByteArray path = "/api/v1/products/" + coffee().toLatin1() + "/photo";
        m_shop->on("PUT " + path, [this](const FakeRequest &) {
            m_shop->changeProduct(coffee(), {{u"photo"_s, u"abc"_s}});
            return FakeReply{200, m_shop->product(coffee())};
        });
        QImage large(3000, 2000, QImage::Format_RGB32);
        large.fill(Qt::darkGreen);
        QMimeData data;
        data.setImageData(large);
        auto *box = m_desktop->window().findChild<PhotoBox *>();
        QVERIFY(box->take(&data));
        QTRY_VERIFY(box->hasPhoto());
        const auto requests = m_shop->requestsTo("PUT", QString::fromLatin1(path));
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests[0].header("content-type"), QByteArray("image/jpeg"));
        QVERIFY(requests[0].header("content-length").toInt() < 200'000);
        // The photo made a new version; saving goes on under it, without a conflict.
        type(edit("product.price"), u"19.500"_s);
        QTRY_VERIFY(button("product.save")->isEnabled());
        m_shop->on("DELETE " + path, {204});
        button("photo.remove")->click();
        QTRY_VERIFY(!box->hasPhoto());
    }

    void whatIsNoPictureIsSaid()
    {
        auto *box = m_desktop->window().findChild<PhotoBox *>();
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("this is no picture");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QVERIFY(box->take(&data));
        QTRY_VERIFY(find<QLabel>(*m_desktop, "photo.words")->text().contains(u"no picture"_s));
        QMimeData words;
        words.setText(u"Kopi"_s);
        QVERIFY(!box->take(&words));
    }

    void theStockCardIsOneKeyAway()
    {
        button("product.why")->click();
        QTRY_VERIFY(isShown(*m_desktop, "stockCard.question"));
        QTRY_COMPARE(find<QLabel>(*m_desktop, "stockCard.question")->text(), u"Why is this 14 pcs?"_s);
        button("stockCard.product")->click(); // and back
        QTRY_COMPARE(m_desktop->window().workspace()->currentPanel()->title(), u"Products"_s);
        QTRY_VERIFY(isShown(*m_desktop, "product.adjust"));
        button("product.adjust")->click();
        QTRY_VERIFY(isShown(*m_desktop, "adjust.quantity"));
    }

    void lowStockIsAFilterOfTheList()
    {
        auto *bar = qobject_cast<FilterBar *>(edit("products.search")->parentWidget());
        bar->setValue(u"low_stock"_s, u"true"_s);
        QTRY_VERIFY(
            !m_shop->requestsTo("GET", u"/api/v1/products"_s).last().query.queryItemValue(u"low_stock"_s).isEmpty());
        QVERIFY(isShown(*m_desktop, "chip.low_stock"));
    }
};

QTEST_MAIN(ProductEditorTest)
#include "ProductEditorTest.moc"
