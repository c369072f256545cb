// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stock/CountChoice.h"
#include "ui/stock/CountModel.h"
#include "ui/stock/EntryPage.h"
#include "ui/stock/LevelLoader.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class DataTable;
class ElidedLabel;
class Field;
class Label;
class QuantityField;

// A blind count of a category: what is expected is not shown before all was counted. The differences are
// looked at before they are entered; what moved while it was counted is asked about.
class CountPage final : public EntryPage {
    Q_OBJECT
public:
    using Choices = CountChoice::Choices;

    CountPage(ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    void setCategories(const Choices &categories);
    void takeFocus() override;
    bool isUnsaved() const override { return m_counts.countedRows() > 0 && !isDone(); }
    void discard() override;
    void take(const StockItem &item) override;

protected:
    void retranslate() override;
    void showWork() override;
    void refused(const Error &error) override;
    void summarize(const QJsonObject &document) override;
    QString unsavedWords() const override;

private:
    enum class Step { Choose, Counting, Review };

    QWidget *makeSide();
    void connectControls();
    void setStep(Step step);
    void begin();
    void showRow();
    void countEdited();
    void next();
    void review();
    void reviewLoaded(const QList<StockItem> &items);
    void countAgain();
    void enter();
    int current() const;
    void choose(int row);
    void setColumns();

    CountModel m_counts;
    LevelLoader m_loader;
    Step m_step = Step::Choose;
    CountChoice *m_choice;
    QWidget *m_desk; // table and side
    DataTable *m_table;
    Label *m_progress;
    QWidget *m_rowCard;
    ElidedLabel *m_rowName;
    Label *m_rowWords;
    QuantityField *m_counted;
    Field *m_countedField;
    Button *m_again;
    Button *m_newer;
    QLineEdit *m_reason;
    Field *m_reasonField;
    Button *m_review;
    Button *m_back;
    Button *m_enter;
    bool m_filling = false;
};

} // namespace pos::ui
