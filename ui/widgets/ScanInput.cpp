// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ScanInput.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace pos::ui {

namespace {

bool isEnd(const QKeyEvent &key)
{
    return key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter || key.key() == Qt::Key_Tab;
}

bool isCharacter(const QKeyEvent &key)
{
    constexpr Qt::KeyboardModifiers commands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    return !key.text().isEmpty() && key.text().at(0).isPrint() && !(key.modifiers() & commands);
}

bool takesText(const QWidget *widget)
{
    return widget->testAttribute(Qt::WA_InputMethodEnabled);
}

std::function<void()> restorerOf(QWidget *widget)
{
    if (QPointer edit = qobject_cast<QLineEdit *>(widget)) {
        const bool selected = edit->hasSelectedText();
        return [edit, text = edit->text(), cursor = edit->cursorPosition(), from = edit->selectionStart(),
                length = selected ? edit->selectionLength() : 0] {
            if (!edit)
                return;
            edit->setText(text);
            edit->setCursorPosition(cursor);
            if (length > 0)
                edit->setSelection(from, length);
            Q_EMIT edit->textEdited(text); // whoever followed the typing follows it back
        };
    }
    if (QPointer edit = qobject_cast<QPlainTextEdit *>(widget)) {
        return [edit, text = edit->toPlainText(), cursor = edit->textCursor().position()] {
            if (!edit)
                return;
            edit->setPlainText(text);
            QTextCursor place = edit->textCursor();
            place.setPosition(cursor);
            edit->setTextCursor(place);
        };
    }
    return {};
}

// A table passes a letter on to the search of its page: that letter was the scanner's, not the person's.
std::function<void()> restorerOf(QWidget *receiver, QWidget *page)
{
    if (auto restore = restorerOf(receiver))
        return restore;
    QList<std::tuple<QPointer<QLineEdit>, QString, std::function<void()>>> edits;
    for (QLineEdit *edit : page->findChildren<QLineEdit *>()) {
        if (edit->isVisible())
            edits.append({edit, edit->text(), restorerOf(edit)});
    }
    return [edits, receiver = QPointer(receiver)] {
        for (const auto &[edit, text, restore] : edits) {
            if (!edit || edit->text() == text)
                continue;
            restore();
            if (receiver && edit->hasFocus())
                receiver->setFocus();
        }
    };
}

} // namespace

ScanInput::ScanInput(QWidget *page) : QObject(page), m_page(page)
{
    qApp->installEventFilter(this);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(static_cast<int>(3 * kGap));
    connect(&m_quiet, &QTimer::timeout, this, [this] { setReading(false); });
}

ScanInput::Place ScanInput::placeOf(const QWidget *receiver) const
{
    if (!m_page->isVisible())
        return Place::Elsewhere;
    if (QApplication::activeModalWidget())
        return Place::Question;
    // Without a focus the keys come to the window.
    return receiver == m_page || m_page->isAncestorOf(receiver) || receiver->isAncestorOf(m_page) ? Place::Page
                                                                                                  : Place::Elsewhere;
}

// An ignored key comes again to each parent of the one that had the focus.
bool ScanInput::isPropagated(const QWidget *receiver, const QEvent *event)
{
    return event == m_event && m_receiver && receiver != m_receiver && receiver->isAncestorOf(m_receiver);
}

bool ScanInput::continues(const QKeyEvent &key) const
{
    return !m_code.isEmpty() && key.timestamp() != 0 && key.timestamp() - m_last < kGap;
}

void ScanInput::forget()
{
    m_code.clear();
    m_restore = {};
}

void ScanInput::begin(QWidget *receiver)
{
    forget();
    m_restore = restorerOf(receiver, m_page);
}

void ScanInput::setReading(bool reading)
{
    if (reading)
        m_quiet.start();
    else
        m_quiet.stop();
    if (reading == m_reading)
        return;
    m_reading = reading;
    Q_EMIT readingChanged(reading);
}

bool ScanInput::press(QWidget *receiver, const QKeyEvent &key, Place place)
{
    const bool follows = continues(key);
    if (isEnd(key)) {
        const QString code = m_code;
        const auto restore = m_restore;
        forget();
        if (!follows || code.size() < kLeast)
            return false;
        if (restore)
            restore();
        if (place == Place::Page)
            Q_EMIT scanned(code);
        setReading(false);
        return true;
    }
    if (!isCharacter(key)) {
        // A bare Shift comes between a scanner's capitals.
        if (key.key() != Qt::Key_Shift)
            forget();
        return false;
    }
    if (key.timestamp() == 0) {
        forget();
        return false;
    }
    if (!follows)
        begin(receiver);
    m_code += key.text();
    m_last = key.timestamp();
    setReading(true);
    // What takes no text would search its rows, or press its button, for the characters of a code.
    return follows && !takesText(receiver);
}

bool ScanInput::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return false;
    auto *receiver = qobject_cast<QWidget *>(watched);
    if (!receiver || isPropagated(receiver, event))
        return false;
    const Place place = placeOf(receiver);
    if (place == Place::Elsewhere)
        return false;
    const auto &key = static_cast<const QKeyEvent &>(*event);
    if (event->type() == QEvent::ShortcutOverride) {
        // In the middle of a burst no key is a shortcut.
        if (continues(key) && (isEnd(key) || isCharacter(key)))
            event->accept();
        return false;
    }
    m_event = event;
    m_receiver = receiver;
    return press(receiver, key, place);
}

} // namespace pos::ui
