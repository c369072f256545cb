// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/ItemPicker.h"

#include "ui/theme/Fonts.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SearchField.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QListWidget>

#include <algorithm>

namespace pos::ui {

namespace {
constexpr int kOffered = 8;
constexpr int kRow = 28;
constexpr qsizetype kLeastCode = 6;

bool isCode(const QString &words)
{
    return words.size() >= kLeastCode
           && std::all_of(words.begin(), words.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

ItemPicker::ItemPicker(ApiClient &client, const QString &name, QWidget *parent)
    : Page(parent), m_client(client), m_edit(new SearchField), m_list(new QListWidget(this))
{
    boxOn<QHBoxLayout>(this)->addWidget(m_edit);
    m_edit->setObjectName(name + QStringLiteral(".find"));
    m_edit->installEventFilter(this);
    m_list->setObjectName(name + QStringLiteral(".found"));
    m_list->setFont(Fonts::of(tok::Type::Body));
    m_list->setProperty("box", QStringLiteral("found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setUniformItemSizes(true);
    m_list->hide();
    connect(m_edit, &SearchField::searched, this, &ItemPicker::search);
    connect(m_list, &QListWidget::itemClicked, this, [this] { choose(m_list->currentRow()); });
    setFocusProxy(m_edit);
    retranslate();
}

ItemPicker::~ItemPicker()
{
    delete m_list;
}

void ItemPicker::setWords(const QString &placeholder)
{
    m_edit->setWords(placeholder);
}

void ItemPicker::takeFocus()
{
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void ItemPicker::clear()
{
    m_call.reset();
    m_entered = false;
    m_items.clear();
    m_searched.clear();
    m_edit->clear();
    m_list->hide();
}

void ItemPicker::search(const QString &words)
{
    m_list->hide();
    m_call.reset();
    m_items.clear();
    if (words.isEmpty())
        return;
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/stock");
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(kOffered));
    request.query.addQueryItem(QStringLiteral("q"), words);
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this, words](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        answered(words, answer);
    });
}

void ItemPicker::answered(const QString &words, const Result<ApiReply> &answer)
{
    const bool entered = std::exchange(m_entered, false);
    if (m_edit->text().trimmed() != words)
        return;
    if (answer) {
        m_searched = words;
        offer(answer->document[u"items"].toArray());
    }
    if (!entered)
        return;
    if (m_items.size() == 1 && answer) {
        choose(0);
    } else if (m_items.isEmpty() || !answer) {
        clear();
        Q_EMIT codeEntered(words); // whose code it is, or what is wrong with the server
    }
}

void ItemPicker::offer(const QJsonArray &levels)
{
    m_items.clear();
    m_list->clear();
    for (const QJsonValue &level : levels) {
        const StockItem item = StockItem::fromLevel(level.toObject());
        m_items.append(item);
        m_list->addItem(item.name + QStringLiteral("   ") + item.sku);
    }
    if (m_items.isEmpty() || !isVisible())
        return;
    m_list->setParent(window()); // over what stands below the field
    m_list->setCurrentRow(0);
    const QPoint at = m_edit->mapTo(window(), QPoint(0, m_edit->height() + tok::s1));
    m_list->setGeometry(at.x(), at.y(), qMax(width(), 320), static_cast<int>(m_items.size()) * kRow + 2 * tok::s2);
    m_list->raise();
    m_list->show();
}

void ItemPicker::choose(int row)
{
    if (row < 0 || row >= m_items.size())
        return;
    const StockItem item = m_items[row];
    clear();
    Q_EMIT picked(item);
}

void ItemPicker::enter()
{
    const QString words = m_edit->text().trimmed();
    if (words.isEmpty())
        return;
    if (m_list->isVisible() && m_searched == words) {
        choose(m_list->currentRow());
        return;
    }
    if (!isCode(words)) {
        m_entered = true;
        search(words);
        return;
    }
    clear();
    Q_EMIT codeEntered(words);
}

bool ItemPicker::move(int by)
{
    if (!m_list->isVisible())
        return false;
    m_list->setCurrentRow(qBound(0, m_list->currentRow() + by, m_list->count() - 1));
    return true;
}

bool ItemPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        m_list->hide();
    if (event->type() != QEvent::KeyPress)
        return Page::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down: return move(1);
    case Qt::Key_Up: return move(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter: enter(); return true;
    case Qt::Key_Escape:
        if (!m_list->isVisible())
            return false;
        m_list->hide();
        return true;
    default: return false;
    }
}

void ItemPicker::hideEvent(QHideEvent *event)
{
    m_list->hide();
    Page::hideEvent(event);
}

void ItemPicker::retranslate()
{
    m_list->setAccessibleName(tr("Products found"));
}

} // namespace pos::ui
