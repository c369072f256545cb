// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/DesktopApplication.h"

namespace pos::ui::test {

class FakeShop;

// Pictures of what is around the pages: help, shortcuts, connections, certificates, the user's menu, large text.
class ShellPictures {
public:
    // suffix: what ends the names, "-dark-id".
    ShellPictures(const QString &folder, const QString &dialogs, const QString &suffix, QSize size)
        : m_folder(folder), m_dialogs(dialogs), m_suffix(suffix), m_size(size)
    {
    }

    bool take(Language language, Look look);

private:
    bool takeHelp(DesktopApplication &desktop);
    bool takeDialogs(DesktopApplication &desktop);
    bool takeLargeText(DesktopApplication &desktop);
    bool takeCertificate(Language language, Look look);
    bool save(QWidget &widget, const QString &name);

    QString m_folder;
    QString m_dialogs;
    QString m_suffix;
    QSize m_size;
};

} // namespace pos::ui::test
