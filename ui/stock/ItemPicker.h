// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/stock/StockItem.h"
#include "ui/widgets/Page.h"

#include <QPointer>

QT_FORWARD_DECLARE_CLASS(QListWidget)

namespace pos::ui {

class SearchField;

// Finds an item by words; Enter on what no list shows is taken for a code, as from a scanner.
class ItemPicker final : public Page {
    Q_OBJECT
public:
    ItemPicker(ApiClient &client, const QString &name, QWidget *parent = nullptr);
    ~ItemPicker() override;

    void setWords(const QString &placeholder);
    void takeFocus();
    void clear();

Q_SIGNALS:
    void picked(const pos::ui::StockItem &item);
    void codeEntered(const QString &code);

protected:
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void search(const QString &words);
    void answered(const QString &words, const Result<ApiReply> &answer);
    void offer(const QJsonArray &levels);
    void enter();
    void choose(int row);
    bool move(int by);

    ApiClient &m_client;
    SearchField *m_edit;
    QPointer<QListWidget> m_list; // a child of the window while it is shown
    QList<StockItem> m_items;
    QString m_searched; // what m_items are the answer to
    bool m_entered = false; // Enter was pressed before the answer came
    std::unique_ptr<QObject> m_call;
};

} // namespace pos::ui
