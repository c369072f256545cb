// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ConnectionsDialog.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kListWidth = 220;
constexpr int kFormWidth = 320;
constexpr int kNameLength = 80;
constexpr int kAddressLength = 260;
}// namespace

ConnectionsDialog::ConnectionsDialog(Connections &connections, QWidget *parent)
    : QDialog(parent), m_connections(connections), m_title(new Label(tok::Type::Heading)),
      m_intro(new Label(tok::Type::Body, "muted")), m_list(new QListWidget), m_name(new QLineEdit),
      m_address(new QLineEdit), m_nameField(new Field(m_name)), m_addressField(new Field(m_address)),
      m_add(new Button(Button::Kind::Secondary, QStringLiteral("plus"))), m_remove(new Button(Button::Kind::Danger)),
      m_connect(new Button(Button::Kind::Primary)), m_close(new Button(Button::Kind::Secondary))
{
    setObjectName(QStringLiteral("connections"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    build();
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_isNew = false;
        showChosen();
    });
    connect(m_list, &QListWidget::itemActivated, this, &ConnectionsDialog::connectToIt);
    connect(m_add, &QPushButton::clicked, this, &ConnectionsDialog::addNew);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const auto one = selected())
            m_connections.remove(one->id);
        list(m_connections.current().id);
    });
    connect(m_connect, &QPushButton::clicked, this, &ConnectionsDialog::connectToIt);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_address, &QLineEdit::textEdited, this, [this] { m_addressField->setError({}); });
    retranslate();
    list(connections.current().id);
    m_list->setFocus(Qt::OtherFocusReason);
}

void ConnectionsDialog::build()
{
    m_list->setObjectName(QStringLiteral("connections.list"));
    m_name->setObjectName(QStringLiteral("connections.name"));
    m_address->setObjectName(QStringLiteral("connections.address"));
    m_add->setObjectName(QStringLiteral("connections.add"));
    m_remove->setObjectName(QStringLiteral("connections.remove"));
    m_connect->setObjectName(QStringLiteral("connections.connect"));
    m_close->setObjectName(QStringLiteral("connections.close"));
    m_list->setProperty("box", QStringLiteral("menu"));
    m_list->setFixedWidth(kListWidth);
    m_name->setMaxLength(kNameLength);
    m_address->setMaxLength(kAddressLength);
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_intro->setWrapped();
    auto *column = boxOn<QVBoxLayout>(this, tok::s5, tok::s3);
    column->addWidget(m_title);
    column->addWidget(m_intro);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    auto *side = boxOn<QVBoxLayout>(nullptr, 0, tok::s2);
    side->addWidget(m_list, 1);
    side->addWidget(m_add);
    row->addLayout(side);
    auto *form = new QWidget;
    form->setFixedWidth(kFormWidth);
    auto *fields = boxOn<QVBoxLayout>(form, 0, tok::s3);
    fields->addWidget(m_nameField);
    fields->addWidget(m_addressField);
    fields->addWidget(m_remove, 0, Qt::AlignLeft);
    fields->addStretch();
    row->addWidget(form);
    column->addLayout(row, 1);
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    foot->addStretch();
    foot->addWidget(m_close);
    foot->addWidget(m_connect);
    column->addLayout(foot);
    m_connect->setDefault(true);
}

QString ConnectionsDialog::nameOf(const Connection &connection) const
{
    return connection.isLocal()        ? tr("This computer")
           : connection.name.isEmpty() ? connection.url.authority()
                                       : connection.name;
}

void ConnectionsDialog::list(const QString &id)
{
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const Connection &one : m_connections.all()) {
            auto *item = new QListWidgetItem(nameOf(one), m_list);
            item->setData(Qt::UserRole, one.id);
            if (one.id == id)
                m_list->setCurrentItem(item);
        }
    }
    m_isNew = m_list->count() == 0;
    if (!m_isNew && m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
    showChosen();
}

std::optional<Connection> ConnectionsDialog::selected() const
{
    const QListWidgetItem *item = m_isNew ? nullptr : m_list->currentItem();
    for (const Connection &one : m_connections.all()) {
        if (item && one.id == item->data(Qt::UserRole).toString())
            return one;
    }
    return {};
}

void ConnectionsDialog::showChosen()
{
    const auto one = selected();
    const bool local = one && one->isLocal();
    m_name->setText(local ? tr("This computer") : one ? one->name : QString());
    m_address->setText(one ? one->url.toString() : QString());
    m_name->setReadOnly(local);
    m_address->setReadOnly(local);
    m_addressField->setError({});
    m_remove->setVisible(one && !local);
    m_remove->setBlocked(one && one->id == m_connections.current().id ? tr("This window is on it") : QString());
}

void ConnectionsDialog::addNew()
{
    const QSignalBlocker quiet(m_list);
    m_list->setCurrentRow(-1);
    m_isNew = true;
    showChosen();
    m_name->setFocus(Qt::OtherFocusReason);
}

std::optional<Connection> ConnectionsDialog::typed()
{
    const auto one = selected();
    if (one && one->isLocal())
        return one;
    const auto url = Connections::urlFrom(m_address->text());
    m_addressField->setError(url ? QString() : tr("Write an address such as 192.168.1.20:8080."));
    if (!url) {
        m_address->setFocus(Qt::OtherFocusReason);
        return {};
    }
    return Connection{one ? one->id : QString(), m_name->text().trimmed(), *url};
}

void ConnectionsDialog::connectToIt()
{
    auto one = typed();
    if (!one)
        return;
    if (one->id.isEmpty())
        one = m_connections.add(one->name, one->url);
    else if (!one->isLocal())
        m_connections.change(*one);
    accept();
    Q_EMIT chosen(*one);
}

void ConnectionsDialog::retranslate()
{
    setWindowTitle(tr("Connections"));
    m_title->setText(tr("Connections to servers"));
    m_intro->setText(tr("Which server this window works with. Passwords are not kept here."));
    m_list->setAccessibleName(tr("Known servers"));
    m_nameField->setTexts(tr("Name"), tr("As you call it, for example Kemang branch"));
    m_addressField->setTexts(tr("Address"), tr("For example 192.168.1.20:8080, or https://pos.example.com"));
    m_add->setLabel(tr("Add a server"));
    m_remove->setLabel(tr("Remove"));
    m_connect->setLabel(tr("Connect"));
    m_close->setLabel(tr("Close"));
}

void ConnectionsDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showChosen();
    }
    QDialog::changeEvent(event);
}

} // namespace pos::ui
