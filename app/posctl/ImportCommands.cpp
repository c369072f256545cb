// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ServerModules.h"
#include "app/posctl/ApiClient.h"
#include "app/posctl/Context.h"
#include "core/base/MoneyFormat.h"
#include "server/auth/OperatorAccess.h"

#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTimer>

namespace pos::posctl {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kPartBytes = 1024 * 1024;
constexpr int kPollMs = 200;

struct Arguments {
    std::string file;
    std::string shop;
    bool dryRun = false;
};

// The API of this store: of the server that runs, else of one made for the moment.
class StoreApi {
public:
    static Result<std::unique_ptr<StoreApi>> open(Context &context, const QString &shop)
    {
        std::unique_ptr<StoreApi> api(new StoreApi);
        POS_TRY(const config::Settings *settings, context.settings());
        QUrl base(u"http://127.0.0.1:%1"_s.arg(settings->portBase));
        if (!ApiClient::answers(base)) {
            context.note(u"No server runs on port %1: starting one for this import."_s.arg(settings->portBase));
            POS_TRY(api->m_server, runtime::PosServer::start({.settings = *settings,
                                                              .clock = context.clock(),
                                                              .program = u"posctl import"_s,
                                                              .services = {},
                                                              .modules = app::serverModules(),
                                                              .gateway = app::gatewayBuilder(),
                                                              .progress = {},
                                                              .anyPort = true}));
            base.setPort(api->m_server->port(contract::Service::Gateway));
        }
        POS_TRY(runtime::Store * store, context.store());
        api->m_service =
            std::make_unique<auth::AuthService>(auth::AuthParts{store->database(),
                                                                context.clock(),
                                                                {store->keys(), store->subjectKeys(), api->m_cipher},
                                                                store->tokenKeys(),
                                                                api->m_hasher,
                                                                false});
        api->m_client =
            std::make_unique<ApiClient>(base, [service = api->m_service.get(), shop]() -> Result<QByteArray> {
                POS_TRY(const contract::SignedIn signedIn, auth::OperatorAccess(*service).open(shop));
                return signedIn.accessToken;
            });
        return api;
    }

    ~StoreApi()
    {
        const auto ended = m_client ? m_client->post(u"/api/v1/auth/logout"_s, {}) : Result<QJsonObject>();
        Q_UNUSED(ended) // it ends by itself after an hour
    }

    ApiClient &client() { return *m_client; }

private:
    StoreApi() = default;

