// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Page.h"

#include <QElapsedTimer>

QT_FORWARD_DECLARE_CLASS(QProgressBar)

namespace pos::ui {

class Button;
class ElidedLabel;
class Label;

// Long work: what is being done, how far it is, how long it may still take, and Cancel.
class JobBar final : public Page {
    Q_OBJECT
public:
    explicit JobBar(const QString &name, QWidget *parent = nullptr); // of its parts: NAME.cancel, NAME.detail

    // Another piece of work begins: the estimate starts anew.
    void begin(const QString &what);
    void setWhat(const QString &what);
    // total 0: nobody knows it yet. detail: how far, in words.
    void setProgress(qint64 done, qint64 total, const QString &detail);
    void setCancelling(bool cancelling);
    void setCancelShown(bool shown); // some work is better brought to its end

    // What is left of work that took `elapsed` for `done` of `total`, in milliseconds; -1 = too early to say.
    static qint64 leftOf(qint64 elapsed, qint64 done, qint64 total);

Q_SIGNALS:
    void cancelAsked();

protected:
    void retranslate() override;

private:
    QString wordsFor(qint64 milliseconds) const;

    Label *m_what;
    QProgressBar *m_bar;
    ElidedLabel *m_detail;
    Button *m_cancel;
    QElapsedTimer m_since;
    qint64 m_from = -1; // how far it was when this was first looked at
    bool m_cancelling = false;
};

} // namespace pos::ui
