// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/labels/LabelCollector.h"
#include "ui/models/ProductsModel.h"
#include "ui/panels/ListPanel.h"
#include "ui/panels/ProductEditor.h"

namespace pos::ui {

class Button;
class DraftOffer;

// What the shop sells: found by name, SKU or barcode, changed beside the list.
class ProductsPanel final : public ListPanel {
    Q_OBJECT
public:
    ProductsPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Products"); }
    void start() override;
    void open(const QString &id) override;
    void reload() override;
    void leave(std::function<void()> then) override;
    bool isUnsaved() const override { return m_editor->isDirty(); }

    void addNew();

protected:
    void retranslate() override;
    void showInPane(const QJsonObject &product) override;
    QString shownId() const override { return m_editor->productId(); }

private:
    void loadCategories();
    void loadTaxClasses();
    void showSelection();
    void setFilters();
    void restoreDraft(const QJsonObject &draft);
    void productSaved(const QJsonObject &product, bool isNew);

    ProductsModel m_model;
    LabelCollector m_collector;
    Button *m_labels;
    Button *m_new;
    Button *m_firstNew;
    ProductEditor *m_editor;
    Drafts *m_drafts;
    DraftOffer *m_offer;
    ProductEditor::Choices m_categories;
};

} // namespace pos::ui
