// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/language/Languages.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class Banner;
class Button;
class CheckPage;
class Label;
class ShopPage;
class StepList;
class TimeTaxPage;
class WizardPage;

// From an empty server to a shop with a signed-in owner. Steps with the answers given on the left.
class FirstRunWizard final : public Page {
    Q_OBJECT
public:
    FirstRunWizard(Session &session, Languages &languages, QWidget *parent = nullptr);

    int step() const { return m_step; }
    void next();
    void back();
    void takeFocus(); // to the first answer of its step

protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void showStep();
    void finish();
    void refused(const Error &error);
    void goTo(int step);

    Session &m_session;
    QList<WizardPage *> m_pages;
    ShopPage *m_shop;
    TimeTaxPage *m_time;
    CheckPage *m_check;
    StepList *m_steps;
    Label *m_brand;
    Label *m_brandLine;
    Label *m_promise;
    QStackedWidget *m_stack;
    Banner *m_banner;
    Label *m_count;
    Button *m_back;
    Button *m_next;
    int m_step = 0;
    bool m_working = false;
};

} // namespace pos::ui
