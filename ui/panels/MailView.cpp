// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/MailView.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kTextHeight = 220;
const QString kMails = QStringLiteral("/api/v1/notifications/");

} // namespace

MailView::MailView(ApiClient &client, const QString &name, QWidget *parent)
    : Page(parent), m_client(client), m_state(new Label(tok::Type::Small, "muted")),
      m_title(new Label(tok::Type::Strong)), m_recipient(new Label(tok::Type::Small, "muted")),
      m_text(new QPlainTextEdit), m_copy(new Button(Button::Kind::Primary, QStringLiteral("copy"))),
      m_save(new Button(Button::Kind::Secondary, QStringLiteral("download"))),
      m_retry(new Button(Button::Kind::Secondary, QStringLiteral("send")))
{
    setObjectName(name);
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s2);
    for (Label *label : {m_state, m_title, m_recipient}) {
        label->setWrapped();
        column->addWidget(label);
    }
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(kTextHeight);
    column->addWidget(m_text);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    row->addWidget(m_retry);
    row->addStretch();
    column->addLayout(row);
    m_state->setObjectName(name + QStringLiteral(".state"));
    m_text->setObjectName(name + QStringLiteral(".text"));
    m_copy->setObjectName(name + QStringLiteral(".copy"));
    m_save->setObjectName(name + QStringLiteral(".save"));
    m_retry->setObjectName(name + QStringLiteral(".retry"));
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(code());
        Q_EMIT said(tr("Code copied."));
    });
    connect(m_save, &QPushButton::clicked, this, &MailView::saveEml);
    connect(m_retry, &QPushButton::clicked, this, &MailView::retry);
    retranslate();
}

void MailView::open(const QString &id)
{
    m_id = id;
    m_mail = {};
    m_why.clear();
    m_error.reset();
    showState();
    load();
}

void MailView::close()
{
    m_load.reset();
    m_id.clear();
    m_mail = {};
    m_error.reset();
    m_why.clear();
    showState();
}

void MailView::explain(const QString &why)
{
    m_why = why;
    showState();
}

void MailView::load()
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = kMails + m_id;
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        m_error = answer ? std::nullopt : std::optional(answer.error());
        if (answer)
            m_mail = answer->document;
        showState();
    });
}

// The code stands in a line of its own.
QString MailView::code() const
{
    static const QRegularExpression line(QStringLiteral("^[A-Za-z0-9_-]{86}$"), QRegularExpression::MultilineOption);
    return line.match(std::as_const(m_mail)[u"text"].toString()).captured();
}

void MailView::retry()
{
    ApiRequest request;
    request.method = "POST";
    request.path = kMails + m_id + QStringLiteral("/retry");
    request.body = QJsonObject();
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        m_error = answer ? std::nullopt : std::optional(answer.error());
        if (answer) {
            for (const char *field : {"status", "tries", "error", "sent_at"})
                m_mail[QLatin1String(field)] = answer->document[QLatin1String(field)];
            Q_EMIT said(tr("The mail is on its way again."));
            Q_EMIT changed(answer->document);
        }
        showState();
    });
}

void MailView::saveEml()
{
    auto *dialog =
        new QFileDialog(window(), tr("Save the mail"),
                        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("Mail (*.eml)"));
    dialog->setObjectName(objectName() + QStringLiteral(".file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("eml"));
    dialog->selectFile(std::as_const(m_mail)[u"template"].toString() + QStringLiteral(".eml"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        ApiRequest request;
        request.path = kMails + m_id + QStringLiteral("/eml");
        request.accept = "message/rfc822";
        m_client.call(request, this, [this, file](const Result<ApiReply> &answer) {
            if (answer) {
                write(file, answer->bytes);
                return;
            }
            m_error = answer.error();
            showState();
        });
    });
    dialog->open();
}

void MailView::write(const QString &file, const QByteArray &bytes)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit()) {
        m_error = Error{ErrorCode::Unavailable, QStringLiteral("file"),
                        tr("%1 cannot be written: %2").arg(file, out.errorString())};
        showState();
        return;
    }
    Q_EMIT said(tr("Saved as %1.").arg(file));
}

QString MailView::stateWords() const
{
    const QString status = std::as_const(m_mail)[u"status"].toString();
    const QString why = std::as_const(m_mail)[u"error"].toString();
    if (status == QLatin1String("kept"))
        return tr("No mail server is set up, so this mail was kept here. Hand it over yourself: give them the code, or "
                  "the saved mail.");
    if (status == QLatin1String("queued"))
        return why.isEmpty() ? tr("On its way to the mail server.")
                             : tr("Not sent yet: %1. It is tried again.").arg(why);
    if (status == QLatin1String("sent"))
        return tr("Sent.");
    return tr("Not sent, and given up: %1").arg(why);
}

void MailView::showState()
{
    const bool has = !m_mail.isEmpty();
    m_state->setTone(m_error ? "danger" : "muted");
    m_state->setText(m_error ? ErrorWords::sentence(*m_error) : has ? stateWords() : m_why);
    m_state->setVisible(!m_state->text().isEmpty());
    m_title->setText(std::as_const(m_mail)[u"title"].toString());
    m_recipient->setText(tr("To %1").arg(std::as_const(m_mail)[u"recipient"].toString()));
    m_text->setPlainText(std::as_const(m_mail)[u"text"].toString());
    for (QWidget *part : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_recipient),
                          static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_save)})
        part->setVisible(has);
    m_copy->setVisible(has && !code().isEmpty());
    m_retry->setVisible(std::as_const(m_mail)[u"status"] == QStringLiteral("failed"));
}

void MailView::retranslate()
{
    m_text->setAccessibleName(tr("The mail's text"));
    m_copy->setLabel(tr("Copy the code"));
    m_save->setLabel(tr("Save as .eml"));
    m_retry->setLabel(tr("Send again"));
    showState();
}

} // namespace pos::ui
