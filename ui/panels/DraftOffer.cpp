// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/DraftOffer.h"

#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Layouts.h"

#include <QVBoxLayout>

namespace pos::ui {

DraftOffer::DraftOffer(Drafts &drafts, const ShopTime &time, std::function<QString(const QJsonObject &)> nameOf,
                       QWidget *parent)
    : Page(parent), m_drafts(drafts), m_time(time), m_nameOf(std::move(nameOf)), m_banner(new Banner(Tone::Info)),
      m_restore(new Button(Button::Kind::Secondary)), m_discard(new Button(Button::Kind::Ghost))
{
    m_banner->setObjectName(QStringLiteral("draft.banner"));
    m_restore->setObjectName(QStringLiteral("draft.restore"));
    m_discard->setObjectName(QStringLiteral("draft.discard"));
    m_banner->addAction(m_restore);
    m_banner->addAction(m_discard);
    boxOn<QVBoxLayout>(this)->addWidget(m_banner);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto draft = std::exchange(m_draft, {}))
            Q_EMIT restored(draft->content);
    });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        const auto kept = m_drafts.kept();
        if (kept && m_draft && kept->when == m_draft->when)
            m_drafts.drop();
        m_draft.reset();
        hide();
    });
    hide();
    retranslate();
}

void DraftOffer::look()
{
    m_draft = m_drafts.kept();
    setVisible(m_draft.has_value());
    retranslate();
}

void DraftOffer::retranslate()
{
    m_restore->setLabel(tr("Restore"));
    m_discard->setLabel(tr("Discard"));
    if (!m_draft)
        return;
    const QString name = m_nameOf(m_draft->content);
    m_banner->setTexts(
        name.isEmpty() ? tr("Something was not saved") : tr("%1 was not saved").arg(name),
        tr("You typed it %1, then the program ended.").arg(m_time.dateTime(m_draft->when.toString(Qt::ISODateWithMs))));
}

} // namespace pos::ui
