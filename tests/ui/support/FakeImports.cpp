// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeImports.h"

namespace pos::ui::test {

namespace {

const QString kId = QStringLiteral("01900000-0000-7000-8000-0000000000a1");
const QByteArray kOne = "/api/v1/imports/" + kId.toLatin1();

QJsonObject lines(int count)
{
    return {{QStringLiteral("lines"), count}, {QStringLiteral("groups"), 0}, {QStringLiteral("amount"), 0}};
}

QJsonObject row(int line, const char *outcome, const char *sku, const char *name, const QJsonArray &errors = {})
{
    return {{QStringLiteral("line"), line},
            {QStringLiteral("outcome"), QLatin1String(outcome)},
            {QStringLiteral("sku"), QLatin1String(sku)},
            {QStringLiteral("name"), QString::fromUtf8(name)},
            {QStringLiteral("reference"), QJsonValue()},
            {QStringLiteral("errors"), errors}};
}

} // namespace

FakeImports::FakeImports(FakeServer &server) : m_server(server)
{
    server.on("GET /api/v1/imports", [this](const FakeRequest &) {
        QJsonArray items;
        if (!import.isEmpty())
            items.append(import);
        return FakeReply{200, {{QStringLiteral("items"), items}, {QStringLiteral("next_cursor"), QJsonValue()}}};
    });
    server.on("POST /api/v1/imports", [this](const FakeRequest &request) {
        receivedBytes = parts = 0;
        import = request.body;
        import[QStringLiteral("id")] = kId;
        import[QStringLiteral("status")] = QStringLiteral("uploading");
        import[QStringLiteral("created_at")] = QStringLiteral("2026-01-22T03:15:00.000Z");
        return FakeReply{201, import};
    });
    server.on("PUT " + kOne + "/parts/", [this](const FakeRequest &request) {
        ++parts;
        receivedBytes += request.header("content-length").toLongLong();
        import[QStringLiteral("file_bytes")] = receivedBytes;
        return FakeReply{200, import};
    });
    server.on("POST " + kOne + "/check", [this](const FakeRequest &) { return step(QStringLiteral("checking")); });
    server.on("POST " + kOne + "/run", [this](const FakeRequest &) { return step(QStringLiteral("running")); });
    server.on("POST " + kOne + "/undo", [this](const FakeRequest &) { return step(QStringLiteral("undoing")); });
    server.on("POST " + kOne + "/cancel", [this](const FakeRequest &) {
        import[QStringLiteral("status")] = QStringLiteral("cancelled");
        return FakeReply{202, import};
    });
    server.on("GET " + kOne, [this](const FakeRequest &) { return look(); });
    server.on("GET " + kOne + "/rows", [this](const FakeRequest &request) {
        const QString wanted = request.query.queryItemValue(QStringLiteral("outcome"));
        QJsonArray items;
        for (const QJsonValue &value : std::as_const(rows)) {
            if (wanted.isEmpty() || value[u"outcome"].toString() == wanted)
                items.append(value);
        }
        return FakeReply{200, {{QStringLiteral("items"), items}, {QStringLiteral("next_cursor"), QJsonValue()}}};
    });
}

FakeReply FakeImports::step(const QString &status)
{
    m_looks = 0;
    import[QStringLiteral("status")] = status;
    import[QStringLiteral("progress")] = QJsonObject{{QStringLiteral("phase"), QStringLiteral("catalogue")},
                                                     {QStringLiteral("done"), 0},
                                                     {QStringLiteral("total"), 4000}};
    return {202, import};
}

FakeReply FakeImports::look()
{
    const QString status = import[u"status"].toString();
    ++m_looks;
    QJsonObject progress = import[u"progress"].toObject();
    progress[QStringLiteral("done")] = qMin(4000, m_looks * 1000);
    import[QStringLiteral("progress")] = progress;
    if (looksUntilDone < 0 || m_looks < looksUntilDone)
        return {200, import};
    const auto take = [this](const QJsonObject &more) {
        for (auto it = more.begin(); it != more.end(); ++it)
            import[it.key()] = it.value();
    };
    if (status == QLatin1String("checking")) {
        take(checked);
        import[QStringLiteral("status")] = QStringLiteral("checked");
    } else if (status == QLatin1String("running")) {
        take(ran);
        import[QStringLiteral("status")] = QStringLiteral("done");
    } else if (status == QLatin1String("undoing")) {
        import[QStringLiteral("status")] = QStringLiteral("undone");
    }
    return {200, import};
}

void FakeImports::furnish()
{
    rows = {row(2, "plan_create", "KSG-250", "Kopi Susu Gula Aren 250 ml"),
            row(3, "plan_create", "ETM-400", "Es Teh Manis"), row(4, "plan_change", "KTB-180", "Kopi Tubruk"),
            row(5, "error", "RTG-400", "Roti Tawar Gandum",
                {QJsonObject{{QStringLiteral("field"), QStringLiteral("price")},
                             {QStringLiteral("code"), QStringLiteral("not_a_number")},
                             {QStringLiteral("message"), QStringLiteral("is not a number")}},
                 QJsonObject{{QStringLiteral("field"), QStringLiteral("barcode")},
                             {QStringLiteral("code"), QStringLiteral("barcode_taken")},
                             {QStringLiteral("message"), QStringLiteral("belongs to another product")}}})};
    checked = {{QStringLiteral("format"), QJsonObject{{QStringLiteral("encoding"), QStringLiteral("utf-8")},
                                                      {QStringLiteral("separator"), QStringLiteral(";")},
                                                      {QStringLiteral("decimal_mark"), QStringLiteral(",")},
                                                      {QStringLiteral("byte_order_mark"), true}}},
               {QStringLiteral("columns"), QJsonArray{QStringLiteral("Kode"), QStringLiteral("Nama"),
                                                      QStringLiteral("Harga"), QStringLiteral("Rak")}},
               {QStringLiteral("mapping"), QJsonObject{{QStringLiteral("sku"), QStringLiteral("Kode")},
                                                       {QStringLiteral("name"), QStringLiteral("Nama")},
                                                       {QStringLiteral("price"), QStringLiteral("Harga")}}},
               {QStringLiteral("report"),
                QJsonObject{{QStringLiteral("lines"), 4},
                            {QStringLiteral("to_do"), 3},
                            {QStringLiteral("can_run"), true},
                            {QStringLiteral("unused_columns"), QJsonArray{QStringLiteral("Rak")}},
                            {QStringLiteral("outcomes"), QJsonObject{{QStringLiteral("plan_create"), lines(2)},
                                                                     {QStringLiteral("plan_change"), lines(1)},
                                                                     {QStringLiteral("error"), lines(1)}}}}}};
    ran = {{QStringLiteral("report"),
            QJsonObject{{QStringLiteral("lines"), 4},
                        {QStringLiteral("to_do"), 0},
                        {QStringLiteral("outcomes"), QJsonObject{{QStringLiteral("created"), lines(2)},
                                                                 {QStringLiteral("changed"), lines(1)},
                                                                 {QStringLiteral("error"), lines(1)}}}}}};
}

void FakeImports::tellWhatBecame()
{
    for (QJsonValueRef one : rows) {
        QJsonObject line = one.toObject();
        const QString planned = line[u"outcome"].toString();
        if (planned == QLatin1String("plan_create"))
            line[QStringLiteral("outcome")] = QStringLiteral("created");
        else if (planned == QLatin1String("plan_change"))
            line[QStringLiteral("outcome")] = QStringLiteral("changed");
        one = line;
    }
}

} // namespace pos::ui::test