    keyring::FieldCipher m_cipher;
    keyring::PasswordHasher m_hasher;
    std::unique_ptr<runtime::PosServer> m_server;
    std::unique_ptr<auth::AuthService> m_service;
    std::unique_ptr<ApiClient> m_client;
};

Result<QJsonObject> upload(ApiClient &api, const QString &kind, QFile &file)
{
    POS_TRY(QJsonObject import,
            api.post(u"/api/v1/imports"_s, {{"kind"_L1, kind}, {"file_name"_L1, QFileInfo(file).fileName()}}));
    const QString path = u"/api/v1/imports/"_s + import["id"_L1].toString();
    for (int number = 0; !file.atEnd(); ++number) {
        POS_TRY(import, api.put(path + u"/parts/%1"_s.arg(number), file.read(kPartBytes)));
    }
    return import;
}

// Waits until the import has left `status`, and tells how far it is.
Result<QJsonObject> follow(Context &context, ApiClient &api, const QString &path, const QString &status)
{
    qint64 said = -1;
    for (;;) {
        POS_TRY(const QJsonObject import, api.get(path));
        if (import["status"_L1].toString() != status)
            return import;
        const QJsonObject progress = import["progress"_L1].toObject();
        if (const qint64 done = progress["done"_L1].toInteger(); done != said) {
            said = done;
            // While it is checked nobody knows yet how many lines there are.
            const QString of = status == u"running"_s ? u" of %1"_s.arg(progress["total"_L1].toInteger()) : QString();
            context.note(u"%1 … %2%3 lines"_s.arg(status).arg(done).arg(of));
        }
        QEventLoop wait;
        QTimer::singleShot(kPollMs, &wait, &QEventLoop::quit);
        wait.exec();
    }
}

// What became of every line, in words.
QString summary(const QJsonObject &import, const QString &currency)
{
    const QJsonObject report = import["report"_L1].toObject();
    QStringList lines;
    for (const QJsonValue &problem : report["problems"_L1].toArray())
        lines.append(u"%1: %2"_s.arg(problem["field"_L1].toString(), problem["message"_L1].toString()));
    lines.append(u"%1 lines"_s.arg(report["lines"_L1].toInteger()));
    if (report.contains("invoices"_L1))
        lines.last() +=
            u" of %1 invoices, together %2 %3"_s.arg(report["invoices"_L1].toInteger())
                .arg(currency, MoneyFormat(currency).formatPlain(Money::ofMinor(report["amount"_L1].toInteger())));
    const QJsonObject outcomes = report["outcomes"_L1].toObject();
    for (auto it = outcomes.constBegin(); it != outcomes.constEnd(); ++it) {
        QString line = u"  %1: %2 lines"_s.arg(it.key()).arg(it.value()["lines"_L1].toInteger());
        if (const qint64 groups = it.value()["groups"_L1].toInteger(); groups > 0)
            line += u" of %1 invoices"_s.arg(groups);
        lines.append(line);
    }
    const QJsonArray unused = report["unused_columns"_L1].toArray();
    for (const QJsonValue &column : unused)
        lines.append(u"  not taken over: the column %1"_s.arg(column.toString()));
    return lines.join(u'\n');
}

Result<void> importFile(Context &context, const QString &kind, const Arguments &arguments)
{
    QFile file(QString::fromStdString(arguments.file));
    if (!file.open(QIODevice::ReadOnly))
        return fail({ErrorCode::NotFound, u"no_file"_s, u"%1: %2"_s.arg(file.fileName(), file.errorString())});
    POS_TRY(const auto store, StoreApi::open(context, QString::fromStdString(arguments.shop)));
    ApiClient &api = store->client();
    POS_TRY(const QJsonObject shop, api.get(u"/api/v1/tenant"_s));
    const QString currency = shop["currency"_L1].toString();
    POS_TRY(QJsonObject import, upload(api, kind, file));
    const QString path = u"/api/v1/imports/"_s + import["id"_L1].toString();
    POS_CHECK(api.post(path + u"/check"_s, {}));
    POS_TRY(import, follow(context, api, path, u"checking"_s));

    const QJsonObject report = import["report"_L1].toObject();
    if (!report["problems"_L1].toArray().isEmpty())
        return fail({ErrorCode::Invalid, u"bad_file"_s, summary(import, currency)});
    const bool nothingToDo = report["to_do"_L1].toInteger() == 0;
    if (arguments.dryRun || nothingToDo) {
        POS_TRY(import, api.post(path + u"/cancel"_s, {}));
        context.print(import, summary(import, currency)
                                  + (nothingToDo ? u"\nNothing to do: the shop has all of it."_s
                                                 : u"\nA dry run: nothing was written."_s));
        return {};
    }
    POS_CHECK(api.post(path + u"/run"_s, {}));
    POS_TRY(import, follow(context, api, path, u"running"_s));
    if (import["status"_L1].toString() != u"done"_s)
        return fail(
            {ErrorCode::Conflict, u"import_failed"_s, import["failure"_L1].toString(u"the import was cancelled"_s)});
    context.print(import, summary(import, currency));
    return {};
}

} // namespace

void addImportCommands(CLI::App &app, Context &context)
{
    CLI::App *imports = app.add_subcommand("import", "Take in a file of another system")->require_subcommand(1);
    const auto add = [&](const char *kind, const char *help) {
        const auto arguments = std::make_shared<Arguments>();
        CLI::App *command = imports->add_subcommand(kind, help);
        command->add_option("FILE", arguments->file, "A CSV file")->required();
        command->add_option("--shop", arguments->shop, "Short name of the shop, where there are several");
        command->add_flag("--dry-run", arguments->dryRun, "Say what would become of each line, write nothing");
        command->callback([=, &context] {
            context.action = [=, &context] { return importFile(context, QString::fromLatin1(kind), *arguments); };
        });
    };
    add("products", "Products with prices, barcodes and stock");
    add("sales", "Past sales: invoices become orders, refunds and stock adjustments");
}

} // namespace pos::posctl
