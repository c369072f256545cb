// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/DocumentForm.h"

#include "ui/api/ErrorWords.h"
#include "ui/panels/ConflictCard.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FieldErrors.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>

namespace pos::ui {

namespace {

QString plainWords(const QJsonValue &value)
{
    return value.toVariant().toString();
}

} // namespace

DocumentForm::DocumentForm(ApiClient &client, Banner *banner, ConflictCard *conflict, QObject *parent)
    : QObject(parent), m_client(client), m_banner(banner), m_conflict(conflict)
{
    m_conflict->hide();
    connect(m_conflict, &ConflictCard::mineChosen, this, [this] {
        m_conflict->hide();
        save();
    });
    connect(m_conflict, &ConflictCard::theirsChosen, this, &DocumentForm::discard);
}

void DocumentForm::bind(const Binding &binding)
{
    m_bindings.append(binding);
}

void DocumentForm::bindText(const char *name, Field *field, QLineEdit *edit, bool required)
{
    if (required)
        field->setRequired();
    bind({.name = QString::fromLatin1(name),
          .field = field,
          .value =
              [edit, required] {
                  const QString text = edit->text().trimmed();
                  return text.isEmpty() && !required ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
              },
          .show = [edit](const QJsonValue &value) { Field::showText(edit, value.toString()); },
          .wrong =
              [edit, required] {
                  return required && edit->text().trimmed().isEmpty() ? tr("This is needed.") : QString();
              }});
    connect(edit, &QLineEdit::textEdited, this, &DocumentForm::edited);
}

void DocumentForm::bindLines(const char *name, Field *field, QPlainTextEdit *edit)
{
    bind({.name = QString::fromLatin1(name),
          .field = field,
          .value = [edit] { return QJsonValue(edit->toPlainText()); },
          .show =
              [edit](const QJsonValue &value) {
                  const QSignalBlocker quiet(edit);
                  edit->setPlainText(value.toString());
              }});
    connect(edit, &QPlainTextEdit::textChanged, this, &DocumentForm::edited);
}

void DocumentForm::bindChoice(const char *name, Field *field, ComboBox *choice)
{
    bind({.name = QString::fromLatin1(name),
          .field = field,
          .value = [choice] { return QJsonValue(choice->value()); },
          .show = [choice](const QJsonValue &value) { choice->setValue(value.toString()); },
          .words = [choice](const QJsonValue &value) { return choice->itemText(choice->findData(value.toString())); }});
    connect(choice, &QComboBox::activated, this, &DocumentForm::edited);
}

void DocumentForm::bindNumber(const char *name, Field *field, ComboBox *choice)
{
    const auto textOf = [](const QJsonValue &value) { return QString::number(value.toInteger()); };
    bind({.name = QString::fromLatin1(name),
          .field = field,
          .value = [choice] { return QJsonValue(choice->value().toLongLong()); },
          .show =
              [choice, textOf](const QJsonValue &value) {
                  if (choice->findData(textOf(value)) < 0 && value.isDouble())
                      choice->addItem(textOf(value), textOf(value)); // set by another program
                  choice->setValue(textOf(value));
              },
          .words = [choice,
                    textOf](const QJsonValue &value) { return choice->itemText(choice->findData(textOf(value))); }});
    connect(choice, &QComboBox::activated, this, &DocumentForm::edited);
}

void DocumentForm::open(const QString &path, const QJsonObject &known)
{
    m_path = path;
    m_stored = known;
    m_etag.clear();
    fill();
    load();
}

void DocumentForm::close()
{
    m_load.reset();
    m_path.clear();
    m_stored = {};
    m_etag.clear();
    fill();
}

void DocumentForm::load()
{
    if (m_path.isEmpty())
        return;
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = m_path;
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer) {
            refused(answer.error());
            Q_EMIT stateChanged();
            return;
        }
        const bool untouched = m_stored.isEmpty() || !isDirty();
        m_banner->hide();
        if (untouched) {
            take(answer->document, answer->etag);
        } else if (m_etag.isEmpty() || m_etag == answer->etag) {
            m_stored = answer->document;
            m_etag = answer->etag;
        } // else: saving tells that somebody else was here
        Q_EMIT loaded();
        Q_EMIT stateChanged();
    });
    Q_EMIT stateChanged();
}

void DocumentForm::take(const QJsonObject &document, const QByteArray &etag)
{
    m_stored = document;
    m_etag = etag;
    fill();
}

