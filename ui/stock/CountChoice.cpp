// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/CountChoice.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidth = 420;
const char *const kAll = "all";
}// namespace

CountChoice::CountChoice(QWidget *parent)
    : Page(parent), m_explain(new Label(tok::Type::Body, "muted")), m_category(new ComboBox),
      m_field(new Field(m_category)), m_begin(new Button(Button::Kind::Primary))
{
    auto *form = new QWidget;
    form->setFixedWidth(kWidth);
    auto *column = boxOn<QVBoxLayout>(form, 0, tok::s3);
    m_explain->setWrapped();
    m_category->setObjectName(QStringLiteral("count.category"));
    m_begin->setObjectName(QStringLiteral("count.begin"));
    column->addWidget(m_explain);
    column->addWidget(m_field);
    column->addWidget(m_begin, 0, Qt::AlignLeft);
    column->addStretch(1);
    auto *row = boxOn<QHBoxLayout>(this);
    row->addWidget(form);
    row->addStretch();
    connect(m_begin, &QPushButton::clicked, this, &CountChoice::chosen);
    retranslate();
}

void CountChoice::setCategories(const Choices &categories)
{
    m_categories = categories;
    Choices choices{{QString::fromLatin1(kAll), tr("All products")}};
    choices.append(categories);
    m_category->setChoices(choices);
}

QString CountChoice::category() const
{
    return m_category->value() == QLatin1String(kAll) ? QString() : m_category->value();
}

void CountChoice::setBusy(bool busy)
{
    m_begin->setBlocked(busy ? tr("Being loaded") : QString());
}

void CountChoice::takeFocus()
{
    m_category->setFocus(Qt::OtherFocusReason);
}

void CountChoice::retranslate()
{
    m_explain->setText(tr("Count what is there without looking at what should be there: that is shown afterwards, with "
                          "the differences, before anything is entered. Products you leave out stay as they are."));
    m_field->setTexts(tr("What to count"));
    m_begin->setLabel(tr("Start counting"));
    setCategories(m_categories);
}

} // namespace pos::ui
