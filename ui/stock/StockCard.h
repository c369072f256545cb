// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Profile.h"
#include "ui/models/MovementsModel.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace pos::ui {

class Banner;
class BusyBar;
class Button;
class DataTable;
class Label;
class PaneHead;

// "Why is this 3?": what each kind of movement brought and took, that it adds up, and every movement with
// what was on hand after it, each with its document.
class StockCard final : public Page {
    Q_OBJECT
public:
    StockCard(ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    void open(const QString &variant);
    void reload();
    QString variant() const { return m_variant; }
    void takeFocus();

Q_SIGNALS:
    void closeRequested();
    void documentAsked(const QJsonObject &movement);
    void adjustAsked(const QString &variant);
    void receiveAsked(const QJsonObject &level);
    void productAsked(const QString &product);

protected:
    void retranslate() override;

private:
    void build();
    void load();
    void fill();
    void fillSum();
    void showState();
    bool isKnown() const { return !m_card[QStringLiteral("variant_id")].toString().isEmpty(); }

    ApiClient &m_client;
    Profile m_profile;
    QString m_variant;
    QJsonObject m_card;
    std::optional<Error> m_error;
    std::unique_ptr<QObject> m_load;
    MovementsModel m_movements;

    PaneHead *m_head;
    Banner *m_banner;
    Button *m_retry;
    Label *m_question;
    QGridLayout *m_sum;
    QList<QWidget *> m_sumCells;
    Label *m_proof;
    BusyBar *m_busy;
    DataTable *m_table;
    Label *m_hint;
    Button *m_adjust;
    Button *m_receive;
    Button *m_product;
};

} // namespace pos::ui
