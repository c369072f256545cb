// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QScrollArea)

namespace pos::ui {

class Banner;
class Button;
class Label;

// The receipt of one order as the shop's printer would print it: looked at, copied, printed, kept as
// the server's PDF.
class ReceiptView final : public Page {
    Q_OBJECT
public:
    ReceiptView(ApiClient &client, const QString &name, QWidget *parent = nullptr); // NAME.receipt, NAME.print, …

    void open(const QString &order, const QString &number);
    void clear();
    void load();
    bool isLoaded() const { return !m_text.isEmpty(); }
    const QString &text() const { return m_text; }
    Button *printButton() const { return m_print; }
    void print();
    void savePdf();

Q_SIGNALS:
    void said(const QString &confirmation);

protected:
    void retranslate() override;

private:
    void build(const QString &name);
    void setBlocked();
    void writePdf(const QString &file);
    void showError(const QString &sentence);

    ApiClient &m_client;
    QString m_order;
    QString m_number;
    QString m_text;
    std::unique_ptr<QObject> m_load;
    Banner *m_banner;
    Button *m_retry;
    Label *m_paper;
    QScrollArea *m_scroll;
    Button *m_print;
    Button *m_pdf;
    Button *m_copy;
};

} // namespace pos::ui
