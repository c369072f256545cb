// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tone.h"
#include "ui/widgets/Page.h"

namespace pos::ui {

class Button;
class ElidedLabel;
class StatusPill;

// The top of a pane beside a list: what it is about, its state and what else is to say, and the way out.
class PaneHead final : public Page {
    Q_OBJECT
public:
    // name: of its parts, NAME.heading, NAME.close.
    explicit PaneHead(const QString &name, QWidget *parent = nullptr);

    void setHeading(const QString &heading, const QString &below);
    void setState(const QString &words, Tone tone); // no words: none

Q_SIGNALS:
    void closeRequested();

protected:
    void retranslate() override;

private:
    ElidedLabel *m_heading;
    ElidedLabel *m_below;
    StatusPill *m_pill;
    Button *m_close;
};

} // namespace pos::ui
