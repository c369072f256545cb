// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/user/UserService.h"

#include "core/base/EmailAddress.h"
#include "server/runtime/MailLinks.h"

namespace pos::user {

using contract::UserItem;

namespace {

Error emailTaken()
{
    return Error::conflict(QStringLiteral("email_taken"),
                           QStringLiteral("somebody in this shop has this address already"));
}

Error noUser()
{
    return Error::notFound(QStringLiteral("user"));
}

} // namespace

void UserService::audit(pg::Transaction &tx, const Asking &asking, const char *action, const UserRow &row,
                        const QStringList &fields, const QJsonObject &details) const
{
    outbox::AuditEntry entry;
    entry.action = action;
    entry.entity = "user";
    entry.entityId = row.id;
    entry.subject = row.subject;
    entry.fields = fields;
    entry.details = details;
    outbox::appendAudit(tx, m_parts.clock, kSource, asking.tenant, asking.actor, entry);
}

Result<UserItem> UserService::open(pg::Transaction &tx, const Id &tenant, const UserRow &row) const
{
    UserItem item;
    item.id = row.id;
    item.role = row.role;
    item.status = row.status;
    item.language = row.language;
    item.hasPin = row.hasPin;
    item.createdAt = row.createdAt;
    item.verifiedAt = row.verifiedAt;
    item.lastSeenAt = row.lastSeenAt;
    item.version = row.version;
    const auto key = m_parts.personal.keys.load(tx, tenant, row.subject);
    if (!key) {
        if (key.error().reason == QStringLiteral("erased"))
            return item;
        return fail(key.error());
    }
    const auto text = [&](const keyring::Column &column, const QByteArray &sealed) -> Result<std::optional<QString>> {
        if (sealed.isEmpty())
            return std::optional<QString>();
        POS_TRY(QString plain, m_parts.personal.cipher.openText(**key, {column, tenant, row.id, row.subject}, sealed));
        return std::optional(std::move(plain));
    };
    POS_TRY(item.name, text(keyring::kUserName, row.name));
    POS_TRY(item.email, text(keyring::kUserEmail, row.email));
    POS_TRY(item.phone, text(keyring::kUserPhone, row.phone));
    return item;
}

Result<UserService::Page> UserService::list(const Asking &asking, UserFilter filter,
                                            const std::optional<QString> &email) const
{
    if (email) {
        const auto hash = m_parts.personal.lookup.email(asking.tenant, *email);
        if (!hash)
            return hash.error().code == ErrorCode::Invalid ? Result<Page>(Page()) : Result<Page>(fail(hash.error()));
        filter.emailHash = hash->bytes;
    }
    const int limit = filter.limit++;
    return m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<Page> {
        POS_TRY(auto rows, UserRepository::list(tx, asking.tenant, filter));
        Page page;
        if (rows.size() > static_cast<size_t>(limit)) {
            rows.resize(static_cast<size_t>(limit));
            page.next = rows.back().id;
        }
        QList<Id> subjects;
        for (const UserRow &row : rows)
            subjects.append(row.subject);
        POS_CHECK(m_parts.personal.keys.loadAll(tx, asking.tenant, subjects)); // in one round trip, for open() below
        for (const UserRow &row : rows) {
            POS_TRY(UserItem item, open(tx, asking.tenant, row));
            page.items.push_back(std::move(item));
        }
        outbox::AuditEntry entry;
        entry.action = "user.listed";
        entry.entity = "user";
        entry.purpose = "staff_management";
        entry.fields = {QStringLiteral("name"), QStringLiteral("email"), QStringLiteral("phone")};
        entry.details = {{QStringLiteral("count"), static_cast<qint64>(rows.size())}};
        outbox::appendAudit(tx, m_parts.clock, kSource, asking.tenant, asking.actor, entry);
        return page;
    });
}

Result<UserItem> UserService::current(pg::Transaction &tx, const Asking &asking, const Id &user) const
{
    POS_TRY(const auto row, UserRepository::find(tx, asking.tenant, user));
    if (!row || row->status == "invited")
        return fail(noUser());
    POS_TRY(UserItem item, open(tx, asking.tenant, *row));
    outbox::AuditEntry entry;
    entry.action = "user.read";
    entry.entity = "user";
    entry.entityId = user;
    entry.subject = row->subject;
    entry.purpose = "staff_management";
    entry.fields = {QStringLiteral("name"), QStringLiteral("email"), QStringLiteral("phone")};
    outbox::appendAudit(tx, m_parts.clock, kSource, asking.tenant, asking.actor, entry);
    return item;
}

Result<UserItem> UserService::read(const Asking &asking, const Id &user) const
{
    return m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) { return current(tx, asking, user); });
}

Result<UserRow> UserService::lockStaff(pg::Transaction &tx, const Id &tenant, const Id &user, bool losesOwner) const
{
    POS_TRY(const auto locked, UserRepository::lock(tx, tenant, user));
    if (!locked.user || !locked.user->isStaff())
        return fail(noUser());
    if (losesOwner && locked.user->isActiveOwner() && locked.activeOwners == 1)
        return fail(
            Error::conflict(QStringLiteral("last_owner"), QStringLiteral("a shop keeps at least one active owner")));
    return *locked.user;
}

