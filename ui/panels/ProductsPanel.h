// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/labels/LabelCollector.h"
#include "ui/models/ProductsModel.h"
#include "ui/panels/Panel.h"
#include "ui/panels/ProductEditor.h"

namespace pos::ui {

class Button;
class DetailHost;
class DraftOffer;
class ListSection;
class PageHeader;

// What the shop sells: found by name, SKU or barcode, changed beside the list.
class ProductsPanel final : public Panel {
    Q_OBJECT
public:
    ProductsPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Products"); }
    void start() override;
    void open(const QString &id) override;
    void reload() override;
    void takeFocus() override;
    void leave(std::function<void()> then) override;
    bool isUnsaved() const override { return m_editor->isDirty(); }

    void addNew();

protected:
    void retranslate() override;

private:
    void choose(int row);
    void closeEditor();
    void loadCategories();
    void loadTaxClasses();
    void showSelection();
    void setFilters();
    void restoreDraft(const QJsonObject &draft);
    void productSaved(const QJsonObject &product, bool isNew);

    ProductsModel m_model;
    LabelCollector m_collector;
    PageHeader *m_header;
    Button *m_labels;
    Button *m_new;
    Button *m_firstNew;
    ListSection *m_list;
    ProductEditor *m_editor;
    DetailHost *m_host;
    Drafts *m_drafts;
    DraftOffer *m_offer;
    ProductEditor::Choices m_categories;
};

} // namespace pos::ui
