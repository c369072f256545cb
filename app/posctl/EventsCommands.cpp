// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/outbox/ParkedEvents.h"

#include <QJsonArray>

namespace pos::posctl {

namespace {

constexpr int kListed = 200;

QJsonObject toJson(const outbox::ParkedEvent &parked)
{
    const outbox::Event &event = parked.event;
    return {{QStringLiteral("consumer"), QString::fromLatin1(parked.consumer)},
            {QStringLiteral("id"), event.id.toString()},
            {QStringLiteral("topic"), QString::fromLatin1(event.topic)},
            {QStringLiteral("type"), QString::fromLatin1(event.type)},
            {QStringLiteral("subject"), QString::fromLatin1(event.subject)},
            {QStringLiteral("tenant_id"), event.tenant.isNull() ? QJsonValue() : QJsonValue(event.tenant.toString())},
            {QStringLiteral("occurred_at"), toRfc3339(event.time)},
            {QStringLiteral("parked_at"), toRfc3339(parked.parkedAt)},
            {QStringLiteral("tries"), parked.tries},
            {QStringLiteral("error"), parked.error},
            {QStringLiteral("again"), parked.again}};
}

Result<void> listParked(Context &context)
{
    POS_TRY(runtime::Store * store, context.store());
    POS_TRY(const auto events,
            store->database().asSystem([](pg::Transaction &tx) { return outbox::parked::list(tx, kListed); }));
    QJsonArray items;
    QString text;
    for (const outbox::ParkedEvent &parked : events) {
        items.append(toJson(parked));
        text += QStringLiteral("%1  %2  %3  %4 tries  %5\n")
                    .arg(parked.event.id.toString(), QString::fromLatin1(parked.consumer),
                         QString::fromLatin1(parked.event.type))
                    .arg(parked.tries)
                    .arg(parked.again ? QStringLiteral("(asked for again) ") + parked.error : parked.error);
    }
    context.print({{QStringLiteral("items"), items}},
                  text.isEmpty() ? QStringLiteral("no event is parked") : text.trimmed());
    return {};
}

Result<void> tryAgain(Context &context, const std::string &id, bool all)
{
    std::optional<Id> event;
    if (!all) {
        POS_TRY(event, Id::parse(QString::fromStdString(id)));
    }
    POS_TRY(runtime::Store * store, context.store());
    POS_TRY(const qint64 count, store->database().asSystem([&](pg::Transaction &tx) {
        return outbox::parked::tryAgain(tx, event, context.clock().now());
    }));
    if (count == 0 && event)
        return fail(Error::notFound(QStringLiteral("parked event: \"posctl events parked\" lists them")));
    context.print({{QStringLiteral("asked"), count}},
                  QStringLiteral("%1 asked for; the running server tries at once").arg(count));
    return {};
}

} // namespace

void addEventsCommands(CLI::App &app, Context &context)
{
    CLI::App *group = app.add_subcommand("events", "Events a consumer could not take")->require_subcommand(1);
    group->add_subcommand("parked", "List them, the newest first")->callback([&context] {
        context.action = [&context] { return listParked(context); };
    });

    struct Arguments {
        std::string id;
        bool all = false;
    };
    const auto arguments = std::make_shared<Arguments>();
    CLI::App *retry = group->add_subcommand("retry", "Have one, or all, tried again");
    CLI::Option *id = retry->add_option("ID", arguments->id, "The event");
    retry->add_flag("--all", arguments->all, "Every parked event")->excludes(id);
    retry->callback([=, &context] {
        if (arguments->id.empty() && !arguments->all)
            throw CLI::RequiredError("ID or --all");
        context.action = [=, &context] { return tryAgain(context, arguments->id, arguments->all); };
    });
}

} // namespace pos::posctl
