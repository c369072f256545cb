// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/WizardPage.h"

QT_FORWARD_DECLARE_CLASS(QButtonGroup)

namespace pos::ui {

class ComboBox;
class Label;
class OptionCard;

// The shop's clock, when its business day ends, and which tax its sales carry.
class TimeTaxPage final : public WizardPage {
    Q_OBJECT
public:
    explicit TimeTaxPage(QWidget *parent = nullptr);

    QString title() const override { return tr("Time and tax"); }
    QString answer() const override;
    void collect(QJsonObject &answers) const override;
    void begin() override;
    // A first guess, until somebody chose another one.
    void suggestZone(const QString &currency);

protected:
    void retranslate() override;

private:
    void showNow();
    QString taxWords() const;

    ComboBox *m_zone;
    ComboBox *m_cutoff;
    Label *m_taxTitle;
    OptionCard *m_none;
    OptionCard *m_ppn;
    OptionCard *m_pbjt;
    bool m_zoneChosen = false;
};

} // namespace pos::ui
