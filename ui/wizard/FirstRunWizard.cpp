// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/FirstRunWizard.h"

#include "ui/api/ErrorWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/StepList.h"
#include "ui/wizard/CheckPage.h"
#include "ui/wizard/LanguagePage.h"
#include "ui/wizard/OwnerPage.h"
#include "ui/wizard/ShopPage.h"
#include "ui/wizard/TimeTaxPage.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSideWidth = 300;
constexpr int kFormWidth = 600;
constexpr int kFormLeast = 480;
}// namespace

FirstRunWizard::FirstRunWizard(Session &session, Languages &languages, QWidget *parent)
    : Page(parent), m_session(session), m_shop(new ShopPage), m_time(new TimeTaxPage), m_check(new CheckPage),
      m_steps(new StepList), m_brand(new Label(tok::Type::Heading)), m_brandLine(new Label(tok::Type::Small, "muted")),
      m_promise(new Label(tok::Type::Small, "muted")), m_stack(new QStackedWidget), m_banner(new Banner(Tone::Danger)),
      m_count(new Label(tok::Type::Small, "muted")), m_back(new Button(Button::Kind::Secondary)),
      m_next(new Button(Button::Kind::Primary))
{
    m_pages = {new LanguagePage(languages), m_shop, new OwnerPage, m_time, m_check};
    build();
    for (WizardPage *page : std::as_const(m_pages)) {
        m_stack->addWidget(page);
        connect(page, &WizardPage::changed, this, [this] { m_banner->hide(); });
    }
    connect(m_back, &QPushButton::clicked, this, &FirstRunWizard::back);
    connect(m_next, &QPushButton::clicked, this, &FirstRunWizard::next);
    retranslate();
}

void FirstRunWizard::build()
{
    setObjectName(QStringLiteral("canvas"));
    setAttribute(Qt::WA_StyledBackground);
    auto *row = boxOn<QHBoxLayout>(this);
    auto *side = new QWidget;
    side->setObjectName(QStringLiteral("rail"));
    side->setAttribute(Qt::WA_StyledBackground);
    side->setFixedWidth(kSideWidth);
    auto *left = boxOn<QVBoxLayout>(side);
    left->setContentsMargins(tok::s6, 40, tok::s5, tok::s5);
    m_brandLine->setWrapped();
    m_promise->setWrapped();
    left->addWidget(m_brand);
    left->addSpacing(2);
    left->addWidget(m_brandLine);
    left->addSpacing(28);
    left->addWidget(m_steps);
    left->addStretch();
    left->addWidget(m_promise);
    row->addWidget(side);

    auto *main = boxOn<QVBoxLayout>(nullptr);
    auto *form = new QWidget;
    form->setObjectName(QStringLiteral("plain"));
    form->setMaximumWidth(kFormWidth);
    form->setMinimumWidth(kFormLeast);
    auto *column = boxOn<QVBoxLayout>(form, 0, tok::s3);
    column->addWidget(m_stack);
    column->addWidget(m_banner);
    column->addStretch();
    auto *holder = new QWidget;
    holder->setObjectName(QStringLiteral("plain"));
    auto *centre = boxOn<QHBoxLayout>(holder);
    centre->setContentsMargins(40, 48, 40, tok::s4);
    centre->addStretch(1);
    centre->addWidget(form, 6);
    centre->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(holder);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    main->addWidget(scroll, 1);
    main->addWidget(makeHairline());
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    foot->setContentsMargins(tok::s6, 14, tok::s6, 14);
    foot->addWidget(m_count);
    foot->addStretch();
    foot->addWidget(m_back);
    foot->addWidget(m_next);
    main->addLayout(foot);
    row->addLayout(main, 1);
    m_banner->setObjectName(QStringLiteral("wizard.banner"));
    m_banner->hide();
    m_back->setObjectName(QStringLiteral("wizard.back"));
    m_next->setObjectName(QStringLiteral("wizard.next"));
    m_back->setKeys(QKeySequence(Qt::ALT | Qt::Key_Left));
    m_next->setKeys(QKeySequence(Qt::ALT | Qt::Key_Right));
}

void FirstRunWizard::goTo(int step)
{
    m_step = step;
    showStep();
    takeFocus();
}

void FirstRunWizard::takeFocus()
{
    m_pages[m_step]->begin();
    if (m_pages[m_step] == m_check)
        m_next->setFocus(Qt::OtherFocusReason);
}

void FirstRunWizard::next()
{
    if (m_working || !m_pages[m_step]->check())
        return;
    if (m_step + 1 == m_pages.size()) {
        finish();
        return;
    }
    if (m_pages[m_step] == m_shop)
        m_time->suggestZone(m_shop->currency());
    goTo(m_step + 1);
}

void FirstRunWizard::back()
{
    if (m_step > 0 && !m_working)
        goTo(m_step - 1);
}

// Whatever has the keyboard, Enter goes on: a card, a choice, an edit or the button that says so.
void FirstRunWizard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        Page::keyPressEvent(event);
    else if (event->isAutoRepeat())
        return; // a key that is held answers one question
    else if (m_back->hasFocus())
        back();
    else
        next();
}

void FirstRunWizard::showStep()
{
    m_banner->hide();
    QList<StepList::Step> steps;
    QList<CheckPage::Row> answers;
    for (const WizardPage *page : std::as_const(m_pages)) {
        steps.append({page->title(), page->answer()});
        if (page != m_check)
            answers.append({page->title(), page->answer()});
    }
    m_check->setRows(answers);
    m_steps->setSteps(steps, m_step);
    m_stack->setCurrentWidget(m_pages[m_step]);
    const bool last = m_step + 1 == m_pages.size();
    m_count->setText(tr("Step %1 of %2").arg(m_step + 1).arg(m_pages.size()));
    m_back->setBlocked(m_step == 0 ? tr("This is the first step")
                       : m_working ? tr("The shop is being made")
                                   : QString());
    m_next->setLabel(last ? tr("Make the shop") : tr("Continue"));
    m_next->setBlocked(m_working ? tr("The shop is being made") : QString());
}

void FirstRunWizard::finish()
{
    QJsonObject answers;
    for (const WizardPage *page : std::as_const(m_pages))
        page->collect(answers);
    m_working = true;
    showStep();
    m_session.registerShop(answers, this, [this](const Result<void> &done) {
        m_working = false;
        showStep();
        if (!done)
            refused(done.error());
    });
}

void FirstRunWizard::refused(const Error &error)
{
    int first = -1;
    QList<FieldError> fields = error.fields;
    if (error.reason == QLatin1String("slug_taken"))
        fields.append({QStringLiteral("slug"), error.reason, ErrorWords::sentence(error)});
    for (const FieldError &wrong : std::as_const(fields)) {
        for (int i = 0; i < m_pages.size(); ++i) {
            if (m_pages[i]->place(wrong) && (first < 0 || i < first))
                first = i;
        }
    }
    if (first >= 0)
        goTo(first);
    m_banner->setTexts(ErrorWords::sentence(error), tr("Your answers are kept."));
    m_banner->setVisible(first < 0);
}

void FirstRunWizard::retranslate()
{
    m_brand->setText(QStringLiteral("POS Back Office"));
    m_brandLine->setText(tr("Set up this shop. About three minutes."));
    m_promise->setText(tr("Nothing leaves this computer during setup."));
    m_back->setLabel(tr("Back"));
    showStep();
    QTimer::singleShot(0, this, &FirstRunWizard::showStep); // the pages hear of a new language after this widget
}

} // namespace pos::ui
