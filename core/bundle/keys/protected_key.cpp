// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/bundle/keys/key_forms.h"
#include "core/bundle/signing/base64.h"

#include <fmt/format.h>
#include <sodium.h>

namespace remit::bundle {
namespace {

constexpr std::int64_t kKeyFormat = 1;
constexpr std::string_view kKdf = "argon2id";
constexpr std::string_view kCipher = "xchacha20-poly1305";
constexpr std::int64_t kMinMemoryKiB = 8 << 10;
constexpr std::int64_t kMaxMemoryKiB = 1 << 20;
constexpr std::int64_t kMaxPasses = 16;
constexpr std::size_t kSealedBytes =
    crypto_sign_SEEDBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// What stands in the file, all of it public.
struct SealedKey {
    PublicKey key;
    Protection protection;
    std::string salt;
    std::string nonce;
    std::string sealed;
};

const unsigned char* rawBytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// What the seal covers besides the seed: a change of any of it breaks the seal.
std::string coveredBySeal(const SealedKey& key)
{
    return fmt::format("remit-key 1 {} {} {} {} {}", kKdf, key.protection.passes,
                       key.protection.memoryKiB, kCipher, toOpenSsh(key.key));
}

Result<Secret> stretched(const SealedKey& key, const Secret& passphrase)
{
    Secret out(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    const std::string_view text = passphrase.view();
    if (crypto_pwhash(out.data(), out.size(), text.data(), text.size(), rawBytes(key.salt),
                      key.protection.passes, std::size_t{key.protection.memoryKiB} << 10U,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return failure(ErrorCode::TooLarge,
                       fmt::format("there are no {} MiB of memory to open the key with",
                                   key.protection.memoryKiB >> 10U),
                       "close other programs, or use a machine with more memory");
    return out;
}

std::string randomText(std::size_t size)
{
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), size);
    return bytes;
}

std::string sealedText(const SealedKey& key)
{
    return fmt::format(R"({{
  "remit-key": {},
  "public": {},
  "kdf": {{ "name": "{}", "passes": {}, "memoryKiB": {}, "salt": "{}" }},
  "cipher": {{ "name": "{}", "nonce": "{}" }},
  "sealed": "{}"
}}
)",
                       kKeyFormat, jsonQuoted(toOpenSsh(key.key)), kKdf, key.protection.passes,
                       key.protection.memoryKiB, toBase64(key.salt), kCipher, toBase64(key.nonce),
                       toBase64(key.sealed));
}

/// Reads the members of one object; `problem` keeps the first that is wrong.
std::string bytesMember(ObjectReader& reader, std::string_view key, std::size_t size,
                        std::string& problem)
{
    const auto bytes = fromBase64(reader.requiredString(key));
    if ((!bytes || bytes->size() != size) && problem.empty())
        problem = fmt::format("\"{}\" has not the length that it must have", key);
    return bytes.value_or(std::string());
}

std::uint32_t boundedMember(ObjectReader& reader, std::string_view key, std::int64_t least,
                            std::int64_t most, std::string& problem)
{
    const std::int64_t value = reader.requiredInt(key);
    if ((value < least || value > most) && problem.empty())
        problem = fmt::format("\"{}\" must be {} to {}", key, least, most);
    return static_cast<std::uint32_t>(value);
}

void readKdf(const JsonValue& value, const std::string& file, Diagnostics& diagnostics,
             SealedKey& key, std::string& problem)
{
    ObjectReader reader(value, "kdf", file, diagnostics);
    if (reader.requiredString("name") != kKdf && problem.empty())
        problem = "its kdf is not argon2id";
    key.protection.passes = boundedMember(reader, "passes", 1, kMaxPasses, problem);
    key.protection.memoryKiB =
        boundedMember(reader, "memoryKiB", kMinMemoryKiB, kMaxMemoryKiB, problem);
    key.salt = bytesMember(reader, "salt", crypto_pwhash_SALTBYTES, problem);
    reader.finish();
}

