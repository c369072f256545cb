// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/SettingsSection.h"

#include "ui/panels/DocumentForm.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidest = 1040;
}

SettingsSection::SettingsSection(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_content(nullptr)
{
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("plain"));
    inside->setMaximumWidth(kWidest);
    m_content = boxOn<QVBoxLayout>(inside, 0, tok::s4);
    auto *holder = new QWidget;
    holder->setObjectName(QStringLiteral("plain"));
    auto *row = boxOn<QHBoxLayout>(holder);
    row->setContentsMargins(0, 0, tok::s2, 0);
    row->addWidget(inside, 1);
    row->addStretch();
    row->setStretch(0, 100);
    auto *scroll = new QScrollArea;
    scroll->setWidget(holder);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    boxOn<QVBoxLayout>(this)->addWidget(scroll);
}

QVBoxLayout *SettingsSection::addCard(QVBoxLayout *into)
{
    QFrame *card = makeCard();
    (into ? into : m_content)->addWidget(card);
    return boxOn<QVBoxLayout>(card, tok::s4, tok::s3);
}

QString SettingsSection::blockedWords(const DocumentForm &form)
{
    if (form.isWorking())
        return tr("Being saved");
    if (!form.isLoaded())
        return tr("The newest version is not here yet");
    return form.isDirty() ? QString() : tr("Nothing was changed");
}

} // namespace pos::ui
