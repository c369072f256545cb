// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/imports/ImportStart.h"

#include "ui/panels/ListSection.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/OptionCard.h"
#include "ui/widgets/PageHeader.h"

#include <QPainter>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastFile = 200;
}

ImportStart::ImportStart(ImportsModel &model, QWidget *parent)
    : Page(parent), m_model(model), m_header(new PageHeader), m_banner(new Banner(Tone::Danger)),
      m_products(new OptionCard), m_sales(new OptionCard), m_drop(new QWidget), m_dropWords(new Label(tok::Type::Body)),
      m_rules(new Label(tok::Type::Small, "muted")),
      m_choose(new Button(Button::Kind::Primary, QStringLiteral("file-input"))),
      m_template(new Button(Button::Kind::Secondary, QStringLiteral("download"))),
      m_earlier(new Label(tok::Type::Heading)), m_list(new ListSection(model, tok::row, QStringLiteral("imports")))
{
    m_banner->setObjectName(QStringLiteral("import.refused"));
    m_products->setObjectName(QStringLiteral("import.kind.products"));
    m_sales->setObjectName(QStringLiteral("import.kind.sales"));
    m_choose->setObjectName(QStringLiteral("import.choose"));
    m_choose->setKeys(QKeySequence::Open);
    m_template->setObjectName(QStringLiteral("import.template"));
    m_products->setChecked(true);
    m_banner->hide();

    auto *kinds = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    kinds->addWidget(m_products, 1);
    kinds->addWidget(m_sales, 1);
    auto *words = boxOn<QVBoxLayout>(nullptr, 0, 2);
    words->addWidget(m_dropWords);
    m_rules->setWrapped();
    words->addWidget(m_rules);
    auto *drop = boxOn<QHBoxLayout>(m_drop, tok::s4, tok::s3);
    drop->addLayout(words, 1);
    drop->addWidget(m_template);
    drop->addWidget(m_choose);

    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addLayout(kinds);
    column->addWidget(m_drop);
    column->addSpacing(tok::s2);
    column->addWidget(m_earlier);
    column->addWidget(m_list, 1);

    m_list->filters()->setSearchShown(false);
    m_list->table()->setColumns(ImportsModel::File, kLeastFile, {{260, 0}, {160, 2}, {140, 1}, {96, 0}, {190, 0}});
    connect(m_choose, &QPushButton::clicked, this, &ImportStart::fileAsked);
    connect(m_template, &QPushButton::clicked, this, [this] { Q_EMIT templateAsked(kind()); });
    connect(m_products, &QAbstractButton::toggled, this, [this] { retranslate(); });
    connect(m_list->table(), &DataTable::rowOpened, this,
            [this](int row) { Q_EMIT opened(m_model.item(row)[u"id"].toString()); });
    retranslate();
}

QString ImportStart::kind() const
{
    return m_sales->isChecked() ? QStringLiteral("sales") : QStringLiteral("products");
}

void ImportStart::say(const QString &problem)
{
    m_banner->setTexts(problem, {});
    m_banner->setVisible(!problem.isEmpty());
}

void ImportStart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::color(&tok::Colors::control), 1, Qt::DashLine));
    painter.setBrush(Theme::color(&tok::Colors::surface));
    painter.drawRoundedRect(QRectF(m_drop->geometry()).adjusted(0.5, 0.5, -0.5, -0.5), tok::radiusCard,
                            tok::radiusCard);
}

void ImportStart::retranslate()
{
    m_header->setTexts(tr("Import"), tr("Products and past sales from a file of another system"));
    m_products->setTexts(tr("Products"), tr("With prices, barcodes, categories and stock. Can be undone."));
    m_sales->setTexts(tr("Past sales"), tr("Invoices become orders, refunds and stock movements. They stay."));
    m_dropWords->setText(tr("Drop a CSV file here, or choose it."));
    m_rules->setText(kind() == QLatin1String("sales")
                         ? tr("One line an item: invoice, SKU, quantity, time, price. Nothing is written before you "
                              "have seen what would happen.")
                         : tr("One line a product: SKU, name, price. Nothing is written before you have seen what "
                              "would happen."));
    m_choose->setLabel(tr("Choose a file…"));
    m_template->setLabel(tr("Template…"));
    m_template->setToolTip(tr("A file to start from, with the headings and one example line"));
    m_earlier->setText(tr("Imports so far"));
    m_list->setWords({QStringLiteral("file-input"), tr("No imports yet"),
                      tr("Each import stays in this list with what became of every line.")});
    m_list->filters()->setSpecs(
        {{QStringLiteral("kind"),
          tr("What it holds"),
          FilterSpec::Kind::Choice,
          {{QStringLiteral("products"), tr("Products")}, {QStringLiteral("sales"), tr("Past sales")}}}});
    update();
}

} // namespace pos::ui
