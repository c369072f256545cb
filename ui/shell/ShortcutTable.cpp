// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ShortcutTable.h"

#include "ui/shell/PanelList.h"
#include "ui/shell/ShellActions.h"

#include <QCoreApplication>

namespace pos::ui {

namespace {

using Place = ShortcutLine::Place;
using Kind = ShortcutLine::Kind;

QString words(const char *english)
{
    return QCoreApplication::translate("ShortcutTable", english);
}

QList<ShortcutLine> pageShortcuts()
{
    return {
        {Place::OnAPage,
         {QKeySequence(QKeySequence::New)},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Make a new entry"))},
        {Place::OnAPage,
         {QKeySequence(QKeySequence::Save)},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Save what is being edited"))},
        {Place::OnAPage,
         {QKeySequence(QKeySequence::Find)},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Search in this list"))},
        {Place::OnAPage, {Qt::Key_F5}, words(QT_TRANSLATE_NOOP("ShortcutTable", "Load again, or try again"))},
        {Place::OnAPage,
         {Qt::Key_Escape},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Close what lies beside the list"))},
        {Place::OnAPage,
         {Qt::CTRL | Qt::Key_Return},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Finish what is being entered"))},
        {Place::OnAPage, {QKeySequence(QKeySequence::Print)}, words(QT_TRANSLATE_NOOP("ShortcutTable", "Print"))},
        {Place::OnAPage,
         {Qt::CTRL | Qt::SHIFT | Qt::Key_R},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Give money back for an order"))},
        {Place::OnAPage, {Qt::CTRL | Qt::Key_Delete}, words(QT_TRANSLATE_NOOP("ShortcutTable", "Void an order"))},
        {Place::OnAPage,
         {Qt::CTRL | Qt::Key_L},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Print labels for products"))},
        {Place::OnAPage,
         {QKeySequence(QKeySequence::Open)},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Choose a file to import"))},
        {Place::OnAPage,
         {Qt::CTRL | Qt::Key_PageDown, Qt::CTRL | Qt::Key_PageUp},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Go to the next or the previous part of a page"))},
        {Place::Sale, {Qt::Key_F3}, words(QT_TRANSLATE_NOOP("ShortcutTable", "Search a product"))},
        {Place::Sale, {Qt::Key_F2}, words(QT_TRANSLATE_NOOP("ShortcutTable", "Change the quantity"))},
        {Place::Sale, {Qt::CTRL | Qt::Key_D}, words(QT_TRANSLATE_NOOP("ShortcutTable", "Give a discount"))},
        {Place::Sale, {Qt::CTRL | Qt::Key_H}, words(QT_TRANSLATE_NOOP("ShortcutTable", "Hold the order"))},
        {Place::Sale,
         {Qt::CTRL | Qt::SHIFT | Qt::Key_H},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Show the held orders"))},
        {Place::Sale,
         {QKeySequence(QKeySequence::Delete)},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Drop a held order")),
         Kind::Key}, // in their dialog
        {Place::Lists,
         {Qt::Key_Up, Qt::Key_Down},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Go from row to row and show it")),
         Kind::Key},
        {Place::Lists,
         {QKeySequence(QKeySequence::Copy)},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Copy the chosen rows")),
         Kind::Key},
        {Place::Lists,
         {Qt::Key_Tab},
         words(QT_TRANSLATE_NOOP("ShortcutTable", "Leave the list for what lies beside it")),
         Kind::Key},
        {Place::FirstRun, {Qt::ALT | Qt::Key_Left}, words(QT_TRANSLATE_NOOP("ShortcutTable", "One step back"))},
        {Place::FirstRun, {Qt::ALT | Qt::Key_Right}, words(QT_TRANSLATE_NOOP("ShortcutTable", "One step on"))},
    };
}

} // namespace

QList<ShortcutLine> shortcutTable()
{
    QList<ShortcutLine> lines;
    for (const ShellAction &action : shellActions())
        lines.append({Place::Everywhere, action.keys, actionWords(action)});
    for (const PanelEntry &entry : allPanels())
        lines.append({Place::Pages, {entry.keys}, panelTitle(entry)});
    lines.append(pageShortcuts());
    return lines;
}

QString placeWords(Place place)
{
    switch (place) {
    case Place::Everywhere: return words(QT_TRANSLATE_NOOP("ShortcutTable", "Everywhere"));
    case Place::Pages: return words(QT_TRANSLATE_NOOP("ShortcutTable", "Open a page"));
    case Place::OnAPage: return words(QT_TRANSLATE_NOOP("ShortcutTable", "On a page"));
    case Place::Sale: return words(QT_TRANSLATE_NOOP("ShortcutTable", "While selling"));
    case Place::Lists: return words(QT_TRANSLATE_NOOP("ShortcutTable", "In a list"));
    case Place::FirstRun: break;
    }
    return words(QT_TRANSLATE_NOOP("ShortcutTable", "While the shop is set up"));
}

QString shortcutSheet()
{
    QString html = QStringLiteral("<h1>%1</h1>").arg(actionWords(shellAction(ShellCommand::Shortcuts)).toHtmlEscaped());
    std::optional<Place> shown;
    for (const ShortcutLine &line : shortcutTable()) {
        if (shown != line.place) {
            html += (shown ? QStringLiteral("</table>") : QString())
                    + QStringLiteral("<h2>%1</h2><table cellspacing=\"0\" cellpadding=\"3\">")
                          .arg(placeWords(line.place).toHtmlEscaped());
            shown = line.place;
        }
        QStringList keys;
        for (const QKeySequence &one : line.keys)
            keys.append(keyWords(one).toHtmlEscaped());
        html += QStringLiteral("<tr><td width=\"190\"><b>%1</b></td><td>%2</td></tr>")
                    .arg(keys.join(QStringLiteral("  ·  ")), line.words.toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

} // namespace pos::ui
