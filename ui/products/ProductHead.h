// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Page.h"

#include <QJsonObject>

QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class Button;
class ElidedLabel;
class Label;
class StatusPill;

// Which product the pane is about, how it stands, and the parts of it.
class ProductHead final : public Page {
    Q_OBJECT
public:
    enum Tab { Details, Variants };

    explicit ProductHead(QWidget *parent = nullptr);

    void setProduct(const QJsonObject &product, bool isNew, bool isDirty);
    void setTab(Tab tab);

Q_SIGNALS:
    void closeRequested();
    void tabChosen(int tab);

protected:
    void retranslate() override;

private:
    void showState();

    QJsonObject m_product;
    bool m_new = false;
    bool m_dirty = false;
    ElidedLabel *m_heading;
    Label *m_version;
    StatusPill *m_pill;
    StatusPill *m_unsaved;
    Button *m_close;
    QTabBar *m_tabs;
};

} // namespace pos::ui
