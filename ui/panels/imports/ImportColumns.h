// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/PreviewModel.h"
#include "ui/widgets/Page.h"

#include <QJsonObject>

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace pos::ui {

class Button;
class ComboBox;
class DataTable;
class Field;
class Label;

// How a file is read: separator, encoding and decimal mark as they were found, which column holds which of
// our fields, and its first lines to look at. What is changed here is checked again.
class ImportColumns final : public Page {
    Q_OBJECT
public:
    explicit ImportColumns(QWidget *parent = nullptr);

    // The import as the server says it; head: the first bytes of the file, where it is on this computer.
    void showImport(const QJsonObject &import, const QByteArray &head);
    void setEditable(bool editable);

Q_SIGNALS:
    void checkAsked(const QJsonObject &options, const QJsonObject &mapping);

protected:
    void retranslate() override;

private:
    struct Row {
        QString key;
        ComboBox *box;
        Field *field;
    };

    Row makeRow(const QString &key, const QString &name);
    void makeFields();
    void fill();
    void fillPreview();
    void edited();
    QJsonObject chosenOptions() const;
    QJsonObject chosenMapping() const;

    QGridLayout *m_grid;
    QList<Row> m_format; // encoding, separator, decimal_mark, time_format
    QList<Row> m_fields;
    Label *m_formatTitle;
    Label *m_fieldsTitle;
    Label *m_previewTitle;
    Button *m_check;
    PreviewModel m_preview;
    DataTable *m_table;
    QJsonObject m_import;
    QByteArray m_head;
    bool m_editable = false;
};

} // namespace pos::ui
