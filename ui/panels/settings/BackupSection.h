// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/BackupsModel.h"
#include "ui/panels/settings/SettingsSection.h"

#include <QTimer>

QT_FORWARD_DECLARE_CLASS(QProgressBar)

namespace pos::ui {

class Banner;
class DataTable;
class Label;

// The backups: when and where they are made, one now, one brought back; and the keys, which are in none of them.
class BackupSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit BackupSection(Session &session, QWidget *parent = nullptr);

    void start() override;
    void reload() override;

protected:
    void retranslate() override;

private:
    void build();
    void buildKeys();
    void buildList();
    void backUp();
    void keepKeys();
    void send(const QByteArray &method, const QString &path, const QJsonObject &body, const QString &confirmation);
    void took(const QJsonObject &state);
    void askRestore();
    void showState();
    void showProgress();
    QString scheduleWords() const;
    qint64 expectedBytes() const;

    BackupsModel m_backups;
    QJsonObject m_state;
    bool m_wasRunning = false;
    QTimer m_again; // while one is made
    Banner *m_banner;
    Label *m_title;
    Label *m_schedule;
    Label *m_last;
    Button *m_now;
    Label *m_progressWords;
    QProgressBar *m_progress;
    Label *m_keysTitle;
    Label *m_keysWords;
    Label *m_keysState;
    Button *m_keysKept;
    Label *m_listTitle;
    DataTable *m_table;
    Label *m_none;
    Button *m_restore;
};

} // namespace pos::ui
