// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

QT_FORWARD_DECLARE_CLASS(QListWidget)
QT_FORWARD_DECLARE_CLASS(QTextBrowser)
QT_FORWARD_DECLARE_CLASS(QUrl)

namespace pos::ui {

class Languages;
class SearchField;

// The help beside the window: a list of pages that can be searched, and the page. The last one is the
// sheet of shortcuts.
class HelpWindow final : public QDialog {
    Q_OBJECT
public:
    explicit HelpWindow(const Languages &languages, QWidget *parent);

    static QString shortcutsPage() { return QStringLiteral("shortcuts"); }

    void open(const QString &page); // shows and raises the window too
    QString page() const { return m_page; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void list(const QString &words);
    void show(const QString &page);
    void follow(const QUrl &link);

    const Languages &m_languages;
    SearchField *m_search;
    QListWidget *m_list;
    QTextBrowser *m_text;
    QString m_page;
};

} // namespace pos::ui
