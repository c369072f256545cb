// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/FieldCipher.h"

#include "server/infra/keyring/Crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <QtEndian>

#include <array>
#include <cstring>

namespace pos::keyring {

namespace {

constexpr quint8 kFormat = 1;
constexpr qsizetype kHead = 3;

// RAND_bytes(12) alone costs more than the cipher: nonces are drawn a hundred at a time.
class NoncePool {
public:
    const unsigned char *next()
    {
        if (m_used == m_bytes.size()) {
            if (RAND_bytes(m_bytes.data(), static_cast<int>(m_bytes.size())) != 1)
                return nullptr;
            m_used = 0;
        }
        const unsigned char *nonce = m_bytes.data() + m_used;
        m_used += crypto::kNonceBytes;
        return nonce;
    }

private:
    std::array<unsigned char, crypto::kNonceBytes * 100> m_bytes{};
    size_t m_used = m_bytes.size();
};

// The cipher is fetched once and the key set up (half of the time of a short field) when it changes: the
// fields of one person come together. The context holds the last key's schedule in any case.
class Context {
public:
    explicit Context(bool encrypting) : m_context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free)
    {
        if (m_context
            && EVP_CipherInit_ex(m_context.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr, encrypting) != 1)
            m_context.reset();
    }
    ~Context() { OPENSSL_cleanse(m_key.data(), m_key.size()); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

    // Null when OpenSSL failed.
    EVP_CIPHER_CTX *begin(const DataKey &key, const unsigned char *nonce)
    {
        if (!m_context || !nonce || key.bytes.size() != crypto::kKeyBytes)
            return nullptr;
        const auto *bytes = reinterpret_cast<const unsigned char *>(key.bytes.reveal().constData());
        const bool isSame = m_hasKey && CRYPTO_memcmp(m_key.data(), bytes, m_key.size()) == 0;
        m_hasKey = EVP_CipherInit_ex(m_context.get(), nullptr, nullptr, isSame ? nullptr : bytes, nonce, -1) == 1;
        if (!isSame)
            std::memcpy(m_key.data(), bytes, m_key.size());
        return m_hasKey ? m_context.get() : nullptr;
    }

private:
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> m_context;
    std::array<unsigned char, crypto::kKeyBytes> m_key{};
    bool m_hasKey = false;
};

struct PerThread {
    NoncePool nonces;
    Context encrypt{true};
    Context decrypt{false};
    unsigned operations = 0;
};

PerThread &perThread()
{
    thread_local PerThread state;
    return state;
}

// Two looks at the clock cost a tenth of a short field: one operation in many is measured.
class Stopwatch {
public:
    explicit Stopwatch(PerThread &mine) : m_runs(mine.operations++ % FieldCipher::kSampled == 0)
    {
        if (m_runs)
            m_began = std::chrono::steady_clock::now();
    }
    std::chrono::nanoseconds elapsed() const
    {
        return m_runs ? std::chrono::steady_clock::now() - m_began : std::chrono::nanoseconds();
    }

private:
    bool m_runs;
    std::chrono::steady_clock::time_point m_began;
};

// version | key version | tenant | length, table | length, column | row | subject
class AssociatedData {
public:
    AssociatedData(quint16 keyVersion, const Place &place)
    {
        m_bytes[0] = kFormat;
        qToBigEndian(keyVersion, m_bytes.data() + 1);
        m_size = kHead;
        addId(place.tenant);
        addName(place.column.table);
        addName(place.column.name);
        addId(place.row);
        addId(place.subject);
    }
    const unsigned char *data() const { return m_bytes.data(); }
    int size() const { return static_cast<int>(m_size); }

private:
    void addId(const Id &id)
    {
        const QUuid &uuid = id.uuid();
        unsigned char *out = m_bytes.data() + m_size;
        qToBigEndian(uuid.data1, out);
        qToBigEndian(uuid.data2, out + 4);
        qToBigEndian(uuid.data3, out + 6);
        std::memcpy(out + 8, uuid.data4, 8);
        m_size += 16;
    }
    void addName(const char *name)
    {
        const size_t length = std::min<size_t>(std::strlen(name), 63); // PostgreSQL's own limit
        m_bytes[m_size++] = static_cast<unsigned char>(length);
        std::memcpy(m_bytes.data() + m_size, name, length);
        m_size += length;
    }

