// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CommandPalette.h"

#include "ui/api/ErrorWords.h"
#include "ui/shell/PaletteDelegate.h"
#include "ui/shell/PanelList.h"
#include "ui/theme/Icons.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SearchField.h"

#include <QJsonArray>
#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace pos::ui {

namespace {

constexpr int kWidth = 560;
constexpr int kHeight = 420;
constexpr int kLeastLetters = 2;

QString joined(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : first + QStringLiteral("  ·  ") + second;
}

QString productText(const QJsonObject &product)
{
    return joined(product[u"name"].toString(), product[u"sku"].toString());
}

QString orderText(const QJsonObject &order)
{
    return joined(order[u"number"].toString(), order[u"external_ref"].toString());
}

bool holdsAll(const QString &text, const QString &words)
{
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

CommandPalette::CommandPalette(Session &session, QWidget *parent)
    : QFrame(parent), m_session(session), m_field(new SearchField), m_list(new QListView),
      m_note(new Label(tok::Type::Small, "muted")), m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("palette"));
    setProperty("box", QStringLiteral("popup"));
    auto *column = boxOn<QVBoxLayout>(this, tok::s2, tok::s1);
    m_field->setObjectName(QStringLiteral("palette.field"));
    m_list->setObjectName(QStringLiteral("palette.list"));
    m_note->setObjectName(QStringLiteral("palette.note"));
    m_list->setProperty("box", QStringLiteral("menu"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_note->setContentsMargins(10, 6, 10, 6);
    m_note->setWrapped();
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_note);
    connect(m_field, &QLineEdit::textEdited, this, &CommandPalette::offer);
    connect(m_field, &SearchField::searched, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    m_field->installEventFilter(this);
    parent->installEventFilter(this);
    hide();
}

void CommandPalette::open()
{
    m_field->setWords(tr("A page, an action, a product, an order or a person"));
    m_list->setAccessibleName(tr("What was found"));
    m_field->clear();
    loadPeople();
    offer({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::place()
{
    const int width = qMin(TextSize::px(kWidth), parentWidget()->width() - 2 * tok::s5);
    const int height = qMin(TextSize::px(kHeight), parentWidget()->height() - 2 * tok::s5);
    setGeometry((parentWidget()->width() - width) / 2, qMin(96, (parentWidget()->height() - height) / 2), width,
                height);
}

QList<CommandPalette::Entry> CommandPalette::pages()
{
    QList<Entry> entries;
    for (const PanelEntry &entry : panelsFor(m_session.profile())) {
        const QString key = QString::fromLatin1(entry.key);
        entries.append({QString::fromLatin1(entry.icon), panelTitle(entry), keyWords(entry.keys),
                        [this, key] { Q_EMIT chosen(key, QString()); }, QStringLiteral("page.") + key});
    }
    return entries;
}

QList<CommandPalette::Entry> CommandPalette::actions()
{
    QList<Entry> entries;
    const Profile &profile = m_session.profile();
    for (const PanelEntry &entry : panelsFor(profile)) {
        if (!entry.action || !profile.may(entry.actionPermission))
            continue;
        const QString key = QString::fromLatin1(entry.key);
        entries.append({QStringLiteral("plus"),
                        panelAction(entry),
                        {},
                        [this, key] { Q_EMIT chosen(key, QStringLiteral("")); },
                        QStringLiteral("new.") + key});
    }
    for (const ShellAction &action : shellActions()) {
        if (action.command != ShellCommand::Find)
            entries.append({QString::fromLatin1(action.icon), actionWords(action), keyWords(action.keys.first()),
                            [this, command = action.command] { Q_EMIT asked(command); },
                            QStringLiteral("action.") + QLatin1String(action.id)});
    }
    return entries;
}

void CommandPalette::offer(const QString &words)
{
    m_call.reset();
    m_running = 0;
    m_identity.clear();
    m_failure.clear();
    m_words = words.trimmed();
    for (QList<Entry> &entries : m_entries)
        entries.clear();
    for (const auto &[group, all] : {std::pair{Group::Pages, pages()}, {Group::Actions, actions()}}) {
        for (const Entry &entry : all) {
            if (holdsAll(entry.text, m_words))
                entriesOf(group).append(entry);
        }
    }
    offerPeople(m_words);
    showEntries();
}

void CommandPalette::search(const QString &words)
{
    if (words.size() < kLeastLetters)
        return;
    const QString wentTo = m_identity;
    offer(words);
    m_identity = wentTo;
    m_call = std::make_unique<QObject>();
    if (m_session.profile().may(contract::Permission::ProductsRead))
        searchIn({Group::Products, "/api/v1/products", "package", "products", productText}, words);
    if (m_session.profile().may(contract::Permission::OrdersRead))
        searchIn({Group::Orders, "/api/v1/orders", "receipt-text", "orders", orderText}, words);
    showEntries();
}

void CommandPalette::searchIn(const Search &search, const QString &words)
{
    ApiRequest request;
    request.path = QLatin1String(search.path);
    request.query.addQueryItem(QStringLiteral("q"), words);
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("6"));
    ++m_running;
    m_session.client().call(request, m_call.get(), [this, search](const Result<ApiReply> &answer) {
        --m_running;
        if (!answer) {
            showFailed(search.group, answer.error());
            return;
        }
        for (const QJsonValue &value : answer->document[u"items"].toArray()) {
            const QString panel = QLatin1String(search.panel);
            const QString id = value[u"id"].toString();
            entriesOf(search.group)
                .append({QLatin1String(search.icon),
                         search.textOf(value.toObject()),
                         {},
                         [this, panel, id] { Q_EMIT chosen(panel, id); },
                         panel + u'.' + id});
        }
        showEntries();
    });
}

// Names are stored encrypted, so the server cannot search them; a shop's people are few.
void CommandPalette::loadPeople()
{
    const QList<PanelEntry> open = panelsFor(m_session.profile());
    const bool hasPage =
        std::any_of(open.begin(), open.end(), [](const PanelEntry &entry) { return qstrcmp(entry.key, "staff") == 0; });
    if (!hasPage || !m_session.profile().may(contract::Permission::UsersRead))
        return;
    m_peopleCall = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/users");
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("200"));
    m_session.client().call(request, m_peopleCall.get(), [this](const Result<ApiReply> &answer) {
        if (!answer) {
            showFailed(Group::People, answer.error());
            return;
        }
        m_people.clear();
        for (const QJsonValue &value : answer->document[u"items"].toArray())
            m_people.append(value.toObject());
        offerPeople(m_words);
        showEntries();
    });
}

void CommandPalette::offerPeople(const QString &words)
{
    entriesOf(Group::People).clear();
    if (words.size() < kLeastLetters)
        return;
    for (const QJsonObject &person : std::as_const(m_people)) {
        const QString text = joined(person[u"name"].toString(), person[u"email"].toString());
        const QString id = person[u"id"].toString();
        if (holdsAll(text, words))
            entriesOf(Group::People)
                .append({QStringLiteral("user-round"),
                         text,
                         {},
                         [this, id] { Q_EMIT chosen(QStringLiteral("staff"), id); },
                         QStringLiteral("staff.") + id});
    }
}

QString CommandPalette::groupWords(Group group)
{
    switch (group) {
    case Group::Pages: return tr("Pages");
    case Group::Actions: return tr("Actions");
    case Group::Products: return tr("Products");
    case Group::Orders: return tr("Orders");
    case Group::People: break;
    }
    return tr("People");
}

void CommandPalette::showEntries()
{
    m_model->clear();
    m_shown.clear();
    QModelIndex current;
    for (int group = 0; group < kGroups; ++group) {
        const QList<Entry> &entries = m_entries[static_cast<size_t>(group)];
        if (entries.isEmpty())
            continue;
        auto *title = new QStandardItem(groupWords(static_cast<Group>(group)));
        title->setFlags(Qt::NoItemFlags);
        title->setData(true, GroupRole);
        m_model->appendRow(title);
        for (const Entry &entry : entries) {
            auto *item = new QStandardItem(Icons::icon(entry.icon), entry.text);
            item->setData(entry.keys, KeysRole);
            item->setData(m_shown.size(), NumberRole);
            m_model->appendRow(item);
            m_shown.append(entry);
            if (!current.isValid() || entry.identity == m_identity)
                current = item->index();
        }
    }
    m_list->setCurrentIndex(current);
    const QString note = !m_failure.isEmpty()                      ? m_failure
                         : m_shown.isEmpty() && m_running > 0      ? tr("Searching")
                         : m_shown.isEmpty() && !m_words.isEmpty() ? tr("Nothing found")
                                                                   : QString();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void CommandPalette::showFailed(Group group, const Error &error)
{
    m_failure = tr("%1: %2").arg(groupWords(group), ErrorWords::sentence(error));
    showEntries();
}

void CommandPalette::step(int rows)
{
    int row = m_list->currentIndex().row();
    do {
        row += rows;
    } while (m_model->index(row, 0).isValid() && m_model->index(row, 0).data(GroupRole).toBool());
    if (!m_model->index(row, 0).isValid())
        return;
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_identity = m_shown[m_list->currentIndex().data(NumberRole).toInt()].identity;
    if (row == 1)
        m_list->scrollToTop(); // the title of the first group belongs to it
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (!index.isValid() || index.data(GroupRole).toBool())
        return;
    const auto run = m_shown[index.data(NumberRole).toInt()].run;
    hide();
    run();
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
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape: hide(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(m_list->currentIndex()); return true;
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    default: return false;
    }
}

} // namespace pos::ui