void DocumentForm::fill()
{
    for (const Binding &binding : std::as_const(m_bindings)) {
        binding.show(std::as_const(m_stored)[binding.name]);
        binding.field->setError({});
    }
    m_banner->hide();
    m_conflict->hide();
    Q_EMIT stateChanged();
}

void DocumentForm::discard()
{
    fill();
}

void DocumentForm::edited()
{
    for (const Binding &binding : std::as_const(m_bindings)) {
        if (binding.field->control() == sender())
            binding.field->setError(binding.wrong ? binding.wrong() : QString());
    }
    Q_EMIT stateChanged();
}

QJsonObject DocumentForm::changes() const
{
    QJsonObject changed;
    if (m_stored.isEmpty())
        return changed;
    for (const Binding &binding : m_bindings) {
        const QJsonValue value = binding.value();
        const QJsonValue before = m_stored[binding.name];
        const bool bothEmpty = (value.isNull() || value.isUndefined()) && (before.isNull() || before.isUndefined());
        if (value != before && !bothEmpty)
            changed[binding.name] = value;
    }
    return changed;
}

bool DocumentForm::check()
{
    Field *first = nullptr;
    for (const Binding &binding : std::as_const(m_bindings)) {
        binding.field->setError(binding.wrong ? binding.wrong() : QString());
        if (binding.field->hasError() && !first)
            first = binding.field;
    }
    if (first)
        first->control()->setFocus(Qt::OtherFocusReason);
    return !first;
}

void DocumentForm::save()
{
    const QJsonObject body = changes();
    if (m_working || !isLoaded() || body.isEmpty() || !check())
        return;
    m_banner->hide();
    m_conflict->hide();
    ApiRequest request;
    request.method = "PATCH";
    request.path = m_path;
    request.body = body;
    request.ifMatch = m_etag;
    m_working = true;
    Q_EMIT stateChanged();
    m_client.call(request, this, [this](const Result<ApiReply> &answer) { answered(answer); });
}

void DocumentForm::answered(const Result<ApiReply> &answer)
{
    m_working = false;
    if (answer) {
        take(answer->document, answer->etag);
        Q_EMIT saved();
        return;
    }
    if (answer.error().code == ErrorCode::PreconditionFailed)
        compare();
    else
        refused(answer.error());
    Q_EMIT stateChanged();
}

bool DocumentForm::refused(const Error &error)
{
    const auto fieldOf = [this](const QString &name) -> Field * {
        const Binding *binding = bindingOf(name.section(u'[', 0, 0).section(u'.', 0, 0));
        return binding ? binding->field : nullptr;
    };
    if (placeErrors(error, fieldOf))
        return true;
    m_banner->setTexts(ErrorWords::sentence(error),
                       isDirty() ? tr("Nothing was saved. What you typed is still here.") : QString());
    m_banner->show();
    return false;
}

const DocumentForm::Binding *DocumentForm::bindingOf(const QString &name) const
{
    for (const Binding &binding : m_bindings) {
        if (binding.name == name)
            return &binding;
    }
    return nullptr;
}

void DocumentForm::compare()
{
    const QJsonObject mine = changes();
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = m_path;
    m_client.call(request, m_load.get(), [this, mine](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer) {
            refused(answer.error());
            return;
        }
        const QJsonObject before = m_stored;
        m_stored = answer->document; // from here on a save overwrites this version, and only this one
        m_etag = answer->etag;
        showComparison(mine, before);
    });
}

// What only they changed is taken over; what I changed stays in its field.
void DocumentForm::showComparison(const QJsonObject &mine, const QJsonObject &before)
{
    QJsonObject merged = m_stored;
    for (const QString &name : mine.keys())
        merged[name] = mine[name];
    QList<ConflictCard::Row> rows;
    for (const Binding &binding : std::as_const(m_bindings)) {
        const auto words = binding.words ? binding.words : plainWords;
        const QString &name = binding.name;
        if (std::as_const(merged)[name] != std::as_const(m_stored)[name]
            || before[name] != std::as_const(m_stored)[name])
            rows.append({binding.field->control()->accessibleName(), words(std::as_const(merged)[name]),
                         words(std::as_const(m_stored)[name])});
    }
    const QJsonObject stored = std::exchange(m_stored, merged);
    fill();
    m_stored = stored;
    m_conflict->setRows(rows);
    m_conflict->show();
    Q_EMIT stateChanged();
}

} // namespace pos::ui
