// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/imports/ImportJob.h"
#include "ui/models/ImportsModel.h"
#include "ui/panels/Panel.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class ImportStart;
class ImportView;

// Files of another system on their way into the shop: chosen or dropped, checked, run, and undone.
class ImportPanel final : public Panel {
    Q_OBJECT
public:
    ImportPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Import"); }
    void start() override;
    void open(const QString &id) override;
    void reload() override;
    void takeFocus() override;

    // Begins to import this file, as what is chosen on the page.
    void takeFile(const QString &path);

protected:
    void retranslate() override { }
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void chooseFile();
    void saveTemplate(const QString &kind);
    void showStart();
    void showImport();

    ImportsModel m_model;
    ImportJob m_job;
    ImportStart *m_start;
    ImportView *m_view;
    QStackedWidget *m_stack;
    std::unique_ptr<ImportFile> m_file; // looked at before it is sent
};

} // namespace pos::ui
