// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/Scanner.h"

#include <QApplication>
#include <QKeyEvent>

namespace pos::ui::test {

namespace {
constexpr quint64 kByHand = 120;
}

void Scanner::press(Qt::Key key, const QString &text, quint64 after, QWidget *to)
{
    QWidget *receiver = to ? to : QApplication::focusWidget();
    if (!receiver)
        receiver = QApplication::activeWindow();
    if (!receiver)
        qFatal("no window has the keyboard");
    m_now += after;
    const auto send = [&](QEvent::Type type) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        event.setTimestamp(m_now);
        QCoreApplication::sendEvent(receiver, &event);
    };
    const QPointer<QWidget> alive = receiver;
    send(QEvent::ShortcutOverride);
    send(QEvent::KeyPress);
    if (alive)
        send(QEvent::KeyRelease);
}

void Scanner::scan(const QString &code, QWidget *to, Qt::Key end)
{
    quint64 after = kPause;
    for (const QChar c : code) {
        press(static_cast<Qt::Key>(c.toUpper().unicode()), QString(c), after, to);
        after = kPace;
    }
    press(end, end == Qt::Key_Tab ? QStringLiteral("\t") : QStringLiteral("\r"), kPace, to);
}

void Scanner::typeByHand(const QString &text, QWidget *to)
{
    for (const QChar c : text)
        press(static_cast<Qt::Key>(c.toUpper().unicode()), QString(c), kByHand, to);
}

} // namespace pos::ui::test
