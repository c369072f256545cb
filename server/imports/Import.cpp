// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/Import.h"

#include <array>

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<const char *, 2> kKinds{"products", "sales"};
constexpr std::array<const char *, 9> kStatuses{"uploading", "checking", "checked", "running", "done",
                                                "cancelled", "failed",   "undoing", "undone"};
constexpr std::array<const char *, 3> kPhases{"catalogue", "stock", "orders"};

template<class Enum, size_t N>
Enum fromWord(const std::array<const char *, N> &words, QStringView word, Enum otherwise)
{
    for (size_t i = 0; i < N; ++i) {
        if (word == QLatin1StringView(words[i]))
            return static_cast<Enum>(i);
    }
    return otherwise;
}

} // namespace

QString toWord(Kind kind)
{
    return QString::fromLatin1(kKinds[static_cast<size_t>(kind)]);
}
QString toWord(Status status)
{
    return QString::fromLatin1(kStatuses[static_cast<size_t>(status)]);
}
QString toWord(Phase phase)
{
    return QString::fromLatin1(kPhases[static_cast<size_t>(phase)]);
}

Result<Kind> kindFromWord(QStringView word)
{
    if (word != "products"_L1 && word != "sales"_L1)
        return fail(Error::invalid(u"kind"_s, u"not_allowed"_s, u"must be products or sales"_s));
    return fromWord(kKinds, word, Kind::Products);
}

// The database holds no other word: its CHECK says so.
Status statusFromWord(QStringView word)
{
    return fromWord(kStatuses, word, Status::Failed);
}
Phase phaseFromWord(QStringView word)
{
    return fromWord(kPhases, word, Phase::Catalogue);
}

bool mayBecome(Status from, Status to)
{
    using enum Status;
    switch (to) {
    case Uploading: return false;
    case Checking: return from == Uploading || from == Checked;
    case Checked: return from == Checking;
    case Running: return from == Checked;
    case Done: return from == Running;
    case Cancelled: return from == Uploading || from == Checking || from == Checked || from == Running;
    case Failed: return from == Checking || from == Running || from == Undoing;
    case Undoing: return from == Done || from == Cancelled;
    case Undone: return from == Undoing;
    }
    return false;
}

QJsonObject Import::toJson() const
{
    const bool atWork = status == Status::Checking || status == Status::Running || status == Status::Undoing;
    QJsonObject object{{"id"_L1, id.toString()},
                       {"kind"_L1, toWord(kind)},
                       {"status"_L1, toWord(status)},
                       {"file_name"_L1, fileName},
                       {"file_bytes"_L1, fileBytes},
                       {"parts"_L1, parts},
                       {"format"_L1, format},
                       {"columns"_L1, QJsonArray::fromStringList(columns)},
                       {"mapping"_L1, mapping},
                       {"report"_L1, report},
                       {"progress"_L1, QJsonObject{{"phase"_L1, atWork ? QJsonValue(toWord(phase)) : QJsonValue()},
                                                   {"done"_L1, position},
                                                   {"total"_L1, total}}},
                       {"failure"_L1, failure.isEmpty() ? QJsonValue() : QJsonValue(failure)},
                       {"created_at"_L1, toRfc3339(createdAt)},
                       {"finished_at"_L1, finishedAt ? QJsonValue(toRfc3339(*finishedAt)) : QJsonValue()}};
    return object;
}

QJsonArray toJson(const QList<FieldError> &errors)
{
    QJsonArray array;
    for (const FieldError &error : errors)
        array.append(QJsonObject{{"field"_L1, error.field}, {"code"_L1, error.code}, {"message"_L1, error.message}});
    return array;
}

} // namespace pos::imports
