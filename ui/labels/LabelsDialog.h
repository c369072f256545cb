// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/labels/LabelsModel.h"

#include <QDialog>

QT_FORWARD_DECLARE_CLASS(QCheckBox)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QPagedPaintDevice)

namespace pos::ui {

class Button;
class ComboBox;
class DataTable;
class Field;
class Label;
class LabelPreview;

// Labels with barcode, name and price: how many of each, on which paper, as they will look; printed or kept
// as PDF.
class LabelsDialog final : public QDialog {
    Q_OBJECT
public:
    static LabelsDialog *show(QWidget *parent, const QList<LabelItem> &items);

    bool writePdf(const QString &path) const;

protected:
    void changeEvent(QEvent *event) override;

private:
    explicit LabelsDialog(QWidget *parent, const QList<LabelItem> &items);

    void build();
    QWidget *makeSettings();
    void connectParts();
    void retranslate();
    LabelSheet sheet() const;
    void showSheet();
    void showRow();
    void countEdited();
    void print();
    void askForPdf();
    void paintOn(QPagedPaintDevice *device) const;
    static std::optional<int> numberIn(const QLineEdit *edit, int least, int most);

    LabelsModel m_model;
    DataTable *m_table;
    QLineEdit *m_count;
    ComboBox *m_paper;
    QLineEdit *m_first;
    Field *m_countField;
    Field *m_paperField;
    Field *m_firstField;
    QCheckBox *m_name;
    QCheckBox *m_price;
    Button *m_same;
    LabelPreview *m_preview;
    Label *m_heading;
    Label *m_pages;
    Label *m_wrong;
    Button *m_before;
    Button *m_after;
    Button *m_print;
    Button *m_pdf;
    Button *m_close;
};

} // namespace pos::ui
