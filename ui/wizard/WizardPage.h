// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "ui/widgets/Page.h"

#include <QHash>

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Field;
class Label;

// One step of the first run: asks, checks, and adds its answers to the document that is sent at the end.
class WizardPage : public Page {
    Q_OBJECT
public:
    explicit WizardPage(QWidget *parent = nullptr);

    virtual QString title() const = 0;
    virtual QString answer() const = 0; // in a few words, for the list of steps
    // True when it may go on; else the errors stand at their fields and the first has the keyboard.
    virtual bool check() { return true; }
    virtual void collect(QJsonObject &answers) const { Q_UNUSED(answers) }
    virtual void begin() { } // it comes into view
    // Shows what the server refused; false when the field is not on this page.
    bool place(const FieldError &error);

Q_SIGNALS:
    void changed();

protected:
    void setTexts(const QString &title, const QString &intro);
    QVBoxLayout *body() const { return m_body; }
    Field *addField(const QString &name, QWidget *control);
    Field *field(const QString &name) const { return m_fields.value(name); }
    bool require(std::initializer_list<const char *> names); // of line edits: none is empty
    bool focusFirstError(std::initializer_list<const char *> names);

private:
    Label *m_title;
    Label *m_intro;
    QVBoxLayout *m_body;
    QHash<QString, Field *> m_fields;
};

} // namespace pos::ui
