// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/MailLinks.h"

#include "server/infra/outbox/Outbox.h"

namespace pos::runtime {

namespace {

constexpr pg::Statement kInsert{"links_insert", R"(
    INSERT INTO identity.tokens (tenant_id, id, user_id, purpose, secret_hash, secret_enc, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))"};
constexpr pg::Statement kUse{"links_use", R"(
    UPDATE identity.tokens SET used_at = $5, secret_enc = NULL
    WHERE tenant_id = $1 AND id = $2 AND purpose = $3 AND secret_hash = $4 AND used_at IS NULL AND expires_at > $5
    RETURNING user_id)"};
constexpr pg::Statement kWithdraw{"links_withdraw", R"(
    UPDATE identity.tokens SET used_at = $4, secret_enc = NULL
    WHERE tenant_id = $1 AND user_id = $2 AND purpose = $3 AND used_at IS NULL)"};

const char *wordOf(MailLinks::Purpose purpose)
{
    switch (purpose) {
    case MailLinks::Purpose::Verification: return "verification";
    case MailLinks::Purpose::Reset: return "reset";
    case MailLinks::Purpose::Invitation: break;
    }
    return "invitation";
}

contract::MailTemplate templateOf(MailLinks::Purpose purpose)
{
    switch (purpose) {
    case MailLinks::Purpose::Verification: return contract::MailTemplate::Verification;
    case MailLinks::Purpose::Reset: return contract::MailTemplate::Reset;
    case MailLinks::Purpose::Invitation: break;
    }
    return contract::MailTemplate::Invitation;
}

} // namespace

void requestMail(pg::Transaction &tx, const Clock &clock, const QByteArray &source, const Id &tenant,
                 const contract::MailRequest &request)
{
    outbox::Event event;
    event.topic = contract::MailRequest::kTopic;
    event.type = contract::MailRequest::kType;
    event.source = source;
    event.tenant = tenant;
    event.subject = "users/" + request.user.toString().toLatin1();
    event.data = request.toJson();
    outbox::append(tx, clock, std::move(event));
}

Duration MailLinks::lifetimeOf(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Verification: return std::chrono::hours(24);
    case Purpose::Reset: return std::chrono::hours(1);
    case Purpose::Invitation: break;
    }
    return std::chrono::hours(7 * 24);
}

void MailLinks::withdraw(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user, Purpose purpose)
{
    tx.queue(kWithdraw, pg::Params(tenant, user, wordOf(purpose), clock.now()));
}

Result<void> MailLinks::send(pg::Transaction &tx, const Clock &clock, const keyring::PersonalData &personal,
                             const QByteArray &source, const Person &person, Purpose purpose)
{
    const auto token = keyring::OpaqueToken::make(person.tenant, Id::make(clock));
    POS_TRY(const auto key, personal.keys.load(tx, person.tenant, person.subject));
    POS_TRY(const QByteArray sealed,
            personal.cipher.seal(*key, {keyring::kTokenSecret, person.tenant, token.row(), person.subject},
                                 token.secret().reveal()));
    withdraw(tx, clock, person.tenant, person.user, purpose);
    const Instant now = clock.now();
    tx.queue(kInsert, pg::Params(person.tenant, token.row(), person.user, wordOf(purpose), token.hash(), sealed, now,
                                 now + lifetimeOf(purpose)));
    requestMail(tx, clock, source, person.tenant, {templateOf(purpose), person.user, person.language, token.row()});
    return {};
}

Result<Id> MailLinks::use(pg::Transaction &tx, const Clock &clock, const keyring::OpaqueToken &token, Purpose purpose)
{
    POS_TRY(const pg::Rows rows,
            tx.run(kUse, pg::Params(token.tenant(), token.row(), wordOf(purpose), token.hash(), clock.now())));
    if (rows.isEmpty())
        return fail({ErrorCode::Invalid, QStringLiteral("token_invalid"),
                     QStringLiteral("this link has been used already or is too old: ask for a new one")});
    return rows.first().id("user_id");
}

} // namespace pos::runtime
