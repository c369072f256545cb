// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/CheckPage.h"

#include "ui/theme/Tokens.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Frames.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kQuestionWidth = 150;
}

CheckPage::CheckPage(QWidget *parent) : WizardPage(parent), m_grid(new QGridLayout)
{
    QFrame *card = makeCard();
    card->setLayout(m_grid);
    m_grid->setContentsMargins(tok::s4, tok::s3, tok::s4, tok::s3);
    m_grid->setHorizontalSpacing(tok::s4);
    m_grid->setVerticalSpacing(tok::s3);
    m_grid->setColumnMinimumWidth(0, kQuestionWidth);
    m_grid->setColumnStretch(1, 1);
    body()->addWidget(card);
    retranslate();
}

void CheckPage::setRows(const QList<Row> &rows)
{
    qDeleteAll(m_cells);
    m_cells.clear();
    int at = 0;
    for (const Row &row : rows) {
        auto *question = new Label(tok::Type::Body, "muted");
        question->setText(row.question);
        auto *answer = new ElidedLabel(tok::Type::Strong);
        answer->setLine(row.answer);
        m_grid->addWidget(question, at, 0);
        m_grid->addWidget(answer, at++, 1);
        m_cells << question << answer;
    }
}

void CheckPage::retranslate()
{
    setTexts(tr("Check and finish"),
             tr("The shop is made on this computer when you press the button. Go back to change an answer."));
}

} // namespace pos::ui
