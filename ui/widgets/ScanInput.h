// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QKeyEvent)

namespace pos::ui {

// A barcode scanner is a keyboard that nobody can type as fast as. A burst of keys ended by Enter or Tab
// is taken out of the field that had the focus and told as scanned(), wherever in the page the focus is.
// A question over the page is not answered by a scanner's Enter either. Times are those of the key
// events, not of their handling; keys without a time are typed by hand.
class ScanInput final : public QObject {
    Q_OBJECT
public:
    static constexpr quint64 kGap = 30; // ms from key to key, at most
    static constexpr int kLeast = 4;    // characters

    explicit ScanInput(QWidget *page);

Q_SIGNALS:
    void scanned(const QString &code);
    // From what may be the first key of a burst to its end: what fills fields meanwhile would be taken
    // for typing, and put back.
    void readingChanged(bool reading);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Place { Page, Question, Elsewhere };

    Place placeOf(const QWidget *receiver) const;
    bool isPropagated(const QWidget *receiver, const QEvent *event);
    bool continues(const QKeyEvent &key) const;
    bool press(QWidget *receiver, const QKeyEvent &key, Place place);
    void begin(QWidget *receiver);
    void forget();
    void setReading(bool reading);

    QWidget *m_page;
    QString m_code;
    quint64 m_last = 0;
    std::function<void()> m_restore; // what had the focus, as it was before the burst
    QPointer<QWidget> m_receiver;
    const QEvent *m_event = nullptr;
    bool m_reading = false;
    QTimer m_quiet; // nothing more came: it was a person
};

} // namespace pos::ui
