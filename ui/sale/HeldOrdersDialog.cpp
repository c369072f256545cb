// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/HeldOrdersDialog.h"

#include "ui/dialogs/ConfirmDialog.h"
#include "ui/panels/ListSection.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastName = 160;
constexpr int kHeight = 300;
}// namespace

HeldOrdersDialog::HeldOrdersDialog(ApiClient &client, const ShopTime &time, QWidget *over,
                                   std::function<void(const QJsonObject &)> taken)
    : OrderDialog(QStringLiteral("held"), tr("Held orders"), over), m_client(client), m_model(client),
      m_list(new ListSection(m_model, tok::row, QStringLiteral("held"))), m_drop(new Button(Button::Kind::Danger)),
      m_taken(std::move(taken))
{
    m_model.setTime(time);
    m_list->filters()->hide();
    m_list->setWords({QStringLiteral("clock-3"), tr("No order is held"),
                      tr("An order that is held waits here, for every till, until it is taken up again.")});
    m_list->setMinimumHeight(kHeight);
    m_list->table()->setColumns(HeldOrdersModel::Name, kLeastName, {{160, 0}, {70, 0}, {160, 0}});
    m_list->table()->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->table()->installEventFilter(this);
    body()->addWidget(m_list, 1);
    m_drop->setObjectName(QStringLiteral("held.drop"));
    m_drop->setLabel(tr("Drop it"));
    m_drop->setKeys(QKeySequence::Delete);
    body()->addWidget(m_drop, 0, Qt::AlignLeft);
    setAction(tr("Take up"), Button::Kind::Primary);
    connect(m_list->table(), &DataTable::rowChosen, this, &HeldOrdersDialog::showState);
    connect(m_list->table(), &QTableView::doubleClicked, this, &HeldOrdersDialog::submit);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (m_model.rowCount() > 0)
            m_list->table()->selectRow(0);
        showState();
    });
    connect(m_drop, &QPushButton::clicked, this, &HeldOrdersDialog::drop);
    showState();
    m_model.reload();
    m_list->table()->setFocus();
}

QJsonObject HeldOrdersDialog::chosen() const
{
    return m_model.item(m_list->table()->currentIndex().row());
}

void HeldOrdersDialog::showState()
{
    const QString why = chosen().isEmpty() ? tr("Choose one first") : QString();
    setBlocked(why);
    m_drop->setBlocked(why);
}

void HeldOrdersDialog::submit()
{
    const QJsonObject cart = chosen();
    if (cart.isEmpty())
        return;
    const auto taken = m_taken;
    accept();
    taken(cart);
}

void HeldOrdersDialog::drop()
{
    const QJsonObject cart = chosen();
    ConfirmDialog::ask(
        this, tr("Drop this held order?"), tr("Nothing was sold with it. It cannot be brought back."),
        {{QStringLiteral("drop"), tr("Drop it"), Button::Kind::Destroy}, {QStringLiteral("stay"), tr("Keep it")}},
        [this, cart](const QString &answer) {
            if (answer != QLatin1String("drop"))
                return;
            ApiRequest request;
            request.method = "DELETE";
            request.path = QStringLiteral("/api/v1/carts/") + cart[u"id"].toString();
            request.ifMatch = '"' + QByteArray::number(cart[u"version"].toInteger()) + '"';
            m_client.call(request, this, [this](const Result<ApiReply> &reply) {
                if (!reply)
                    showError(reply.error());
                m_model.reload();
            });
        });
}

bool HeldOrdersDialog::eventFilter(QObject *, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    submit();
    return true;
}

} // namespace pos::ui
