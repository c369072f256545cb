// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CommandPalette.h"

#include "ui/shell/PanelList.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SearchField.h"

#include <QJsonArray>
#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kWidth = 520;
constexpr int kHeight = 300;
constexpr int kLeastLetters = 2;
enum { CommandRole = Qt::UserRole + 1, ArgumentRole };

QString productText(const QJsonObject &product)
{
    return product[u"name"].toString() + QStringLiteral("  ·  ") + product[u"sku"].toString();
}

QString orderText(const QJsonObject &order)
{
    const QString reference = order[u"external_ref"].toString();
    return order[u"number"].toString() + (reference.isEmpty() ? QString() : QStringLiteral("  ·  ") + reference);
}

} // namespace

CommandPalette::CommandPalette(Session &session, QWidget *parent)
    : QFrame(parent), m_session(session), m_field(new SearchField), m_list(new QListView),
      m_none(new Label(tok::Type::Body, "muted")), m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("palette"));
    setProperty("box", QStringLiteral("popup"));
    auto *column = boxOn<QVBoxLayout>(this, tok::s2, tok::s1);
    m_field->setObjectName(QStringLiteral("palette.field"));
    m_list->setObjectName(QStringLiteral("palette.list"));
    m_list->setProperty("box", QStringLiteral("menu"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({tok::icon, tok::icon});
    m_none->setContentsMargins(10, 8, 10, 8);
    column->addWidget(m_field);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    connect(m_field, &QLineEdit::textEdited, this, &CommandPalette::offer);
    connect(m_field, &SearchField::searched, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    m_field->installEventFilter(this);
    parent->installEventFilter(this);
    hide();
}

void CommandPalette::open()
{
    m_field->setWords(tr("A page, an action, a product or an order"));
    m_list->setAccessibleName(tr("What was found"));
    m_none->setText(tr("Nothing found"));
    m_field->clear();
    offer({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::place()
{
    const int width = qMin(kWidth, parentWidget()->width() - 2 * tok::s5);
    const int height = qMin(kHeight, parentWidget()->height() - 2 * tok::s5);
    setGeometry((parentWidget()->width() - width) / 2, qMin(96, (parentWidget()->height() - height) / 2), width,
                height);
}

QList<CommandPalette::Entry> CommandPalette::fixedEntries() const
{
    QList<Entry> entries;
    const Profile &profile = m_session.profile();
    for (const PanelEntry &entry : panelsFor(profile))
        entries.append({QString::fromLatin1(entry.icon), panelTitle(entry), QStringLiteral("panel"),
                        QString::fromLatin1(entry.key)});
    for (const PanelEntry &entry : panelsFor(profile)) {
        if (entry.action && profile.may(entry.actionPermission))
            entries.append({QStringLiteral("plus"), panelAction(entry), QString::fromLatin1(entry.key), {}});
    }
    entries.append({QStringLiteral("languages"), tr("Change the language"), QStringLiteral("language"), {}});
    entries.append({QStringLiteral("moon"), tr("Dark or light"), QStringLiteral("look"), {}});
    entries.append({QStringLiteral("log-out"), tr("Sign out"), QStringLiteral("sign-out"), {}});
    return entries;
}

void CommandPalette::add(const Entry &entry)
{
    auto *item = new QStandardItem(Icons::icon(entry.icon), entry.text);
    item->setData(entry.command, CommandRole);
    item->setData(entry.argument, ArgumentRole);
    m_model->appendRow(item);
    if (m_model->rowCount() == 1)
        m_list->setCurrentIndex(m_model->index(0, 0));
    m_none->hide();
}

void CommandPalette::offer(const QString &words)
{
    m_call.reset();
    m_model->clear();
    m_none->setVisible(!words.trimmed().isEmpty());
    for (const Entry &entry : fixedEntries()) {
        if (entry.text.contains(words.trimmed(), Qt::CaseInsensitive))
            add(entry);
    }
}

void CommandPalette::search(const QString &words)
{
    if (words.size() < kLeastLetters)
        return;
    offer(words);
    m_call = std::make_unique<QObject>();
    if (m_session.profile().may(contract::Permission::ProductsRead))
        searchIn(QStringLiteral("/api/v1/products"), words, QStringLiteral("package"), QStringLiteral("products"),
                 productText);
    if (m_session.profile().may(contract::Permission::OrdersRead))
        searchIn(QStringLiteral("/api/v1/orders"), words, QStringLiteral("receipt-text"), QStringLiteral("orders"),
                 orderText);
}

void CommandPalette::searchIn(const QString &path, const QString &words, const QString &icon, const QString &command,
                              QString (*textOf)(const QJsonObject &))
{
    ApiRequest request;
    request.path = path;
    request.query.addQueryItem(QStringLiteral("q"), words);
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("6"));
    m_session.client().call(request, m_call.get(), [this, icon, command, textOf](const Result<ApiReply> &answer) {
        if (!answer)
            return;
        for (const QJsonValue &value : answer->document[u"items"].toArray())
            add({icon, textOf(value.toObject()), command, value[u"id"].toString()});
    });
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString command = index.data(CommandRole).toString();
    const QString argument = index.data(ArgumentRole).toString();
    hide();
    Q_EMIT chosen(command, argument);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_field)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const int row = m_list->currentIndex().row();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape: hide(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(m_list->currentIndex()); return true;
    case Qt::Key_Down:
    case Qt::Key_Up: {
        const int step = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down ? 1 : -1;
        m_list->setCurrentIndex(m_model->index(qBound(0, row + step, m_model->rowCount() - 1), 0));
        return true;
    }
    default: return false;
    }
}

} // namespace pos::ui
