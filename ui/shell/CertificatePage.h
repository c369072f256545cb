// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace pos::ui {

class Button;
class Label;

// A server shows a certificate that nobody confirmed, or another one than before: both fingerprints, and
// nothing is sent to it until a person accepts the new one.
class CertificatePage final : public Page {
    Q_OBJECT
public:
    explicit CertificatePage(QWidget *parent = nullptr);

    // SHA-256; confirmed is empty when none was confirmed before.
    void ask(const QString &server, const QByteArray &shown, const QByteArray &confirmed);

Q_SIGNALS:
    void accepted(const QByteArray &sha256);
    void connectionsAsked();

protected:
    void retranslate() override;
    void changeEvent(QEvent *event) override;

private:
    void fitTexts();
    static QString words(const QByteArray &sha256);

    QString m_server;
    QByteArray m_shown;
    QByteArray m_confirmed;
    Label *m_title;
    Label *m_text;
    Label *m_beforeTitle;
    QLabel *m_before;
    Label *m_nowTitle;
    QLabel *m_now;
    Button *m_accept;
    Button *m_other;
};

} // namespace pos::ui