Result<UserRepository::Sealed> UserService::seal(pg::Transaction &tx, const Id &tenant, const UserRow &row,
                                                 const contract::ChangeUser &change) const
{
    UserRepository::Sealed sealed;
    POS_TRY(const auto key, m_parts.personal.keys.load(tx, tenant, row.subject));
    const auto place = [&](const keyring::Column &column) {
        return keyring::Place{column, tenant, row.id, row.subject};
    };
    POS_TRY(sealed.name, m_parts.personal.cipher.sealText(*key, place(keyring::kUserName), change.name));
    if (change.email) {
        POS_TRY(sealed.email,
                m_parts.personal.cipher.sealText(*key, place(keyring::kUserEmail), change.email->trimmed()));
        POS_TRY(sealed.emailHash, m_parts.personal.lookup.email(tenant, *change.email));
        POS_TRY(sealed.login, m_parts.personal.lookup.login(*change.email));
    }
    if (change.phone) {
        POS_TRY(const QString phone, keyring::normalisePhone(*change.phone));
        POS_TRY(sealed.phone, m_parts.personal.cipher.sealText(*key, place(keyring::kUserPhone), phone));
        POS_TRY(const auto hash, m_parts.personal.lookup.phone(tenant, phone));
        sealed.phoneHash = hash.bytes;
    } else if (change.removesPhone) {
        sealed.phone = QByteArray("");
    }
    sealed.language = change.language;
    return sealed;
}

Result<UserItem> UserService::change(const Asking &asking, const Id &user, qint64 version,
                                     const contract::ChangeUser &change) const
{
    if (change.phone && !keyring::normalisePhone(*change.phone))
        return fail(Error::invalid(QStringLiteral("phone"), QStringLiteral("not_a_phone"),
                                   QStringLiteral("must be a telephone number")));
    auto changed = m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<UserItem> {
        POS_TRY(const UserRow row, lockStaff(tx, asking.tenant, user, false));
        if (row.version != version) {
            POS_TRY(const UserItem now, open(tx, asking.tenant, row));
            Error error{ErrorCode::PreconditionFailed, {}, QStringLiteral("somebody else has changed this user")};
            error.state = now.toJson();
            return fail(std::move(error));
        }
        if (!change.fields().isEmpty()) {
            POS_TRY(const auto sealed, seal(tx, asking.tenant, row, change));
            UserRepository::update(tx, m_parts.clock, asking.tenant, user, sealed);
            if (change.email) // what the old address was sent opens nothing any more
                runtime::MailLinks::withdraw(tx, m_parts.clock, asking.tenant, user,
                                             runtime::MailLinks::Purpose::Reset);
            audit(tx, asking, "user.changed", row, change.fields());
        }
        return current(tx, asking, user);
    });
    if (!changed && changed.error().reason == QStringLiteral("users_tenant_id_email_hash_key"))
        return fail(emailTaken());
    return changed;
}

Result<UserItem> UserService::setRole(const Asking &asking, const Id &user, contract::Role role) const
{
    const auto done = m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<UserItem> {
        POS_TRY(const UserRow row, lockStaff(tx, asking.tenant, user, role != contract::Role::Owner));
        if (row.role != role) {
            UserRepository::setRole(tx, m_parts.clock, asking.tenant, user, role);
            UserRepository::endSessions(tx, m_parts.clock, asking.tenant, user, "role");
            audit(tx, asking, "user.role_changed", row, {QStringLiteral("role")},
                  {{QStringLiteral("from"), QString::fromLatin1(contract::toWord(row.role))},
                   {QStringLiteral("to"), QString::fromLatin1(contract::toWord(role))}});
        }
        return current(tx, asking, user);
    });
    return runtime::afterEnding(m_parts.states, user, done);
}

Result<UserItem> UserService::suspend(const Asking &asking, const Id &user, const Claim &claim) const
{
    const auto done = m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<UserItem> {
        Id claimed = user;
        POS_TRY(const bool isDone, claim(tx, claimed));
        if (!isDone) {
            POS_TRY(const UserRow row, lockStaff(tx, asking.tenant, user, true));
            if (row.status != "suspended") {
                UserRepository::setStatus(tx, m_parts.clock, asking.tenant, user, "suspended");
                UserRepository::endSessions(tx, m_parts.clock, asking.tenant, user, "suspended");
                audit(tx, asking, "user.suspended", row, {QStringLiteral("status")});
            }
        }
        return current(tx, asking, user);
    });
    return runtime::afterEnding(m_parts.states, user, done);
}

Result<UserItem> UserService::reactivate(const Asking &asking, const Id &user, const Claim &claim) const
{
    return m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<UserItem> {
        Id claimed = user;
        POS_TRY(const bool isDone, claim(tx, claimed));
        if (!isDone) {
            POS_TRY(const UserRow row, lockStaff(tx, asking.tenant, user, false));
            if (row.status == "suspended") {
                UserRepository::setStatus(tx, m_parts.clock, asking.tenant, user,
                                          row.verifiedAt ? "active" : "unverified");
                audit(tx, asking, "user.reactivated", row, {QStringLiteral("status")});
            }
        }
        return current(tx, asking, user);
    });
}

Result<void> UserService::remove(const Asking &asking, const Id &user) const
{
    const auto done = m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const UserRow row, lockStaff(tx, asking.tenant, user, true));
        UserRepository::remove(tx, m_parts.clock, asking.tenant, user);
        UserRepository::endSessions(tx, m_parts.clock, asking.tenant, user, "deleted");
        audit(tx, asking, "user.deleted", row);
        return {};
    });
    return runtime::afterEnding(m_parts.states, user, done);
}

} // namespace pos::user