void readCipher(const JsonValue& value, const std::string& file, Diagnostics& diagnostics,
                SealedKey& key, std::string& problem)
{
    ObjectReader reader(value, "cipher", file, diagnostics);
    if (reader.requiredString("name") != kCipher && problem.empty())
        problem = "its cipher is not xchacha20-poly1305";
    key.nonce = bytesMember(reader, "nonce", crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, problem);
    reader.finish();
}

void readSealedMembers(const JsonValue& root, const std::string& file, Diagnostics& diagnostics,
                       SealedKey& key, std::string& problem)
{
    ObjectReader reader(root, "protected key", file, diagnostics);
    if (reader.requiredInt("remit-key") != kKeyFormat && problem.empty())
        problem = "it is of another version";
    const auto publicKey = parsePublicKey(reader.requiredString("public"), "\"public\"");
    if (publicKey)
        key.key = publicKey->key;
    else if (problem.empty())
        problem = publicKey.error().message;
    if (const JsonValue* kdf = reader.required("kdf", JsonKind::Object))
        readKdf(*kdf, file, diagnostics, key, problem);
    if (const JsonValue* cipher = reader.required("cipher", JsonKind::Object))
        readCipher(*cipher, file, diagnostics, key, problem);
    key.sealed = bytesMember(reader, "sealed", kSealedBytes, problem);
    reader.finish();
}

Result<SealedKey> readSealed(const Secret& text, const std::string& file)
{
    SealedKey key;
    std::string problem;
    JsonOptions options;
    options.maxNesting = 4;
    JsonDocument document = parseJson(text.view(), file, options);
    if (document.root)
        readSealedMembers(*document.root, file, document.diagnostics, key, problem);
    if (hasErrors(document.diagnostics))
        problem = document.diagnostics.front().message;
    if (!problem.empty())
        return failure(ErrorCode::Malformed,
                       fmt::format("{} is no protected key: {}", shown(file), problem),
                       "take the key from a backup");
    return key;
}

} // namespace

Result<Secret> toProtected(const PrivateKey& key, const Secret& passphrase, Protection protection)
{
    SealedKey sealed;
    sealed.key = key.publicKey();
    sealed.protection = protection;
    sealed.salt = randomText(crypto_pwhash_SALTBYTES);
    sealed.nonce = randomText(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const auto wrapping = stretched(sealed, passphrase);
    if (!wrapping)
        return tl::unexpected(wrapping.error());
    const Secret seed = key.seed();
    const std::string covered = coveredBySeal(sealed);
    sealed.sealed.resize(kSealedBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        reinterpret_cast<unsigned char*>(sealed.sealed.data()), nullptr, seed.data(), seed.size(),
        rawBytes(covered), covered.size(), nullptr, rawBytes(sealed.nonce), wrapping->data());
    return Secret::copyOf(sealedText(sealed));
}

Result<PublicKey> publicHalfOfProtected(const Secret& text, const std::string& file)
{
    const auto sealed = readSealed(text, file);
    if (!sealed)
        return tl::unexpected(sealed.error());
    return sealed->key;
}

Result<PrivateKey> readProtected(const Secret& text, const std::string& file,
                                 const Secret& passphrase)
{
    const auto sealed = readSealed(text, file);
    if (!sealed)
        return tl::unexpected(sealed.error());
    const auto wrapping = stretched(*sealed, passphrase);
    if (!wrapping)
        return tl::unexpected(wrapping.error());
    const std::string covered = coveredBySeal(*sealed);
    Secret seed(crypto_sign_SEEDBYTES);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            seed.data(), nullptr, nullptr, rawBytes(sealed->sealed), sealed->sealed.size(),
            rawBytes(covered), covered.size(), rawBytes(sealed->nonce), wrapping->data()) != 0)
        return failure(ErrorCode::Invalid,
                       fmt::format("the passphrase does not open {}", shown(file)),
                       "try again; a lost passphrase cannot be recovered");
    const auto& own = sealed->key.bytes;
    return keyWithPublic(seed, {reinterpret_cast<const char*>(own.data()), own.size()}, file);
}

} // namespace remit::bundle
