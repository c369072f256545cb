// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/StockCard.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/models/StockLevelsModel.h"
#include "ui/stock/MovementWords.h"
#include "ui/stock/StockItem.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/BusyBar.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PaneHead.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QShortcut>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 20;
}

StockCard::StockCard(ApiClient &client, const Profile &profile, QWidget *parent)
    : Page(parent), m_client(client), m_profile(profile), m_movements(client, MovementsModel::Layout::Item),
      m_head(new PaneHead(QStringLiteral("stockCard"))), m_banner(new Banner(Tone::Danger)),
      m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_question(new Label(tok::Type::Title)), m_sum(new QGridLayout), m_proof(new Label(tok::Type::Small, "success")),
      m_busy(new BusyBar), m_table(new DataTable(tok::rowThumb)), m_hint(new Label(tok::Type::Small, "faint")),
      m_adjust(new Button(Button::Kind::Secondary, QStringLiteral("pencil"))),
      m_receive(new Button(Button::Kind::Secondary, QStringLiteral("plus"))), m_product(new Button(Button::Kind::Ghost))
{
    const bool seesCost = profile.may(contract::Permission::ProductsWrite);
    m_movements.setFormat(profile.money, ShopTime(profile.zone), seesCost);
    m_movements.setZone(profile.zone);
    build();
    connect(m_head, &PaneHead::closeRequested, this, &StockCard::closeRequested);
    connect(m_retry, &QPushButton::clicked, this, &StockCard::reload);
    connect(m_adjust, &QPushButton::clicked, this, [this] { Q_EMIT adjustAsked(m_variant); });
    connect(m_receive, &QPushButton::clicked, this, [this] { Q_EMIT receiveAsked(m_card); });
    connect(m_product, &QPushButton::clicked, this, [this] { Q_EMIT productAsked(m_card[u"product_id"].toString()); });
    connect(m_table, &DataTable::rowOpened, this, [this](int row) { Q_EMIT documentAsked(m_movements.item(row)); });
    connect(&m_movements, &CursorTableModel::stateChanged, this, &StockCard::showState);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &StockCard::closeRequested);
    retranslate();
}

void StockCard::build()
{
    auto *frame = new QFrame;
    frame->setProperty("box", QStringLiteral("pane"));
    boxOn<QVBoxLayout>(this)->addWidget(frame);
    auto *column = boxOn<QVBoxLayout>(frame);
    column->addWidget(m_head);
    column->addWidget(makeHairline());
    column->addWidget(m_banner);
    m_banner->addAction(m_retry);
    m_banner->hide();

    auto *why = boxOn<QVBoxLayout>(nullptr, 0, tok::s2);
    why->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    m_question->setWrapped();
    why->addWidget(m_question);
    m_sum->setVerticalSpacing(tok::s1);
    m_sum->setHorizontalSpacing(tok::s3);
    m_sum->setColumnStretch(0, 1);
    why->addLayout(m_sum);
    m_proof->setWrapped();
    why->addWidget(m_proof);
    column->addLayout(why);
    column->addWidget(makeHairline());
    m_table->setModel(&m_movements);
    m_table->setColumns(0, 170, {{190, 0}, {76, 0}, {92, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_busy);
    column->addWidget(m_table, 1);
    column->addWidget(makeHairline());
    auto *foot = boxOn<QVBoxLayout>(nullptr, 0, tok::s2);
    foot->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    m_hint->setWrapped();
    foot->addWidget(m_hint);
    auto *buttons = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    buttons->addWidget(m_adjust);
    buttons->addWidget(m_receive);
    buttons->addStretch();
    buttons->addWidget(m_product);
    foot->addLayout(buttons);
    column->addLayout(foot);

    const bool may = m_profile.may(contract::Permission::StockWrite);
    m_adjust->setVisible(may);
    m_receive->setVisible(may);
    m_question->setObjectName(QStringLiteral("stockCard.question"));
    m_proof->setObjectName(QStringLiteral("stockCard.proof"));
    m_table->setObjectName(QStringLiteral("stockCard.table"));
    m_banner->setObjectName(QStringLiteral("stockCard.banner"));
    m_busy->setObjectName(QStringLiteral("stockCard.busy"));
    m_retry->setObjectName(QStringLiteral("stockCard.retry"));
    m_adjust->setObjectName(QStringLiteral("stockCard.adjust"));
    m_receive->setObjectName(QStringLiteral("stockCard.receive"));
    m_product->setObjectName(QStringLiteral("stockCard.product"));
}

void StockCard::open(const QString &variant)
{
    m_variant = variant;
    m_card = {};
    m_movements.forget();
    fill();
    reload();
}

void StockCard::reload()
{
    if (m_variant.isEmpty())
        return;
    load();
    m_movements.setFilters({}, {{QStringLiteral("variant_id"), m_variant}});
}

void StockCard::load()
{
    m_error.reset();
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/stock/variants/") + m_variant;
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (answer)
            m_card = answer->document;
        else
            m_error = answer.error();
        fill();
        showState();
    });
}

