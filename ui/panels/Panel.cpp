// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/Panel.h"

#include "ui/widgets/DataTable.h"

namespace pos::ui {

Panel::Panel(Session &session, LocalStore &store, QWidget *parent) : Page(parent), m_session(session), m_store(store)
{
    setObjectName(QStringLiteral("canvas"));
    setAttribute(Qt::WA_StyledBackground);
}

void Panel::keepLayout(DataTable *table, const QString &key)
{
    const QString name = QStringLiteral("table.") + key;
    table->restoreLayout(m_store.object(name));
    connect(table, &DataTable::layoutEdited, this,
            [this, table, name] { m_store.setObject(name, table->layoutState()); });
}

Drafts *Panel::makeDrafts(const QString &editor)
{
    return new Drafts(m_store, profile().id, editor, this); // ids of people are never given twice, on no server
}

} // namespace pos::ui
