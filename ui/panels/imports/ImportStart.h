// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ImportsModel.h"
#include "ui/widgets/Page.h"

namespace pos::ui {

class Banner;
class Button;
class Label;
class ListSection;
class OptionCard;
class PageHeader;

// Where an import begins: what the file holds, the file itself, templates to fill, and the imports there
// have been.
class ImportStart final : public Page {
    Q_OBJECT
public:
    explicit ImportStart(ImportsModel &model, QWidget *parent = nullptr);

    ListSection *list() const { return m_list; }
    QString kind() const;
    void say(const QString &problem); // why a file was not taken; empty = nothing

Q_SIGNALS:
    void fileAsked();
    void templateAsked(const QString &kind);
    void opened(const QString &id);

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;

private:
    ImportsModel &m_model;
    PageHeader *m_header;
    Banner *m_banner;
    OptionCard *m_products;
    OptionCard *m_sales;
    QWidget *m_drop;
    Label *m_dropWords;
    Label *m_rules;
    Button *m_choose;
    Button *m_template;
    Label *m_earlier;
    ListSection *m_list;
};

} // namespace pos::ui
