// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/PartsSection.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kTableHeight = 216;
}

PartsSection::PartsSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_title(new Label(tok::Type::Heading)),
      m_note(new Label(tok::Type::Small, "muted")), m_error(new Label(tok::Type::Body, "danger")),
      m_table(new DataTable(tok::row))
{
    auto *column = addCard();
    m_note->setWrapped();
    m_error->setWrapped();
    column->addWidget(m_title);
    column->addWidget(m_note);
    column->addWidget(m_error);
    m_error->hide();
    m_table->setModel(&m_parts);
    m_table->setObjectName(QStringLiteral("parts.table"));
    m_table->setColumns(PartsModel::State, 240, {{220, 0}, {400, 0}, {204, 1}});
    m_table->setFixedHeight(kTableHeight);
    column->addWidget(m_table);
    content()->addStretch();
    retranslate();
}

void PartsSection::start()
{
    reload();
}

void PartsSection::reload()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/system/services");
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        m_error->setVisible(!answer);
        if (answer)
            m_parts.setItems(answer->document[u"parts"].toArray());
        else
            m_error->setText(ErrorWords::sentence(answer.error()));
    });
}

void PartsSection::retranslate()
{
    m_title->setText(tr("Embedded and elsewhere"));
    m_note->setText(tr("Each part is embedded until its setting names one that runs elsewhere. Settings stand in "
                       "settings.env of the data folder, and hold from the next start on."));
    m_table->setAccessibleName(tr("Parts of the server"));
    m_parts.retranslate();
}

} // namespace pos::ui
