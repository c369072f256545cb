// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/StaffRepository.h"

namespace pos::auth {

namespace {

#define STAFF_COLUMNS                                                                                                  \
    "u.tenant_id, u.id, u.subject_pid, u.name_enc, u.email_enc, u.password_hash, u.pin_hash, u.role, u.status, "       \
    "u.language, t.slug, t.name AS shop_name, t.currency, t.zone, t.status AS shop_status "                            \
    "FROM identity.users u JOIN shop.tenants t ON t.id = u.tenant_id "

constexpr pg::Statement kFindByLogin{"staff_find_by_login",
                                     "SELECT " STAFF_COLUMNS
                                     "JOIN identity.login_index l ON l.tenant_id = u.tenant_id AND l.user_id = u.id "
                                     "WHERE l.login_hash = $1 AND u.status <> 'deleted' ORDER BY u.id LIMIT 20"};
constexpr pg::Statement kFind{"staff_find", "SELECT " STAFF_COLUMNS "WHERE u.tenant_id = $1 AND u.id = $2"};
constexpr pg::Statement kFindByEmail{"staff_find_by_email",
                                     "SELECT " STAFF_COLUMNS "WHERE u.tenant_id = $1 AND u.email_hash = $2"};
#undef STAFF_COLUMNS

constexpr pg::Statement kInsert{"staff_insert_owner", R"(
    INSERT INTO identity.users (tenant_id, id, subject_pid, name_enc, email_enc, email_hash, hash_version, password_hash,
        role, status, language, verified_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13))"};
constexpr pg::Statement kInsertLogin{"staff_insert_login", R"(
    INSERT INTO identity.login_index (tenant_id, user_id, login_hash, hash_version) VALUES ($1, $2, $3, $4))"};
constexpr pg::Statement kSetPassword{"staff_set_password", R"(
    UPDATE identity.users SET password_hash = $3, updated_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kSetPin{"staff_set_pin", R"(
    UPDATE identity.users SET pin_hash = $3, updated_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kVerify{"staff_verify", R"(
    UPDATE identity.users SET status = 'active', verified_at = $3, updated_at = $3, version = version + 1
    WHERE tenant_id = $1 AND id = $2 AND status = 'unverified')"};

StaffRow fromRow(const pg::Row &row)
{
    StaffRow staff;
    staff.tenant = row.id("tenant_id");
    staff.id = row.id("id");
    staff.subject = row.id("subject_pid");
    staff.name = row.isNull("name_enc") ? QByteArray() : row.bytes("name_enc");
    staff.email = row.isNull("email_enc") ? QByteArray() : row.bytes("email_enc");
    staff.passwordHash = row.optionalText("password_hash").value_or(QString());
    staff.pinHash = row.optionalText("pin_hash").value_or(QString());
    staff.role = contract::roleFromWord(row.ascii("role")).value_or(contract::Role::Cashier);
    staff.status = row.ascii("status");
    staff.language = row.ascii("language") == "en" ? Language::English : Language::Indonesian;
    staff.slug = row.text("slug");
    staff.shopName = row.text("shop_name");
    staff.currency = row.text("currency");
    staff.zone = row.text("zone");
    staff.shopIsActive = row.ascii("shop_status") == "active";
    return staff;
}

std::optional<StaffRow> firstOf(const pg::Rows &rows)
{
    return rows.isEmpty() ? std::nullopt : std::optional(fromRow(rows.first()));
}

} // namespace

Result<std::vector<StaffRow>> StaffRepository::findByLogin(pg::Transaction &tx, const QByteArray &loginHash)
{
    POS_TRY(const pg::Rows rows, tx.run(kFindByLogin, pg::Params(loginHash)));
    std::vector<StaffRow> found;
    for (const pg::Row row : rows)
        found.push_back(fromRow(row));
    return found;
}

Result<std::optional<StaffRow>> StaffRepository::find(pg::Transaction &tx, const Id &tenant, const Id &user)
{
    POS_TRY(const pg::Rows rows, tx.run(kFind, pg::Params(tenant, user)));
    return firstOf(rows);
}

Result<std::optional<StaffRow>> StaffRepository::findByEmail(pg::Transaction &tx, const Id &tenant,
                                                             const QByteArray &emailHash)
{
    POS_TRY(const pg::Rows rows, tx.run(kFindByEmail, pg::Params(tenant, emailHash)));
    return firstOf(rows);
}

void StaffRepository::insertOwner(pg::Transaction &tx, const Clock &clock, const NewOwner &owner)
{
    const StaffRow &row = owner.row;
    const Instant now = clock.now();
    const auto verifiedAt = owner.isVerified ? std::optional(now) : std::nullopt;
    tx.queue(kInsert,
             pg::Params(row.tenant, row.id, row.subject, row.name, row.email, owner.email.bytes, owner.email.version,
                        row.passwordHash, "owner", owner.isVerified ? "active" : "unverified",
                        toWord(row.language).constData(), verifiedAt, now));
    tx.queue(kInsertLogin, pg::Params(row.tenant, row.id, owner.login.bytes, owner.login.version));
}

void StaffRepository::setPassword(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                                  const QString &hash)
{
    tx.queue(kSetPassword, pg::Params(tenant, user, hash, clock.now()));
}

void StaffRepository::setPin(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                             const QString &hash)
{
    tx.queue(kSetPin, pg::Params(tenant, user, hash, clock.now()));
}

void StaffRepository::verify(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user)
{
    tx.queue(kVerify, pg::Params(tenant, user, clock.now()));
}

} // namespace pos::auth
