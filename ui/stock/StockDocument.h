// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Profile.h"
#include "ui/models/MovementsModel.h"
#include "ui/widgets/Page.h"

namespace pos::ui {

class Banner;
class BusyBar;
class Button;
class DataTable;
class ElidedLabel;
class Label;

// One receipt, count or adjustment: when, why, and what it moved.
class StockDocument final : public Page {
    Q_OBJECT
public:
    StockDocument(ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    void open(const QString &id);
    void takeFocus();

Q_SIGNALS:
    void closeRequested();
    void cardAsked(const QString &variant);

protected:
    void retranslate() override;

private:
    void build();
    void showState();

    Profile m_profile;
    QString m_id;
    MovementsModel m_lines;
    ElidedLabel *m_heading;
    ElidedLabel *m_facts;
    Label *m_reason;
    Button *m_close;
    Banner *m_banner;
    Button *m_retry;
    BusyBar *m_busy;
    DataTable *m_table;
    Label *m_hint;
};

} // namespace pos::ui
