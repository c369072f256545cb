// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Stylesheet.h"

#include <QColor>

#include <algorithm>
#include <vector>

namespace pos::ui {

namespace {

constexpr const char *kSheet = R"(
QWidget#canvas, QMainWindow, QDialog { background: @canvas }
QWidget#rail { background: @rail; border: 0; border-right: 1px solid @line } QWidget#railList { background: @rail }
QStatusBar { background: @rail; border-top: 1px solid @line; min-height: 27px } QStatusBar::item { border: 0 }
QFrame[box="card"] { background: @surface; border: 1px solid @line; border-radius: 8px }
QFrame[box="pane"] { background: @surface; border: 0; border-left: 1px solid @line }
QFrame[box="line"] { background: @line; border: 0; max-height: 1px; min-height: 1px }
QFrame[box="popup"] { background: @surface; border: 1px solid @edge; border-radius: 8px }
QFrame[box="sheet"] { background: @sunken; border: 1px solid @line; border-radius: 6px }
QScrollArea, QScrollArea > QWidget > QWidget#plain { background: transparent; border: 0 }
QLabel { color: @text; background: transparent }
QLabel:disabled { color: @faint }
QLabel[tone="muted"] { color: @muted } QLabel[tone="faint"] { color: @faint } QLabel[tone="danger"] { color: @danger }
QLabel[tone="success"] { color: @success } QLabel[tone="warning"] { color: @warning } QLabel[tone="accent"] { color: @accentText }
QLabel[tone="toast"] { color: @onToast }
QLabel[kbd="true"] { color: @muted; border: 1px solid @line; border-radius: 4px; padding: 0 4px; background: @canvas }
QPushButton { min-height: 30px; padding: 0 12px; border: 1px solid @edge; border-radius: 6px; background: @surface; color: @text }
QPushButton:hover { background: @hover } QPushButton:pressed, QPushButton:checked { background: @pressed }
QPushButton:disabled { color: @faint; background: @sunken; border-color: @line }
QPushButton[kind="primary"] { background: @accent; border-color: @accent; color: @onAccent }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: @accentHover; border-color: @accentHover }
QPushButton[kind="primary"]:disabled { background: @pressed; border-color: @pressed; color: @faint }
QPushButton[kind="danger"] { color: @danger }
QPushButton[kind="danger"]:hover { background: @dangerSoft; border-color: @danger }
QPushButton[kind="danger"]:disabled { color: @faint }
QPushButton[kind="destroy"] { background: @dangerFill; border-color: @dangerFill; color: @onAccent }
QPushButton[kind="ghost"] { background: transparent; border-color: transparent; color: @muted; padding: 0 8px }
QPushButton[kind="ghost"]:hover { background: @hover; color: @text }
QPushButton[kind="link"] { background: transparent; border: 0; color: @accentText; padding: 0; margin: 0 6px; min-height: 24px }
QPushButton[kind="link"][flush="true"] { margin: 0 10px 0 0 }
QPushButton[kind="link"]:hover { text-decoration: underline }
QPushButton[kind="link"]:disabled { color: @faint }
QPushButton[find="true"] { text-align: left; color: @muted; padding: 0 9px; border-color: @edge }
QPushButton[kind="toast"] { background: transparent; border: 0; padding: 0 4px; min-height: 22px; color: @toastLink }
QLineEdit, QComboBox, QPlainTextEdit, QDateEdit { background: @surface; color: @text; border: 1px solid @control; border-radius: 6px;
  padding: 0 9px; selection-background-color: @accent; selection-color: @onAccent }
QLineEdit, QComboBox, QDateEdit { min-height: 30px } QPlainTextEdit { padding: 4px 5px }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QDateEdit:focus { border: 2px solid @focus; padding: 0 8px; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus { min-height: 28px } QPlainTextEdit:focus { padding: 3px 4px }
QLineEdit[bad="true"], QPlainTextEdit[bad="true"], QComboBox[bad="true"] { border-color: @danger }
QLineEdit[quiet="true"] { border-color: @edge }
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled { background: @sunken; color: @muted; border-color: @line }
QComboBox { padding-left: 11px } QComboBox:focus { padding-left: 10px }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 26px }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(:/icons/chevron-mid.svg); width: 14px; height: 14px }
QDateEdit::up-button, QDateEdit::down-button { width: 0; border: 0 }
QComboBox QAbstractItemView, QListView[box="menu"] { background: @surface; border: 1px solid @edge; border-radius: 6px; padding: 4px; outline: 0;
  selection-background-color: @accentSoft; selection-color: @text }
