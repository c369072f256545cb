// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/auth/AuthService.h"
#include "server/auth/OwnerRescue.h"

#include <iostream>

namespace pos::posctl {

namespace {

// The part of auth-service that a command needs, on the keys of this store.
struct Staff {
    keyring::FieldCipher cipher;
    keyring::PasswordHasher hasher;
    auth::AuthService service;

    Staff(runtime::Store &store, const Clock &clock)
        : service(
            {store.database(), clock, {store.keys(), store.subjectKeys(), cipher}, store.tokenKeys(), hasher, false})
    {
    }
};

// One line, so that no password stands in the list of processes or in the shell's history.
Result<QString> passwordFromInput()
{
    std::string line;
    if (!std::getline(std::cin, line) || line.empty())
        return fail({ErrorCode::Invalid, QStringLiteral("no_password"),
                     QStringLiteral("no password came: write it on one line of standard input")});
    if (line.back() == '\r')
        line.pop_back();
    return QString::fromStdString(line);
}

struct Arguments {
    std::string name;
    std::string slug;
    std::string currency = "IDR";
    std::string zone = "Asia/Jakarta";
    int cutoff = 0;
    std::string taxRegime = "none";
    std::string language = "id";
    std::string ownerName = "Owner";
    std::string email;
    bool passwordFromStdin = false;
};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

void addPassword(CLI::App *command, const std::shared_ptr<Arguments> &arguments)
{
    command
        ->add_flag("--password-stdin", arguments->passwordFromStdin, "Read the password, one line, from standard input")
        ->required();
}

Result<void> createShop(Context &context, const Arguments &arguments)
{
    POS_TRY(const QString password, passwordFromInput());
    contract::RegisterShop wanted;
    wanted.shopName = text(arguments.name).trimmed();
    wanted.slug = text(arguments.slug);
    wanted.currency = text(arguments.currency);
    wanted.zone = text(arguments.zone);
    wanted.businessDayCutoff = arguments.cutoff;
    wanted.taxRegime = text(arguments.taxRegime);
    wanted.language = arguments.language == "en" ? Language::English : Language::Indonesian;
    wanted.ownerName = text(arguments.ownerName).trimmed();
    wanted.email = text(arguments.email);
    wanted.password = password;
    POS_CHECK(wanted.validate());
    POS_TRY(runtime::Store * store, context.store());
    const Staff staff(*store, context.clock());
    POS_TRY(const auto made, staff.service.registration.make(wanted, {{"system", Id(), Id(), {}, {}}, {}, {}},
                                                             auth::ShopRegistration::Trust::Operator));
    context.print({{QStringLiteral("tenant_id"), made.tenant.toString()},
                   {QStringLiteral("owner_id"), made.owner.toString()},
                   {QStringLiteral("slug"), wanted.slug}},
                  QStringLiteral("The shop \"%1\" is there; its owner signs in as %2.").arg(wanted.slug, wanted.email));
    return {};
}

enum class OwnerCommand { Create, Reset };

Result<void> owner(Context &context, const Arguments &arguments, OwnerCommand command)
{
    POS_TRY(const QString password, passwordFromInput());
    POS_TRY(runtime::Store * store, context.store());
    const Staff staff(*store, context.clock());
    const auth::OwnerRescue rescue(staff.service.parts);
    const auth::OwnerRescue::Owner wanted{text(arguments.slug), text(arguments.ownerName), text(arguments.email),
                                          password};
    POS_TRY(const Id user, command == OwnerCommand::Create ? rescue.create(wanted) : rescue.reset(wanted));
    context.print({{QStringLiteral("user_id"), user.toString()}},
                  QStringLiteral("%1 signs in to \"%2\" as an owner.").arg(wanted.email, wanted.shop));
    return {};
}

} // namespace

void addShopCommands(CLI::App &app, Context &context)
{
    const auto arguments = std::make_shared<Arguments>();

    CLI::App *shops = app.add_subcommand("shop", "Make a shop")->require_subcommand(1);
    CLI::App *create = shops->add_subcommand("create", "Make a shop with its owner, who needs no mail to sign in");
    create->add_option("--name", arguments->name, "As it stands on receipts")->required();
    create->add_option("--slug", arguments->slug, "Short name: lower case letters, digits, hyphens")->required();
    create->add_option("--currency", arguments->currency, "ISO 4217")->capture_default_str();
    create->add_option("--zone", arguments->zone, "Time zone")->capture_default_str();
    create->add_option("--cutoff", arguments->cutoff, "Hour at which the business day begins")
        ->check(CLI::Range(0, 23))
        ->capture_default_str();
    create->add_option("--tax", arguments->taxRegime, "Tax rules to begin with")
        ->check(CLI::IsMember({"none", "ppn", "pbjt"}))
        ->capture_default_str();
    create->add_option("--language", arguments->language, "Of mails and receipts")
        ->check(CLI::IsMember({"id", "en"}))
        ->capture_default_str();
    create->add_option("--owner-name", arguments->ownerName, "Name of the owner")->capture_default_str();
    create->add_option("--owner-email", arguments->email, "The owner signs in with it")->required();
    addPassword(create, arguments);
    create->callback([=, &context] { context.action = [=, &context] { return createShop(context, *arguments); }; });

    CLI::App *owners = app.add_subcommand("owner", "Let an owner in when nobody else can")->require_subcommand(1);
    const auto addOwner = [&](const char *name, const char *help, OwnerCommand which) {
        CLI::App *command = owners->add_subcommand(name, help);
        command->add_option("--shop", arguments->slug, "Short name of the shop")->required();
        command->add_option("--email", arguments->email, "The owner signs in with it")->required();
        if (which == OwnerCommand::Create)
            command->add_option("--name", arguments->ownerName, "Name of the owner")->required();
        addPassword(command, arguments);
        command->callback(
            [=, &context] { context.action = [=, &context] { return owner(context, *arguments, which); }; });
    };
    addOwner("create", "A further owner, verified", OwnerCommand::Create);
    addOwner("reset", "A new password for a member of staff, who becomes an active owner", OwnerCommand::Reset);
}

} // namespace pos::posctl
