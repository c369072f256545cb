// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/TextSize.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QTableView>

namespace pos::ui {

namespace {

constexpr const char *kProperty = "posTextPercent"; // of the application, as its font is
constexpr const char *kBase = "posBaseSize";        // of a widget: its fixed size at 100 %
constexpr const char *kAt = "posSizedAt";           // of a widget: the percentage it has now
constexpr const char *kFont = "posBaseFont";        // of a widget: the pixels of its own font at 100 %
constexpr int kLeast = 8;                           // hairlines and bars stay thin

bool isFixed(int least, int most)
{
    return least == most && least >= kLeast;
}

// A size that code set since is a size at 100 %, as all sizes in the sources are.
int baseOf(int now, int base, int at)
{
    return base > 0 && (base * at + 50) / 100 == now ? base : now;
}

void sizeWidget(QWidget *widget, int percent)
{
    if (widget->isWindow() || widget->property("ownSize").toBool())
        return;
    const int at = qMax(100, widget->property(kAt).toInt());
    const QSize before = widget->property(kBase).toSize();
    QSize base(0, 0);
    const auto grow = [percent](int size) { return (size * percent + 50) / 100; };
    if (isFixed(widget->minimumWidth(), widget->maximumWidth())) {
        base.setWidth(baseOf(widget->minimumWidth(), before.width(), at));
        widget->setFixedWidth(grow(base.width()));
    }
    if (isFixed(widget->minimumHeight(), widget->maximumHeight())) {
        base.setHeight(baseOf(widget->minimumHeight(), before.height(), at));
        widget->setFixedHeight(grow(base.height()));
    }
    if (const auto *table = qobject_cast<QTableView *>(widget)) {
        QHeaderView *rows = table->verticalHeader();
        base.setHeight(baseOf(rows->defaultSectionSize(), before.height(), at));
        rows->setMinimumSectionSize(grow(base.height()));
        rows->setDefaultSectionSize(grow(base.height()));
    }
    if (!base.isNull())
        widget->setProperty(kBase, base);
    widget->setProperty(kAt, percent);
}

void rememberFontOf(QWidget *widget, int percent)
{
    if (widget->testAttribute(Qt::WA_SetFont) && widget->font().pixelSize() > 0)
        widget->setProperty(kFont, (widget->font().pixelSize() * 100 + percent / 2) / percent);
}

} // namespace

const QList<int> &TextSize::choices()
{
    static const QList<int> percents{100, 125, 150};
    return percents;
}

int TextSize::percent()
{
    return qMax(100, qApp->property(kProperty).toInt());
}

void TextSize::install()
{
    if (!qApp->findChild<TextSize *>())
        qApp->installEventFilter(new TextSize(qApp));
}

void TextSize::apply(int percent)
{
    const int before = TextSize::percent();
    if (percent == before || !choices().contains(percent))
        return;
    qApp->setProperty(kProperty, percent);
    for (QWidget *widget : QApplication::allWidgets())
        rememberFontOf(widget, before);
    QApplication::setFont(Fonts::of(tok::Type::Body));
    for (QWidget *widget : QApplication::allWidgets())
        sizeWidget(widget, percent);
    Theme::apply(Theme::look()); // lays everything out anew
}

void TextSize::refit()
{
    for (QWidget *widget : QApplication::allWidgets()) {
        const int base = widget->property(kFont).toInt();
        QFont font = widget->font();
        if (base == 0 || font.pixelSize() == px(base))
            continue;
        font.setPixelSize(px(base));
        widget->setFont(font);
    }
}

bool TextSize::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Polish && percent() != 100 && watched->isWidgetType()) {
        auto *widget = static_cast<QWidget *>(watched);
        if (widget->property(kAt).toInt() != percent())
            sizeWidget(widget, percent());
    }
    return false;
}

} // namespace pos::ui
