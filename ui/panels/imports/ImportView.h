// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Profile.h"
#include "ui/imports/ImportJob.h"
#include "ui/models/ImportRowsModel.h"
#include "ui/models/ShopTime.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)
QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class Banner;
class Button;
class ImportColumns;
class JobBar;
class ListSection;
class PageHeader;

// One import: how far it is, what it would do or did, line by line, how its file is read, and the next step.
class ImportView final : public Page {
    Q_OBJECT
public:
    ImportView(ImportJob &job, ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    ListSection *list() const { return m_list; }
    void reload();

Q_SIGNALS:
    void closeAsked();
    void ended(); // a run, a cancel or an undo came to its end

protected:
    void retranslate() override;

private:
    void showJob();
    void showWork();
    void showResult();
    void addOutcomes();
    void showOutcomes();
    void showSteps();
    void askUndo();
    QString count(qint64 number) const { return m_profile.money.formatCount(number); }
    QString workWords() const;
    QString summary() const;
    void setFilters();

    ImportJob &m_job;
    const Profile m_profile;
    ImportRowsModel m_rows;
    PageHeader *m_header;
    Button *m_back;
    Button *m_cancel;
    Button *m_undo;
    Button *m_run;
    JobBar *m_work;
    QWidget *m_workCard;
    Banner *m_banner;
    Button *m_retry;
    QHBoxLayout *m_outcomes;
    QHash<QString, Button *> m_numbers; // by outcome
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    ListSection *m_list;
    ImportColumns *m_columns;
    QString m_shownStatus; // of the document and of the work in the window: what was shown last
    QString m_shownId;
};

} // namespace pos::ui
