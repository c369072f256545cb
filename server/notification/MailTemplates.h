// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"
#include "core/contract/MailRequest.h"

#include <QMap>

namespace pos::notification {

struct MailText {
    QString title; // one line
    QString text;
    QString html;
};

// The mails of resources/mail. Values are escaped in HTML; in the text and the title they lose their line breaks.
class MailTemplates {
public:
    using Values = QMap<QString, QString>;

    // Error: Internal, naming the file, when one is missing or broken.
    static Result<MailText> render(contract::MailTemplate mail, Language language, const Values &values);
    // As it is written, its {{places}} unfilled: for showing.
    static Result<MailText> source(contract::MailTemplate mail, Language language);
};

} // namespace pos::notification
