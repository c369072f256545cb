// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tone.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace pos::ui {

// The words of imports: the server says them by code, here they are said to people.
class ImportWords {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::ImportWords)
public:
    struct State {
        QString words;
        Tone tone;
    };
    struct FieldName {
        QString key;
        QString words;
        bool required;
    };
    using Choices = QList<QPair<QString, QString>>; // value, words

    static QString kind(const QString &kind);
    static State status(const QString &status);
    // What became of a line, or would.
    static State outcome(const QString &outcome);
    static QStringList outcomesOf(const QString &kind); // in the order they are told
    // The fields of a kind, in the order of the template.
    static QList<FieldName> fields(const QString &kind);
    static QString field(const QString &key);
    // {"field", "code", "message"} of a line or of the whole file.
    static QString error(const QJsonObject &error);
    // Why a file is not sent at all: ImportFile::objection().
    static QString objection(const QByteArray &word);

    static Choices encodings();
    static Choices separators();
    static Choices decimalMarks();
    static Choices timeFormats();

private:
    static QString reason(const QString &code, const QString &message);
};

} // namespace pos::ui
