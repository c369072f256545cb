// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)
QT_FORWARD_DECLARE_CLASS(QScrollArea)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Banner;
class PaneHead;

// The pane beside a list: what it is about at the top, its content below, what can be done at the foot.
class DetailPane : public Page {
    Q_OBJECT
public:
    // name: of its parts, NAME.heading, NAME.banner, NAME.close.
    explicit DetailPane(const QString &name, QWidget *parent = nullptr);

Q_SIGNALS:
    void closeRequested();

protected:
    QVBoxLayout *content() const { return m_content; }
    QHBoxLayout *foot() const { return m_foot; }
    Banner *banner() const { return m_banner; }
    void setHeading(const QString &heading, const QString &below);
    void setState(const QString &words, Tone tone); // no words: none
    void showError(const Error &error, const QString &more = {});
    void hideError();
    void scrollToTop();

private:
    PaneHead *m_head;
    Banner *m_banner;
    QScrollArea *m_scroll;
    QVBoxLayout *m_content;
    QHBoxLayout *m_foot;
};

} // namespace pos::ui
