// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/widgets/Page.h"

#include <QFutureWatcher>
#include <QImage>

QT_FORWARD_DECLARE_CLASS(QMimeData)

namespace pos::ui {

class Button;
class Label;

// A product's photo: chosen, dropped or pasted, made smaller here, kept by the server.
class PhotoBox final : public Page {
    Q_OBJECT
public:
    explicit PhotoBox(ApiClient &client, QWidget *parent = nullptr);

    // hasPhoto: there is one to ask for. Without an id there is no product to give one to yet.
    void open(const QString &product, const QString &name, bool hasPhoto);
    void setReadOnly(bool readOnly);
    bool take(const QMimeData *mime); // false: no picture in it
    void choose();
    void paste();
    void remove();
    bool hasPhoto() const { return !m_picture.isNull(); }

Q_SIGNALS:
    void stored(const QByteArray &etag, bool hasPhoto); // the product has a new version

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Made {
        QImage picture;
        QByteArray jpeg;
    };

    void load();
    void make(const QImage &image, const QByteArray &content);
    void made();
    void send(const QByteArray &jpeg);
    void say(const QString &wrong);
    void showState();

    ApiClient &m_client;
    QString m_product;
    QString m_name;
    QImage m_picture;
    QImage m_sent; // until the server has it
    QFutureWatcher<Made> m_making;
    std::unique_ptr<QObject> m_call;
    bool m_readOnly = false;
    QWidget *m_frame;
    Button *m_choose;
    Button *m_paste;
    Button *m_remove;
    Label *m_words;
};

} // namespace pos::ui
