// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/AccessToken.h"

#include "server/infra/keyring/Crypto.h"
#include "server/infra/keyring/PrivateFile.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>
#include <jwt.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

namespace pos::keyring {

namespace {

constexpr auto kIssuer = "pos-backoffice";

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;
using JwtPtr = std::unique_ptr<jwt_t, decltype(&jwt_free)>;

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? QByteArray(data, size) : QByteArray();
}

QByteArray makePrivatePem()
{
    const KeyPtr key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const BioPtr bio(BIO_new(BIO_s_mem()), BIO_free);
    if (!key || !bio || PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return contentOf(bio.get());
}

Result<TokenKeys::Key> keyFrom(const QString &path, Secret pem)
{
    const BioPtr in(BIO_new_mem_buf(pem.reveal().constData(), static_cast<int>(pem.size())), BIO_free);
    const KeyPtr key(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr) : nullptr, EVP_PKEY_free);
    const BioPtr out(BIO_new(BIO_s_mem()), BIO_free);
    if (!key || !out || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC || EVP_PKEY_get_bits(key.get()) != 256
        || PEM_write_bio_PUBKEY(out.get(), key.get()) != 1)
        return fail(Error::internal(QStringLiteral("%1 is no P-256 private key").arg(path)));
    const QByteArray publicPem = contentOf(out.get());
    return TokenKeys::Key{crypto::sha256(publicPem).toHex().left(16), std::move(pem), publicPem};
}

tl::unexpected<Error> refuse(const QString &why)
{
    return fail(Error::unauthenticated(QStringLiteral("token_invalid"), why));
}

QByteArray grant(jwt_t *jwt, const char *name)
{
    return QByteArray(jwt_get_grant(jwt, name));
}

Id idOf(const QByteArray &text)
{
    return Id::parse(QString::fromLatin1(text)).value_or(Id());
}

} // namespace

Result<std::shared_ptr<const TokenKeys>> TokenKeys::open(const QString &folder)
{
    auto keys = std::make_shared<TokenKeys>();
    const QStringList filter{QStringLiteral("jwt-*.pem")};
    QStringList files = QDir(folder).entryList(filter, QDir::Files, QDir::Name);
    if (files.isEmpty()) {
        POS_CHECK(readOrCreatePrivateFile(folder + QStringLiteral("/jwt-0001.pem"), makePrivatePem));
        files = QDir(folder).entryList(filter, QDir::Files, QDir::Name);
    }
    for (const QString &file : std::as_const(files)) {
        const QString path = folder + u'/' + file;
        POS_TRY(Secret pem, readPrivateFile(path));
        POS_TRY(Key key, keyFrom(path, std::move(pem)));
        keys->m_keys.push_back(std::move(key));
    }
    if (keys->m_keys.empty())
        return fail(Error::internal(QStringLiteral("no jwt-*.pem in %1").arg(folder)));
    return keys;
}

Result<std::shared_ptr<const TokenKeys>> TokenKeys::fromPems(std::vector<Secret> pems)
{
    auto keys = std::make_shared<TokenKeys>();
    for (Secret &pem : pems) {
        POS_TRY(Key key, keyFrom(QStringLiteral("a signing key"), std::move(pem)));
        keys->m_keys.push_back(std::move(key));
    }
    if (keys->m_keys.empty())
        return fail(Error::internal(QStringLiteral("there is no key to sign access tokens with")));
    return keys;
}

Result<Secret> TokenKeys::makePem()
{
    Secret pem(makePrivatePem());
    if (pem.isEmpty())
        return fail(Error::internal(QStringLiteral("OpenSSL could not make a signing key")));
    return pem;
}

Result<int> TokenKeys::adopt(const QString &folder, const TokenKeys &keys)
{
    const QStringList files = QDir(folder).entryList({QStringLiteral("jwt-*.pem")}, QDir::Files, QDir::Name);
    std::shared_ptr<const TokenKeys> known;
    if (!files.isEmpty()) {
        POS_TRY(known, open(folder));
    }
    int number = files.isEmpty() ? 0 : files.last().mid(4, 4).toInt();
    int count = 0;
    for (const Key &key : keys.m_keys) {
        if (known && known->find(key.id))
            continue;
        const QString path = folder + QStringLiteral("/jwt-%1.pem").arg(++number, 4, 10, QLatin1Char('0'));
        POS_CHECK(readOrCreatePrivateFile(path, [&key] { return key.privatePem.reveal(); }));
        ++count;
    }
    return count;
}

