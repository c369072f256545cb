// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/BackupSection.h"

#include "ui/api/ErrorWords.h"
#include "ui/dialogs/RestoreDialog.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QDir>
#include <QProgressBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kTableHeight = 252;
constexpr auto kAgain = std::chrono::seconds(1);
constexpr int kProgressSteps = 1000;
const QString kBackups = QStringLiteral("/api/v1/system/backups");

} // namespace

BackupSection::BackupSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_banner(new Banner(Tone::Danger)), m_title(new Label(tok::Type::Heading)),
      m_schedule(new Label(tok::Type::Body)), m_last(new Label(tok::Type::Body, "muted")),
      m_now(new Button(Button::Kind::Primary, QStringLiteral("archive"))),
      m_progressWords(new Label(tok::Type::Small, "muted")), m_progress(new QProgressBar),
      m_keysTitle(new Label(tok::Type::Heading)), m_keysWords(new Label(tok::Type::Body)),
      m_keysState(new Label(tok::Type::Body, "muted")), m_keysKept(new Button(Button::Kind::Secondary)),
      m_listTitle(new Label(tok::Type::Heading)), m_table(new DataTable(tok::row)),
      m_none(new Label(tok::Type::Body, "muted")),
      m_restore(new Button(Button::Kind::Danger, QStringLiteral("archive-restore")))
{
    build();
    buildKeys();
    buildList();
    content()->addStretch();
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &BackupSection::reload);
    connect(m_now, &QPushButton::clicked, this, &BackupSection::backUp);
    connect(m_keysKept, &QPushButton::clicked, this, &BackupSection::keepKeys);
    connect(m_restore, &QPushButton::clicked, this, &BackupSection::askRestore);
    connect(m_table, &DataTable::rowChosen, this, &BackupSection::showState);
    retranslate();
}

void BackupSection::build()
{
    content()->addWidget(m_banner);
    m_banner->hide();
    m_banner->setObjectName(QStringLiteral("backup.banner"));
    auto *column = addCard();
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    auto *words = boxOn<QVBoxLayout>(nullptr, 0, tok::s1);
    for (Label *label : {m_title, m_schedule, m_last}) {
        label->setWrapped();
        words->addWidget(label);
    }
    line->addLayout(words, 1);
    line->addWidget(m_now, 0, Qt::AlignTop);
    column->addLayout(line);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    column->addWidget(m_progressWords);
    column->addWidget(m_progress);
    m_schedule->setObjectName(QStringLiteral("backup.schedule"));
    m_last->setObjectName(QStringLiteral("backup.last"));
    m_now->setObjectName(QStringLiteral("backup.now"));
    m_progress->setObjectName(QStringLiteral("backup.progress"));
    m_progressWords->setObjectName(QStringLiteral("backup.progressWords"));
}

void BackupSection::buildKeys()
{
    auto *column = addCard();
    m_keysWords->setWrapped();
    m_keysWords->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_keysState->setWrapped();
    column->addWidget(m_keysTitle);
    column->addWidget(m_keysWords);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    line->addWidget(m_keysKept);
    line->addWidget(m_keysState, 1);
    column->addLayout(line);
    m_keysKept->setObjectName(QStringLiteral("backup.keysKept"));
    m_keysState->setObjectName(QStringLiteral("backup.keysState"));
}

void BackupSection::buildList()
{
    auto *column = addCard();
    column->addWidget(m_listTitle);
    column->addWidget(m_none);
    m_backups.setTime(ShopTime(profile().zone));
    m_table->setModel(&m_backups);
    m_table->setObjectName(QStringLiteral("backup.table"));
    m_table->setColumns(BackupsModel::File, 220, {{170, 0}, {140, 1}, {100, 0}, {300, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFixedHeight(kTableHeight);
    column->addWidget(m_table);
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    m_restore->setObjectName(QStringLiteral("backup.restore"));
    foot->addWidget(m_restore);
    foot->addStretch();
    column->addLayout(foot);
}

void BackupSection::start()
{
    reload();
}

void BackupSection::reload()
{
    ApiRequest request;
    request.path = kBackups;
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer) {
            m_banner->setTexts(ErrorWords::sentence(answer.error()), {});
            m_banner->show();
            return;
        }
        m_banner->hide();
        took(answer->document);
    });
}

void BackupSection::took(const QJsonObject &state)
{
    for (const QString &name : state.keys())
        m_state[name] = state[name];
    if (state.contains(QStringLiteral("items")))
        m_backups.setItems(state[u"items"].toArray());
    const bool running = std::as_const(m_state)[u"running"].isObject();
    if (m_wasRunning && !running && std::as_const(m_state)[u"failure"].isNull())
        Q_EMIT said(tr("The backup is made."));
    m_wasRunning = running;
    if (running)
        m_again.start();
    showState();
}

void BackupSection::send(const QByteArray &method, const QString &path, const QJsonObject &body,
                         const QString &confirmation)
{
    ApiRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    client().call(request, this, [this, confirmation](const Result<ApiReply> &answer) {
        if (!answer) {
            m_banner->setTexts(ErrorWords::sentence(answer.error()), {});
            m_banner->show();
            return;
        }
        if (!confirmation.isEmpty())
            Q_EMIT said(confirmation);
        took(answer->document);
    });
}

void BackupSection::backUp()
{
    m_wasRunning = true; // also when it is done before the answer comes
    send("POST", kBackups, {}, {});
    m_again.start();
}

void BackupSection::keepKeys()
{
    send("PUT", kBackups + QStringLiteral("/keys"), {{QStringLiteral("kept"), true}}, tr("Noted. Keep the copy safe."));
}

