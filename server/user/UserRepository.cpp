// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/user/UserRepository.h"

namespace pos::user {

namespace {

#define USER_COLUMNS                                                                                                   \
    "SELECT u.id, u.subject_pid, u.name_enc, u.email_enc, u.phone_enc, u.role, u.status, u.language, "                 \
    "u.pin_hash IS NOT NULL AS has_pin, u.invited_by, u.created_at, u.updated_at, u.verified_at, u.version, "          \
    "(SELECT max(t.expires_at) FROM identity.tokens t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id "           \
    "AND t.purpose = 'invitation' AND t.used_at IS NULL) AS link_expires_at, "                                         \
    "(SELECT max(s.last_used_at) FROM identity.sessions s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id) "      \
    "AS last_seen_at FROM identity.users u "

constexpr pg::Statement kList{"users_list",
                              USER_COLUMNS "WHERE u.tenant_id = $1 AND u.status <> 'invited' AND ($2::text IS NULL AND "
                                           "u.status <> 'deleted' OR u.status = $2) "
                                           "AND ($3::text IS NULL OR u.role = $3) AND ($4::bytea IS NULL OR "
                                           "u.email_hash = $4) AND ($5::uuid IS NULL OR u.id > $5) "
                                           "ORDER BY u.id LIMIT $6"};
constexpr pg::Statement kListInvited{
    "users_list_invited", USER_COLUMNS
    "WHERE u.tenant_id = $1 AND u.status = 'invited' AND ($2::uuid IS NULL OR u.id > $2) ORDER BY u.id LIMIT $3"};
constexpr pg::Statement kFind{"users_find", USER_COLUMNS "WHERE u.tenant_id = $1 AND u.id = $2"};
constexpr pg::Statement kLock{"users_lock", USER_COLUMNS "WHERE u.tenant_id = $1 AND (u.id = $2 OR (u.role = 'owner' "
                                                         "AND u.status = 'active')) ORDER BY u.id FOR UPDATE OF u"};
#undef USER_COLUMNS

constexpr pg::Statement kInsert{"users_insert_invited", R"(
    INSERT INTO identity.users (tenant_id, id, subject_pid, email_enc, email_hash, hash_version, role, status, language,
        invited_by, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $9, $10, $10))"};
constexpr pg::Statement kUpdate{"users_update", R"(
    UPDATE identity.users SET name_enc = coalesce($3, name_enc), email_enc = coalesce($4, email_enc),
        email_hash = coalesce($5, email_hash), phone_enc = CASE WHEN $6::bytea IS NULL THEN phone_enc ELSE nullif($6, '') END,
        phone_hash = CASE WHEN $6::bytea IS NULL THEN phone_hash ELSE $7 END, language = coalesce($8, language),
        updated_at = $9, version = version + 1
    WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kUpdateLogin{"users_update_login", R"(
    UPDATE identity.login_index SET login_hash = $3, hash_version = $4 WHERE tenant_id = $1 AND user_id = $2)"};
constexpr pg::Statement kAccept{"users_accept", R"(
    UPDATE identity.users SET name_enc = $3, password_hash = $4, status = 'active', verified_at = $5, updated_at = $5,
        version = version + 1
    WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kInsertLogin{"users_insert_login", R"(
    INSERT INTO identity.login_index (tenant_id, user_id, login_hash, hash_version) VALUES ($1, $2, $3, $4))"};
constexpr pg::Statement kSetRole{"users_set_role", R"(
    UPDATE identity.users SET role = $3, updated_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kSetStatus{"users_set_status", R"(
    UPDATE identity.users SET status = $3, updated_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kRemove{"users_remove", R"(
    UPDATE identity.users SET status = 'deleted', deleted_at = $3, updated_at = $3, email_hash = NULL, phone_hash = NULL,
        password_hash = NULL, pin_hash = NULL, version = version + 1
    WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kRemoveLogin{"users_remove_login",
                                     "DELETE FROM identity.login_index WHERE tenant_id = $1 AND user_id = $2"};
constexpr pg::Statement kEndLinks{"users_end_links", R"(
    UPDATE identity.tokens SET used_at = $3, secret_enc = NULL WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL)"};
constexpr pg::Statement kEndSessions{"users_end_sessions", R"(
    UPDATE identity.sessions SET ended_at = $3, end_reason = $4 WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL)"};

QByteArray bytesOrEmpty(const pg::Row &row, const char *column)
{
    return row.isNull(column) ? QByteArray() : row.bytes(column);
}

UserRow fromRow(const pg::Row &row)
{
    UserRow user;
    user.id = row.id("id");
    user.subject = row.id("subject_pid");
    user.name = bytesOrEmpty(row, "name_enc");
    user.email = bytesOrEmpty(row, "email_enc");
    user.phone = bytesOrEmpty(row, "phone_enc");
    user.role = contract::roleFromWord(row.ascii("role")).value_or(contract::Role::Cashier);
    user.status = row.ascii("status");
    user.language = row.ascii("language") == "en" ? Language::English : Language::Indonesian;
    user.hasPin = row.boolean("has_pin");
    user.invitedBy = row.id("invited_by");
    user.createdAt = row.instant("created_at");
    user.updatedAt = row.instant("updated_at");
    user.verifiedAt = row.optionalInstant("verified_at");
    user.linkExpiresAt = row.optionalInstant("link_expires_at");
    user.lastSeenAt = row.optionalInstant("last_seen_at");
    user.version = row.i64("version");
    return user;
}

std::vector<UserRow> fromRows(const pg::Rows &rows)
{
    std::vector<UserRow> users;
    for (const pg::Row row : rows)
        users.push_back(fromRow(row));
    return users;
}

std::optional<QByteArray> bytesOf(const std::optional<keyring::LookupHash::Value> &value)
{
    return value ? std::optional(value->bytes) : std::nullopt;
}

} // namespace

Result<std::vector<UserRow>> UserRepository::list(pg::Transaction &tx, const Id &tenant, const UserFilter &filter)
{
    POS_TRY(const pg::Rows rows, tx.run(kList, pg::Params(tenant, filter.status, filter.role, filter.emailHash,
                                                          filter.after, filter.limit)));
    return fromRows(rows);
}

Result<std::vector<UserRow>> UserRepository::listInvited(pg::Transaction &tx, const Id &tenant, const Id &after,
                                                         int limit)
{
    POS_TRY(const pg::Rows rows, tx.run(kListInvited, pg::Params(tenant, after, limit)));
    return fromRows(rows);
}

Result<std::optional<UserRow>> UserRepository::find(pg::Transaction &tx, const Id &tenant, const Id &user)
{
    POS_TRY(const pg::Rows rows, tx.run(kFind, pg::Params(tenant, user)));
    return rows.isEmpty() ? std::nullopt : std::optional(fromRow(rows.first()));
}

Result<UserRepository::Locked> UserRepository::lock(pg::Transaction &tx, const Id &tenant, const Id &user)
{
    POS_TRY(const pg::Rows rows, tx.run(kLock, pg::Params(tenant, user)));
    Locked locked;
    for (const UserRow &row : fromRows(rows)) {
        locked.activeOwners += row.isActiveOwner() ? 1 : 0;
        if (row.id == user)
            locked.user = row;
    }
    return locked;
}

void UserRepository::insertInvited(pg::Transaction &tx, const Id &tenant, const UserRow &row,
                                   const keyring::LookupHash::Value &email)
{
    tx.queue(kInsert, pg::Params(tenant, row.id, row.subject, row.email, email.bytes, email.version,
                                 contract::toWord(row.role).constData(), toWord(row.language).constData(),
                                 row.invitedBy, row.createdAt));
}

void UserRepository::update(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                            const Sealed &sealed)
{
    const auto language = sealed.language ? std::optional(QString::fromLatin1(toWord(*sealed.language))) : std::nullopt;
    tx.queue(kUpdate, pg::Params(tenant, user, sealed.name, sealed.email, bytesOf(sealed.emailHash), sealed.phone,
                                 sealed.phoneHash, language, clock.now()));
    if (sealed.login)
        tx.queue(kUpdateLogin, pg::Params(tenant, user, sealed.login->bytes, sealed.login->version));
}

void UserRepository::accept(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                            const QByteArray &name, const QString &passwordHash,
                            const keyring::LookupHash::Value &login)
{
    tx.queue(kAccept, pg::Params(tenant, user, name, passwordHash, clock.now()));
    tx.queue(kInsertLogin, pg::Params(tenant, user, login.bytes, login.version));
}

void UserRepository::setRole(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                             contract::Role role)
{
    tx.queue(kSetRole, pg::Params(tenant, user, contract::toWord(role).constData(), clock.now()));
}

void UserRepository::setStatus(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                               const char *status)
{
    tx.queue(kSetStatus, pg::Params(tenant, user, status, clock.now()));
}

void UserRepository::remove(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user)
{
    tx.queue(kRemove, pg::Params(tenant, user, clock.now()));
    tx.queue(kRemoveLogin, pg::Params(tenant, user));
    tx.queue(kEndLinks, pg::Params(tenant, user, clock.now()));
}

void UserRepository::endSessions(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                                 const char *reason)
{
    tx.queue(kEndSessions, pg::Params(tenant, user, clock.now(), reason));
}

} // namespace pos::user
