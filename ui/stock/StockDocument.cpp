// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/StockDocument.h"

#include "ui/api/ErrorWords.h"
#include "ui/stock/MovementWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/BusyBar.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"

#include <QShortcut>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 20;
}

StockDocument::StockDocument(ApiClient &client, const Profile &profile, QWidget *parent)
    : Page(parent), m_profile(profile), m_lines(client, MovementsModel::Layout::Document),
      m_heading(new ElidedLabel(tok::Type::Heading)), m_facts(new ElidedLabel(tok::Type::Small, "muted")),
      m_reason(new Label(tok::Type::Body)), m_close(new Button(Button::Kind::Ghost, QStringLiteral("x"))),
      m_banner(new Banner(Tone::Danger)), m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_busy(new BusyBar), m_table(new DataTable(tok::rowThumb)), m_hint(new Label(tok::Type::Small, "faint"))
{
    m_lines.setFormat(profile.money, ShopTime(profile.zone), profile.may(contract::Permission::ProductsWrite));
    build();
    connect(m_close, &QPushButton::clicked, this, &StockDocument::closeRequested);
    connect(m_retry, &QPushButton::clicked, &m_lines, &CursorTableModel::retry);
    connect(&m_lines, &CursorTableModel::stateChanged, this, &StockDocument::showState);
    connect(m_table, &DataTable::rowOpened, this,
            [this](int row) { Q_EMIT cardAsked(m_lines.item(row)[u"variant_id"].toString()); });
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &StockDocument::closeRequested);
    retranslate();
}

void StockDocument::build()
{
    auto *frame = new QFrame;
    frame->setProperty("box", QStringLiteral("pane"));
    boxOn<QVBoxLayout>(this)->addWidget(frame);
    auto *column = boxOn<QVBoxLayout>(frame);
    auto *head = boxOn<QVBoxLayout>(nullptr, 0, tok::s1);
    head->setContentsMargins(kSide, tok::s4, tok::s3, tok::s3);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    line->addWidget(m_heading, 1);
    line->addWidget(m_close);
    head->addLayout(line);
    head->addWidget(m_facts);
    m_reason->setWrapped();
    head->addWidget(m_reason);
    column->addLayout(head);
    column->addWidget(makeHairline());
    column->addWidget(m_banner);
    m_banner->addAction(m_retry);
    m_banner->hide();
    m_table->setModel(&m_lines);
    m_table->setColumns(0, 190, {{200, 0}, {76, 0}, {76, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_busy);
    column->addWidget(m_table, 1);
    column->addWidget(makeHairline());
    auto *foot = boxOn<QVBoxLayout>(nullptr);
    foot->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    m_hint->setWrapped();
    foot->addWidget(m_hint);
    column->addLayout(foot);
    m_heading->setObjectName(QStringLiteral("stockDocument.heading"));
    m_table->setObjectName(QStringLiteral("stockDocument.table"));
    m_close->setObjectName(QStringLiteral("stockDocument.close"));
    m_banner->setObjectName(QStringLiteral("stockDocument.banner"));
    m_busy->setObjectName(QStringLiteral("stockDocument.busy"));
}

void StockDocument::open(const QString &id)
{
    m_id = id;
    m_lines.forget();
    m_lines.setFilters({}, {{QStringLiteral("reference_id"), id}});
}

void StockDocument::showState()
{
    const auto &error = m_lines.error();
    m_busy->setBusy(m_lines.isBusy());
    m_busy->setVisible(m_lines.isBusy());
    if (error)
        m_banner->setTexts(ErrorWords::sentence(*error), {});
    m_banner->setVisible(error.has_value());
    const QJsonObject first = m_lines.item(0);
    const QString reference = first[u"reference"].toString();
    const QString kind = MovementWords::kind(first[u"kind"].toString());
    const bool known = m_lines.rowCount() > 0;
    const bool nothing = !known && m_lines.isLoaded();
    m_heading->setLine(nothing               ? tr("Nothing moved")
                       : !known              ? QString()
                       : reference.isEmpty() ? kind
                                             : kind + u' ' + reference);
    m_facts->setLine(known ? ShopTime(m_profile.zone).dateTime(first[u"occurred_at"].toString()) : QString());
    const QString reason = first[u"reason"].toString();
    m_reason->setText(nothing ? tr("All that was counted was right, so nothing had to be corrected.") : reason);
    m_reason->setVisible(nothing || !reason.isEmpty());
}

void StockDocument::takeFocus()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

void StockDocument::retranslate()
{
    m_close->setHint(tr("Close  (Esc)"));
    m_retry->setLabel(tr("Retry"));
    m_hint->setText(tr("Enter opens the stock card of a product."));
    m_table->setAccessibleName(tr("What this document moved"));
    m_lines.retranslate();
    showState();
}

} // namespace pos::ui
