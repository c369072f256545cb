// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/ProductHead.h"

#include "ui/models/ProductsModel.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/StatusPill.h"

#include <QHBoxLayout>
#include <QTabBar>

namespace pos::ui {

namespace {
constexpr int kSide = 20;
}

ProductHead::ProductHead(QWidget *parent)
    : Page(parent), m_heading(new ElidedLabel(tok::Type::Heading)), m_version(new Label(tok::Type::Small, "muted")),
      m_pill(new StatusPill), m_unsaved(new StatusPill), m_close(new Button(Button::Kind::Ghost, QStringLiteral("x"))),
      m_tabs(new QTabBar)
{
    auto *column = boxOn<QVBoxLayout>(this, 0, 2);
    column->setContentsMargins(kSide, tok::s4, tok::s3, 0);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    line->addWidget(m_heading, 1);
    line->addWidget(m_close);
    column->addLayout(line);
    auto *below = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    below->addWidget(m_version);
    below->addWidget(m_pill);
    below->addWidget(m_unsaved);
    below->addStretch();
    column->addLayout(below);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFont(Fonts::of(tok::Type::Body));
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_tabs->setObjectName(QStringLiteral("product.tabs"));
    m_tabs->addTab({});
    m_tabs->addTab({});
    column->addWidget(m_tabs);
    m_close->setObjectName(QStringLiteral("product.close"));
    connect(m_close, &QPushButton::clicked, this, &ProductHead::closeRequested);
    connect(m_tabs, &QTabBar::currentChanged, this, &ProductHead::tabChosen);
    retranslate();
}

void ProductHead::setProduct(const QJsonObject &product, bool isNew, bool isDirty)
{
    m_product = product;
    m_new = isNew;
    m_dirty = isDirty;
    showState();
}

void ProductHead::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void ProductHead::showState()
{
    const auto state = ProductsModel::stateOf(m_product);
    m_heading->setLine(m_new ? tr("New product") : m_product[u"name"].toString());
    m_version->setText(m_new ? tr("Not saved yet")
                             : tr("%1 · v%2").arg(m_product[u"sku"].toString()).arg(m_product[u"version"].toInt()));
    m_pill->setState(state.words, state.tone);
    m_pill->setVisible(!m_new && !m_dirty);
    m_unsaved->setState(tr("Unsaved changes"), Tone::Info);
    m_unsaved->setVisible(m_dirty && !m_new);
    m_tabs->setTabVisible(Variants, !m_new);
}

void ProductHead::retranslate()
{
    m_close->setHint(tr("Close  (Esc)"));
    m_tabs->setTabText(Details, tr("Details"));
    m_tabs->setTabText(Variants, tr("Variants"));
    m_tabs->setAccessibleName(tr("Parts of the product"));
    showState();
}

} // namespace pos::ui