void StockCard::showState()
{
    m_busy->setBusy(m_movements.isBusy());
    m_busy->setVisible(m_movements.isBusy());
    const auto error = m_error ? m_error : m_movements.error();
    if (error)
        m_banner->setTexts(ErrorWords::sentence(*error), {});
    m_banner->setVisible(error.has_value());
    m_table->setStale(error.has_value());
}

void StockCard::fill()
{
    const bool known = isKnown();
    const MoneyFormat &format = m_profile.money;
    const auto state = StockLevelsModel::stateOf(m_card);
    m_head->setState(known ? state.words : QString(), state.tone);
    QStringList facts{m_card[u"sku"].toString()};
    if (m_profile.may(contract::Permission::ProductsWrite) && known)
        facts.append(tr("average cost %1").arg(format.format(moneyIn(m_card, "average_cost"))));
    m_head->setHeading(known ? StockItem::fromLevel(m_card).name : QString(), facts.join(QStringLiteral(" · ")));
    const QString onHand = format.format(quantityIn(m_card, "on_hand")) + u' ' + m_card[u"unit"].toString();
    m_question->setText(known ? tr("Why is this %1?").arg(onHand.trimmed()) : QString());
    fillSum();
    const bool holds = m_card[u"holds"].toBool();
    m_proof->setTone(holds ? "success" : "danger");
    m_proof->setText(!known  ? QString()
                     : holds ? tr("The movements below add up to it exactly.")
                             : tr("The movements below do not add up to it. Tell who looks after the server."));
    m_receive->setBlocked(known ? QString() : tr("Being loaded"));
    m_product->setBlocked(known ? QString() : tr("Being loaded"));
}

void StockCard::fillSum()
{
    qDeleteAll(m_sumCells);
    m_sumCells.clear();
    int row = 0;
    const auto add = [&](const QString &words, const QString &number, tok::Type type, const char *tone) {
        auto *left = new Label(type, tone);
        left->setText(words);
        auto *right = new Label(type, tone);
        right->setText(number);
        m_sum->addWidget(left, row, 0);
        m_sum->addWidget(right, row++, 1, Qt::AlignRight);
        m_sumCells << left << right;
    };
    for (const QJsonValue &value : m_card[u"totals"].toArray()) {
        const QJsonObject total = value.toObject();
        const int count = total[u"count"].toInt();
        const QString kind = MovementWords::kind(total[u"kind"].toString());
        add(count > 1 ? tr("%1, %2 times").arg(kind).arg(count) : kind,
            MovementWords::signedQuantity(quantityIn(total, "quantity"), m_profile.money), tok::Type::Body, "muted");
    }
    if (isKnown())
        add(tr("On hand"), m_profile.money.format(quantityIn(m_card, "on_hand")), tok::Type::Strong, "");
}

void StockCard::takeFocus()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

void StockCard::retranslate()
{
    m_retry->setLabel(tr("Retry"));
    m_hint->setText(m_profile.may(contract::Permission::ProductsWrite)
                        ? tr("Below each stock its average cost. Enter opens a movement's document.")
                        : tr("Enter opens the document of a movement."));
    m_adjust->setLabel(tr("Put it right"));
    m_receive->setLabel(tr("Receive"));
    m_product->setLabel(tr("Product"));
    m_table->setAccessibleName(tr("Movements of this product"));
    m_movements.retranslate();
    fill();
}

} // namespace pos::ui
