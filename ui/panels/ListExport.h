// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/exports/ExportJob.h"
#include "ui/widgets/Page.h"

namespace pos::ui {

class Banner;
class Button;
class JobBar;

// The export of a list: asks where to, shows how far it is, and what came of it until it is put away.
// Takes no room while there is none.
class ListExport final : public Page {
    Q_OBJECT
public:
    ListExport(const CursorTableModel &model, const QString &name, QWidget *parent = nullptr);

    void ask(const QString &title);
    void begin(ExportFormat format, const QString &path);
    bool isWorking() const { return m_job && m_job->state() == ExportJob::State::Working; }

protected:
    void retranslate() override;

private:
    void showJob();
    void putAway();
    QString whyNot() const;

    const CursorTableModel &m_model;
    std::unique_ptr<ExportJob> m_job;
    QWidget *m_card;
    JobBar *m_work;
    Banner *m_banner;
    Button *m_retry;
    Button *m_open;
    Button *m_close;
};

} // namespace pos::ui
