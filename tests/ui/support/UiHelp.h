// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/DesktopApplication.h"

#include <QTest>

namespace pos::ui::test {

// Finds by objectName anywhere in the window; null when it is not there.
template<class Widget = QWidget>
Widget *find(const DesktopApplication &desktop, const char *name)
{
    return const_cast<DesktopApplication &>(desktop).window().findChild<Widget *>(QLatin1String(name));
}

template<class Widget = QWidget>
bool isShown(const DesktopApplication &desktop, const char *name)
{
    const auto *widget = find<Widget>(desktop, name);
    return widget && widget->isVisible();
}

// Replaces what is in an edit by typing, as a person would.
void type(QWidget *edit, const QString &text);

// Signs in by the page that is shown and waits for the workspace. False when it never came.
bool signIn(DesktopApplication &desktop, const QString &email, const QString &password);

// There is no window manager to bring it back to the front when a dialog has gone. False when it does not come.
bool bringToFront(DesktopApplication &desktop);

// Goes to a page by its key: "orders".
void openPage(DesktopApplication &desktop, const char *key);

// Calls the server as the window does and waits for the one answer.
Result<ApiReply> ask(ApiClient &client, const ApiRequest &request);

// A furnished shop: the products and orders of the pictures.
class FakeShop;
void furnish(FakeShop &shop);

} // namespace pos::ui::test