const TokenKeys::Key *TokenKeys::find(const QByteArray &id) const
{
    for (const Key &key : m_keys) {
        if (key.id == id)
            return &key;
    }
    return nullptr;
}

Result<QByteArray> TokenSigner::sign(const AccessClaims &claims) const
{
    jwt_t *made = nullptr;
    jwt_new(&made);
    const JwtPtr jwt(made, jwt_free);
    const auto seconds = [](Instant instant) { return static_cast<long>(instant.time_since_epoch().count() / 1000); };
    const TokenKeys::Key &key = m_keys->signing();
    const bool done = jwt && jwt_add_header(jwt.get(), "kid", key.id.constData()) == 0
                      && jwt_add_grant(jwt.get(), "iss", kIssuer) == 0
                      && jwt_add_grant(jwt.get(), "sub", claims.user.toString().toLatin1().constData()) == 0
                      && jwt_add_grant(jwt.get(), "tenant", claims.tenant.toString().toLatin1().constData()) == 0
                      && jwt_add_grant(jwt.get(), "sid", claims.session.toString().toLatin1().constData()) == 0
                      && jwt_add_grant(jwt.get(), "role", contract::toWord(claims.role).constData()) == 0
                      && jwt_add_grant(jwt.get(), "terminal", claims.terminal.constData()) == 0
                      && jwt_add_grant_int(jwt.get(), "iat", seconds(m_clock.now())) == 0
                      && jwt_add_grant_int(jwt.get(), "exp", seconds(claims.expires)) == 0
                      && jwt_set_alg(jwt.get(), JWT_ALG_ES256,
                                     reinterpret_cast<const unsigned char *>(key.privatePem.reveal().constData()),
                                     static_cast<int>(key.privatePem.size()))
                             == 0;
    char *text = done ? jwt_encode_str(jwt.get()) : nullptr;
    if (!text)
        return fail(Error::internal(QStringLiteral("libjwt could not sign a token")));
    QByteArray token(text);
    std::free(text);
    return token;
}

Result<AccessClaims> TokenVerifier::verify(const QByteArray &token) const
{
    if (token.size() > kMaxBytes || token.count('.') != 2)
        return refuse(QStringLiteral("not a token"));
    // libjwt takes the algorithm from the token: a public key would do as an HMAC secret. So the header
    // is read first, and nothing but ES256 with a key of ours reaches it.
    const QJsonObject header =
        QJsonDocument::fromJson(crypto::fromBase64Url(QByteArrayView(token).first(token.indexOf('.')))).object();
    const TokenKeys::Key *key = m_keys->find(header.value(u"kid").toString().toLatin1());
    if (header.value(u"alg").toString() != u"ES256" || !key)
        return refuse(QStringLiteral("signed with another algorithm or key"));
    jwt_t *decoded = nullptr;
    jwt_decode(&decoded, token.constData(), reinterpret_cast<const unsigned char *>(key->publicPem.constData()),
               static_cast<int>(key->publicPem.size()));
    const JwtPtr jwt(decoded, jwt_free);
    if (!jwt || jwt_get_alg(jwt.get()) != JWT_ALG_ES256)
        return refuse(QStringLiteral("the signature does not fit"));

    const auto instant = [&](const char *name) {
        return Instant(std::chrono::seconds(jwt_get_grant_int(jwt.get(), name)));
    };
    AccessClaims claims;
    claims.user = idOf(grant(jwt.get(), "sub"));
    claims.tenant = idOf(grant(jwt.get(), "tenant"));
    claims.session = idOf(grant(jwt.get(), "sid"));
    claims.terminal = grant(jwt.get(), "terminal");
    claims.expires = instant("exp"); // 0 when missing: long expired
    const auto role = contract::roleFromWord(grant(jwt.get(), "role"));
    if (!role || claims.user.isNull() || claims.tenant.isNull() || claims.session.isNull()
        || grant(jwt.get(), "iss") != kIssuer)
        return refuse(QStringLiteral("a claim is missing"));
    claims.role = *role;
    if (instant("iat") > m_clock.now() + kSkew)
        return refuse(QStringLiteral("issued in the future: compare the clocks"));
    if (claims.expires + kSkew <= m_clock.now())
        return fail(
            Error::unauthenticated(QStringLiteral("token_expired"), QStringLiteral("the access token has expired")));
    return claims;
}

} // namespace pos::keyring
