// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "ui/widgets/Button.h"

#include <QDialog>

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Banner;
class Field;
class Label;

// Something asked for over the window before it is done: fields, what went wrong, Cancel and the one
// action. It stays open until it was done or is left, and blocks nothing.
class OrderDialog : public QDialog {
    Q_OBJECT
public:
    OrderDialog(const QString &name, const QString &title, QWidget *over);

protected:
    QVBoxLayout *body() const { return m_body; }
    void setAction(const QString &words, Button::Kind kind);
    void setBlocked(const QString &why);
    void setWorking(bool working);
    bool isWorking() const { return m_working; }
    // Errors of fields go to their fields, the rest to the banner.
    void showError(const Error &error, const QHash<QString, Field *> &fields = {});
    void showBanner(const QString &strong, const QString &more = {});
    void hideBanner();
    virtual void submit() = 0;
    void reject() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QVBoxLayout *m_body;
    Banner *m_banner;
    Button *m_cancel;
    Button *m_go = nullptr;
    QHBoxLayout *m_buttons;
    QString m_name;
    QString m_blocked;
    bool m_working = false;
};

} // namespace pos::ui
