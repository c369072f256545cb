// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/HelpWindow.h"

#include "ui/language/Languages.h"
#include "ui/shell/HelpPages.h"
#include "ui/shell/ShellActions.h"
#include "ui/shell/ShortcutTable.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SearchField.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextBrowser>
#include <QUrl>

namespace pos::ui {

namespace {

constexpr QSize kSize(820, 600);
constexpr int kListWidth = 220;
constexpr int kLineHeight = 140; // per cent

// Qt's Markdown knows no style: room between lines and before titles is given here.
void loosen(QTextDocument *document)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        if (cursor.currentTable())
            continue;
        QTextBlockFormat format = block.blockFormat();
        format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(format.headingLevel() > 1 ? tok::s4 : 0);
        format.setBottomMargin(tok::s2);
        cursor.setBlockFormat(format);
    }
}

} // namespace

HelpWindow::HelpWindow(const Languages &languages, QWidget *parent)
    : QDialog(parent, Qt::Window), m_languages(languages), m_search(new SearchField), m_list(new QListWidget),
      m_text(new QTextBrowser)
{
    setObjectName(QStringLiteral("help"));
    m_search->setObjectName(QStringLiteral("help.search"));
    m_list->setObjectName(QStringLiteral("help.pages"));
    m_text->setObjectName(QStringLiteral("help.text"));
    resize(kSize);
    auto *row = boxOn<QHBoxLayout>(this, tok::s4, tok::s4);
    auto *side = boxOn<QVBoxLayout>(nullptr, 0, tok::s2);
    m_search->setFixedWidth(kListWidth);
    m_list->setFixedWidth(kListWidth);
    m_list->setProperty("box", QStringLiteral("menu"));
    m_list->setFrameShape(QFrame::NoFrame);
    side->addWidget(m_search);
    side->addWidget(m_list, 1);
    row->addLayout(side);
    row->addWidget(m_text, 1);
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(tok::s5);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::list);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            show(item->data(Qt::UserRole).toString());
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    retranslate();
}

void HelpWindow::open(const QString &page)
{
    m_search->clear();
    show(HelpPages::markdown(page, m_languages.current()).isEmpty() && page != shortcutsPage()
             ? HelpPages::keys().first()
             : page);
    list({});
    QDialog::show();
    raise();
    activateWindow();
    m_text->setFocus(Qt::OtherFocusReason);
}

void HelpWindow::list(const QString &words)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto add = [this](const QString &key, const QString &title) {
        auto *item = new QListWidgetItem(title, m_list);
        item->setData(Qt::UserRole, key);
        if (key == m_page)
            m_list->setCurrentItem(item);
    };
    for (const QString &key : HelpPages::search(words, m_languages.current()))
        add(key, HelpPages::title(key, m_languages.current()));
    const QString shortcuts = actionWords(shellAction(ShellCommand::Shortcuts));
    if (words.isEmpty() || shortcutSheet().contains(words, Qt::CaseInsensitive))
        add(shortcutsPage(), shortcuts);
}

void HelpWindow::show(const QString &page)
{
    m_page = page;
    m_text->document()->setDefaultFont(Fonts::of(tok::Type::Body));
    if (page == shortcutsPage())
        m_text->setHtml(shortcutSheet());
    else
        m_text->setMarkdown(HelpPages::markdown(page, m_languages.current()));
    loosen(m_text->document());
    m_text->verticalScrollBar()->setValue(0);
}

// Pages point at each other as files do: [Products](products.md).
void HelpWindow::follow(const QUrl &link)
{
    const QString page = link.path().section(u'.', 0, 0);
    if (!HelpPages::keys().contains(page) && page != shortcutsPage())
        return;
    m_search->clear();
    show(page);
    list({});
}

void HelpWindow::retranslate()
{
    setWindowTitle(tr("Help"));
    m_search->setWords(tr("Search the help"));
    m_list->setAccessibleName(tr("Pages of the help"));
    m_text->setAccessibleName(tr("Text of the help"));
    list(m_search->text());
    if (!m_page.isEmpty())
        show(m_page);
}

void HelpWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace pos::ui