    std::array<unsigned char, kHead + 3 * 16 + 2 * 64> m_bytes;
    size_t m_size = 0;
};

tl::unexpected<Error> doesNotFit(const Place &place)
{
    return fail(
        {ErrorCode::Corrupt, QStringLiteral("sealed_field"),
         QStringLiteral("%1.%2 of row %3 does not open: the stored bytes, their place or the key are not the ones "
                        "they were sealed with")
             .arg(QLatin1StringView(place.column.table), QLatin1StringView(place.column.name), place.row.toString())});
}

} // namespace

Result<QByteArray> FieldCipher::seal(const DataKey &key, const Place &place, QByteArrayView plain) const
{
    PerThread &mine = perThread();
    const Stopwatch stopwatch(mine);
    const unsigned char *nonce = mine.nonces.next();
    if (plain.size() > kMaxBytes)
        return fail({ErrorCode::TooLarge, {}, QStringLiteral("a personal field of more than 16 MiB")});

    EVP_CIPHER_CTX *context = mine.encrypt.begin(key, nonce);
    const AssociatedData associated(key.version, place);
    QByteArray sealed(plain.size() + kOverhead, Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(sealed.data());
    unsigned char *text = out + kHead + crypto::kNonceBytes;
    int written = 0;
    const bool done =
        context && EVP_EncryptUpdate(context, nullptr, &written, associated.data(), associated.size()) == 1
        && EVP_EncryptUpdate(context, text, &written, reinterpret_cast<const unsigned char *>(plain.data()),
                             static_cast<int>(plain.size()))
               == 1
        && EVP_EncryptFinal_ex(context, text + plain.size(), &written) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, crypto::kTagBytes, text + plain.size()) == 1;
    if (!done)
        return fail(Error::internal(QStringLiteral("OpenSSL could not encrypt a field")));
    std::memcpy(out, associated.data(), kHead);
    std::memcpy(out + kHead, nonce, crypto::kNonceBytes);
    observe(Operation::Encrypt, stopwatch.elapsed());
    return sealed;
}

Result<QByteArray> FieldCipher::sealText(const DataKey &key, const Place &place, const QString &plain) const
{
    return seal(key, place, plain.toUtf8());
}

Result<std::optional<QByteArray>> FieldCipher::sealText(const DataKey &key, const Place &place,
                                                        const std::optional<QString> &plain) const
{
    if (!plain)
        return std::optional<QByteArray>();
    POS_TRY(QByteArray sealed, sealText(key, place, *plain));
    return std::optional(std::move(sealed));
}

Result<QByteArray> FieldCipher::open(const DataKey &key, const Place &place, QByteArrayView sealed) const
{
    const auto *in = reinterpret_cast<const unsigned char *>(sealed.data());
    const qsizetype length = sealed.size() - kOverhead;
    const AssociatedData associated(key.version, place);
    if (length < 0 || length > kMaxBytes || std::memcmp(in, associated.data(), kHead) != 0) {
        observe(Operation::Refused);
        return doesNotFit(place);
    }
    PerThread &mine = perThread();
    const Stopwatch stopwatch(mine);
    EVP_CIPHER_CTX *context = mine.decrypt.begin(key, in + kHead);
    const unsigned char *text = in + kHead + crypto::kNonceBytes;
    QByteArray plain(length, Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(plain.data());
    int written = 0;
    const bool done = context
                      && EVP_DecryptUpdate(context, nullptr, &written, associated.data(), associated.size()) == 1
                      && EVP_DecryptUpdate(context, out, &written, text, static_cast<int>(length)) == 1
                      && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, crypto::kTagBytes,
                                             const_cast<unsigned char *>(text + length))
                             == 1
                      && EVP_DecryptFinal_ex(context, out + length, &written) == 1;
    if (!done) {
        observe(Operation::Refused);
        return doesNotFit(place);
    }
    observe(Operation::Decrypt, stopwatch.elapsed());
    return plain;
}

Result<QString> FieldCipher::openText(const DataKey &key, const Place &place, QByteArrayView sealed) const
{
    POS_TRY(const QByteArray plain, open(key, place, sealed));
    return QString::fromUtf8(plain);
}

} // namespace pos::keyring
