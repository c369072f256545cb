// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"

#include <QList>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QCheckBox)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QPlainTextEdit)

namespace pos::ui {

class Banner;
class ComboBox;
class ConflictCard;
class Field;

// A document of the server as fields of a form: read, changed, and saved under the version it was read at. What the
// server refuses stands at its field; a change by somebody else (412) is shown next to one's own.
class DocumentForm final : public QObject {
    Q_OBJECT
public:
    struct Binding {
        QString name; // of the member
        Field *field = nullptr;
        std::function<QJsonValue()> value;             // as it stands in the form
        std::function<void(const QJsonValue &)> show;
        std::function<QString(const QJsonValue &)> words = {}; // for the comparison; else the text
        std::function<QString()> wrong = {};                   // what is wrong with it, in words
    };

    // The banner and the card belong to the form's page.
    DocumentForm(ApiClient &client, Banner *banner, ConflictCard *conflict, QObject *parent);

    void bind(const Binding &binding);
    void bindText(const char *name, Field *field, QLineEdit *edit, bool required = false);
    void bindLines(const char *name, Field *field, QPlainTextEdit *edit);
    void bindChoice(const char *name, Field *field, ComboBox *choice);
    // A whole number that its choice holds as text.
    void bindNumber(const char *name, Field *field, ComboBox *choice);

    // Asks for the document at this path; `known` is shown until it is here.
    void open(const QString &path, const QJsonObject &known = {});
    void load();
    void close();
    bool isLoaded() const { return !m_etag.isEmpty(); }
    bool isWorking() const { return m_working; }
    bool isDirty() const { return !changes().isEmpty(); }
    const QJsonObject &stored() const { return m_stored; }
    void take(const QJsonObject &document, const QByteArray &etag); // it changed by another way
    void save();
    void discard();
    void edited(); // a control that bind() does not know of itself was changed

    // Puts each error at its field; false when one has none, and the banner says it.
    bool refused(const Error &error);

Q_SIGNALS:
    void stateChanged();
    void loaded();
    void saved();

private:
    QJsonObject changes() const;
    void fill();
    bool check();
    void answered(const Result<ApiReply> &answer);
    void compare();
    void showComparison(const QJsonObject &mine, const QJsonObject &before);
    const Binding *bindingOf(const QString &name) const;

    ApiClient &m_client;
    Banner *m_banner;
    ConflictCard *m_conflict;
    QList<Binding> m_bindings;
    QString m_path;
    QJsonObject m_stored;
    QByteArray m_etag;
    std::unique_ptr<QObject> m_load; // the running read; dropping it gives it up
    bool m_working = false;
};

} // namespace pos::ui