QComboBox QAbstractItemView::item, QListView[box="menu"]::item { min-height: 28px; padding: 0 8px; border-radius: 4px; color: @text }
QComboBox QAbstractItemView::item:selected, QListView[box="menu"]::item:selected { background: @accentSoft; color: @accentText }
QListView[box="menu"] { border: 0; padding: 0 }
QListView[box="found"] { background: @surface; border: 1px solid @edge; border-radius: 6px; padding: 4px; outline: 0;
  selection-background-color: @accentSoft; selection-color: @text }
QListView[box="found"]::item { min-height: 28px; padding: 0 8px; border-radius: 4px; color: @text }
QListView[box="found"]::item:selected { background: @accentSoft; color: @accentText }
QMenu { background: @surface; border: 1px solid @edge; padding: 4px }
QMenu::item { color: @text; padding: 6px 24px 6px 12px; border-radius: 4px; min-width: 120px }
QMenu::item:selected { background: @accentSoft; color: @accentText } QMenu::item:disabled { color: @faint }
QMenu::separator { height: 1px; background: @line; margin: 4px 0 }
QMenu::right-arrow { image: url(:/icons/chevron-side.svg); width: 14px; height: 14px; right: 6px }
QCheckBox, QRadioButton { color: @text; spacing: 8px; background: transparent } QCheckBox:disabled { color: @faint }
QTableView, QTextBrowser { background: @surface; border: 0 }
QTextBrowser { color: @text; selection-background-color: @accent; selection-color: @onAccent; border-radius: 8px }
QTabBar::tab { color: @muted; padding: 7px 2px; margin-right: 16px; border: 0; border-bottom: 2px solid transparent }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent }
QTabBar::tab:hover { color: @text }
QProgressBar { background: @pressed; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px }
QProgressBar::chunk { background: @accent; border-radius: 3px }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px } QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px }
QScrollBar::handle { background: @scroll; border-radius: 3px; min-height: 32px; min-width: 32px } QScrollBar::handle:hover { background: @control }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 } QScrollBar::add-page, QScrollBar::sub-page { background: none }
QToolTip { background: @toast; color: @onToast; border: 0; padding: 4px 8px }
QCalendarWidget QWidget { alternate-background-color: @surface; background: @surface; color: @text }
QCalendarWidget QToolButton { background: transparent; color: @text; border: 0; border-radius: 4px; padding: 4px 8px; icon-size: 0 }
QCalendarWidget QToolButton:hover { background: @hover } QCalendarWidget QToolButton::menu-indicator { image: none }
QCalendarWidget QAbstractItemView { selection-background-color: @accent; selection-color: @onAccent; outline: 0 }
)";

} // namespace

QString stylesheet(const tok::Colors &k)
{
    std::vector<std::pair<QString, QRgb>> names{
        {QStringLiteral("@canvas"), k.canvas},
        {QStringLiteral("@rail"), k.rail},
        {QStringLiteral("@surface"), k.surface},
        {QStringLiteral("@sunken"), k.sunken},
        {QStringLiteral("@hover"), k.hover},
        {QStringLiteral("@pressed"), k.pressed},
        {QStringLiteral("@line"), k.line},
        {QStringLiteral("@edge"), k.edge},
        {QStringLiteral("@scroll"), k.scroll},
        {QStringLiteral("@control"), k.control},
        {QStringLiteral("@text"), k.text},
        {QStringLiteral("@muted"), k.muted},
        {QStringLiteral("@faint"), k.faint},
        {QStringLiteral("@accentHover"), k.accentHover},
        {QStringLiteral("@accentSoft"), k.accentSoft},
        {QStringLiteral("@accentText"), k.accentText},
        {QStringLiteral("@accent"), k.accent},
        {QStringLiteral("@onAccent"), k.onAccent},
        {QStringLiteral("@focus"), k.focus},
        {QStringLiteral("@success"), k.success},
        {QStringLiteral("@warning"), k.warning},
        {QStringLiteral("@dangerSoft"), k.dangerSoft},
        {QStringLiteral("@dangerFill"), k.dangerFill},
        {QStringLiteral("@danger"), k.danger},
        {QStringLiteral("@toastLink"), k.toastLink},
        {QStringLiteral("@toast"), k.toast},
        {QStringLiteral("@onToast"), k.onToast},
    };
    // Longer names first, so that @accent does not eat @accentSoft.
    std::sort(names.begin(), names.end(), [](const auto &a, const auto &b) { return a.first.size() > b.first.size(); });
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto &[name, rgb] : names)
        sheet.replace(name, QColor(rgb).name());
    return sheet;
}

} // namespace pos::ui
