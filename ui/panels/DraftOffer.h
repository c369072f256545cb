// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/local/Drafts.h"
#include "ui/models/ShopTime.h"
#include "ui/widgets/Page.h"

#include <functional>

namespace pos::ui {

class Banner;
class Button;

// "What you typed at 12:03 was not saved": restore it, or discard it. Shows itself while there is a draft.
class DraftOffer final : public Page {
    Q_OBJECT
public:
    // nameOf: what the draft is about ("Kopi Tubruk"), from its content.
    DraftOffer(Drafts &drafts, const ShopTime &time, std::function<QString(const QJsonObject &)> nameOf,
               QWidget *parent = nullptr);

    void look(); // whether there is one; when the panel opens

Q_SIGNALS:
    void restored(const QJsonObject &content);

protected:
    void retranslate() override;

private:
    Drafts &m_drafts;
    std::optional<Drafts::Draft> m_draft; // stays when the editor keeps another one meanwhile
    ShopTime m_time;
    std::function<QString(const QJsonObject &)> m_nameOf;
    Banner *m_banner;
    Button *m_restore;
    Button *m_discard;
};

} // namespace pos::ui
