// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SumsView.h"

#include "ui/theme/Fonts.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QGridLayout>

namespace pos::ui {

SumsView::SumsView(QWidget *parent) : QWidget(parent), m_grid(boxOn<QGridLayout>(this))
{
    m_grid->setVerticalSpacing(tok::s1);
    m_grid->setHorizontalSpacing(tok::s3);
    m_grid->setColumnStretch(0, 1);
}

void SumsView::setRows(const QList<Row> &rows)
{
    m_rows = rows;
    while (m_labels.size() < rows.size()) {
        auto *words = new Label(tok::Type::Body);
        auto *amount = new Label(tok::Type::Body);
        words->setWrapped();
        const int at = static_cast<int>(m_labels.size());
        m_grid->addWidget(words, at, 0);
        m_grid->addWidget(amount, at, 1, Qt::AlignRight | Qt::AlignVCenter);
        m_labels.emplaceBack(words, amount);
    }
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        const auto &[words, amount] = m_labels[i];
        const bool used = i < rows.size();
        words->setVisible(used);
        amount->setVisible(used);
        if (!used)
            continue;
        for (Label *label : {words, amount}) {
            label->setFont(Fonts::of(rows[i].type));
            label->setTone(rows[i].tone);
        }
        words->setText(rows[i].words);
        amount->setText(rows[i].amount);
    }
}

QString SumsView::amountOf(const QString &words) const
{
    for (const Row &row : m_rows) {
        if (row.words == words)
            return row.amount;
    }
    return {};
}

} // namespace pos::ui