void BackupSection::askRestore()
{
    const QJsonObject backup = m_backups.item(m_table->currentIndex().row());
    if (backup.isEmpty())
        return;
    auto *dialog =
        new RestoreDialog(profile().slug, ShopTime(profile().zone).dateTime(backup[u"made_at"].toString()), window());
    const QString file = QDir(std::as_const(m_state)[u"folder"].toString()).filePath(backup[u"file"].toString());
    connect(dialog, &QDialog::accepted, this, [this, file] { session().askRestore(file); });
    dialog->open();
}

qint64 BackupSection::expectedBytes() const
{
    for (const QJsonObject &backup : m_backups.items()) {
        if (backup[u"bytes"].toInteger() > 0)
            return backup[u"bytes"].toInteger();
    }
    return 0;
}

QString BackupSection::scheduleWords() const
{
    const QString folder = QDir::toNativeSeparators(std::as_const(m_state)[u"folder"].toString());
    if (m_state.isEmpty())
        return {};
    if (std::as_const(m_state)[u"daily_at"].isNull())
        return tr("The database runs elsewhere and is backed up there. A backup by hand goes into %1.").arg(folder);
    const QTime at = QTime::fromString(std::as_const(m_state)[u"daily_at"].toString(), QStringLiteral("hh:mm"));
    return tr("Every day at %1 into %2. The newest %n are kept. POS_BACKUP_AT and POS_BACKUP_DIR change it.", nullptr,
              std::as_const(m_state)[u"daily_kept"].toInt())
        .arg(QLocale().toString(at, QLocale::ShortFormat), folder);
}

void BackupSection::showProgress()
{
    const QJsonObject running = std::as_const(m_state)[u"running"].toObject();
    m_progress->setVisible(!running.isEmpty());
    m_progressWords->setVisible(!running.isEmpty());
    const qint64 bytes = running[u"bytes"].toInteger();
    const qint64 expected = expectedBytes();
    m_progress->setRange(0, expected > 0 ? kProgressSteps : 0);
    if (expected > 0)
        m_progress->setValue(static_cast<int>(qMin<qint64>(kProgressSteps, bytes * kProgressSteps / expected)));
    m_progressWords->setText(
        expected > 0 ? tr("Being written: %1; the last one had %2. The shop goes on selling.")
                           .arg(BackupsModel::sizeWords(bytes), BackupsModel::sizeWords(expected))
                     : tr("Being written: %1. The shop goes on selling.").arg(BackupsModel::sizeWords(bytes)));
}

void BackupSection::showState()
{
    const ShopTime time(profile().zone);
    m_schedule->setText(scheduleWords());
    const QJsonObject newest = m_backups.item(0);
    const QJsonObject failure = std::as_const(m_state)[u"failure"].toObject();
    m_last->setTone(failure.isEmpty() ? "muted" : "danger");
    if (!failure.isEmpty())
        m_last->setText(tr("The last try, %1, failed: %2")
                            .arg(time.dateTime(failure[u"at"].toString()), failure[u"message"].toString()));
    else if (newest.isEmpty())
        m_last->setText(m_state.isEmpty() ? QString() : tr("There is no backup yet."));
    else
        m_last->setText(tr("The last one: %1, %2.")
                            .arg(time.dateTime(newest[u"made_at"].toString()),
                                 BackupsModel::sizeWords(newest[u"bytes"].toInteger())));
    const bool running = std::as_const(m_state)[u"running"].isObject();
    m_now->setBlocked(running ? tr("One is being made") : m_state.isEmpty() ? tr("Wait a moment") : QString());
    showProgress();

    const QJsonObject keys = std::as_const(m_state)[u"keys"].toObject();
    m_keysWords->setText(tr("Backups do not hold the keys. Without %1 nobody can ever read the names, addresses and "
                            "telephone numbers in them again. Copy that folder to another safe place, apart from the "
                            "backups.")
                             .arg(QDir::toNativeSeparators(keys[u"path"].toString())));
    const QString kept = keys[u"kept_at"].toString();
    m_keysState->setTone(kept.isEmpty() ? "warning" : "muted");
    m_keysState->setText(kept.isEmpty() ? tr("Not confirmed yet.") : tr("Confirmed on %1.").arg(time.dateTime(kept)));
    m_keysKept->setBlocked(m_state.isEmpty() ? tr("Wait a moment") : QString());

    const bool chosen = m_table->currentIndex().isValid();
    m_none->setVisible(!m_state.isEmpty() && m_backups.rowCount() == 0);
    m_table->setVisible(m_backups.rowCount() > 0);
    m_restore->setVisible(m_backups.rowCount() > 0);
    m_restore->setBlocked(
        !session().isServerHere() ? tr("The server runs elsewhere: restore there, with posctl restore")
        : std::as_const(m_state)[u"daily_at"].isNull() ? tr("The database runs elsewhere: restore it there")
        : running                                      ? tr("A backup is being made")
        : !chosen                                      ? tr("Choose a backup first")
                                                       : QString());
}

void BackupSection::retranslate()
{
    m_title->setText(tr("Backups"));
    m_now->setLabel(tr("Back up now"));
    m_progress->setAccessibleName(tr("Progress of the backup"));
    m_keysTitle->setText(tr("Keys"));
    m_keysKept->setLabel(tr("I keep a copy elsewhere"));
    m_listTitle->setText(tr("Bring one back"));
    m_none->setText(tr("The first one appears here."));
    m_table->setAccessibleName(tr("Backups"));
    m_restore->setLabel(tr("Restore\u2026"));
    m_backups.retranslate();
    showState();
}

} // namespace pos::ui
