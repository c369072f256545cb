// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FilterPopup.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Layouts.h"

#include <QCalendarWidget>
#include <QLineEdit>
#include <QVBoxLayout>

namespace pos::ui {

FilterPopup::FilterPopup(const FilterSpec &spec, QWidget *parent) : QFrame(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("filterPopup"));
    setProperty("box", QStringLiteral("popup"));
    auto *column = boxOn<QVBoxLayout>(this, tok::s3, tok::s2);
    const auto finish = [this](const QString &value) {
        if (!value.isEmpty())
            Q_EMIT chosen(value);
        close();
    };
    if (spec.kind == FilterSpec::Kind::Date) {
        auto *calendar = new QCalendarWidget;
        calendar->setAccessibleName(spec.name);
        calendar->setLocale(QLocale());
        calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
        column->addWidget(calendar);
        connect(calendar, &QCalendarWidget::activated, this,
                [finish](QDate date) { finish(date.toString(Qt::ISODate)); });
        connect(calendar, &QCalendarWidget::clicked, this,
                [finish](QDate date) { finish(date.toString(Qt::ISODate)); });
        setFocusProxy(calendar);
        return;
    }
    auto *edit = new QLineEdit;
    edit->setMinimumWidth(220);
    edit->setMaxLength(200);
    auto *field = new Field(edit);
    field->setTexts(spec.name, spec.hint);
    auto *apply = new Button(Button::Kind::Primary);
    apply->setLabel(tr("Apply"));
    column->addWidget(field);
    column->addWidget(apply, 0, Qt::AlignRight);
    connect(edit, &QLineEdit::returnPressed, this, [finish, edit] { finish(edit->text().trimmed()); });
    connect(apply, &QPushButton::clicked, this, [finish, edit] { finish(edit->text().trimmed()); });
    setFocusProxy(edit);
}

void FilterPopup::popUp(const QPoint &at)
{
    move(at);
    show();
    focusProxy()->setFocus(Qt::PopupFocusReason);
}

} // namespace pos::ui
