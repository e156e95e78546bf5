// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/bundle/keys/key_forms.h"

#include <fmt/format.h>
#include <sodium.h>

#include <cstring>

namespace remit::bundle {
namespace {

/// SEQUENCE { INTEGER 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING } } before the
/// 32 bytes of the seed (RFC 8410).
constexpr std::string_view
    kPkcs8Prefix("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
/// The same with version 1 and the public key behind the seed (RFC 5958).
constexpr std::string_view
    kPkcs8WithPublic("\x30\x51\x02\x01\x01\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
constexpr std::string_view kPublicPrefix("\x81\x21\x00", 3);
constexpr std::size_t kSeed = 32;

tl::unexpected<Error> damagedKey(const std::string& file, std::string_view why)
{
    return failure(ErrorCode::Malformed,
                   fmt::format("{} is no private key of Ed25519: {}", shown(file), why),
                   "make one with `remit key generate --out K`");
}

} // namespace

std::optional<Secret> secretPemBody(std::string_view text, std::string_view label)
{
    const std::string beginLine = "-----BEGIN " + std::string(label) + "-----";
    const std::string endLine = "-----END " + std::string(label) + "-----";
    const std::size_t begin = text.find(beginLine);
    if (begin == std::string_view::npos)
        return std::nullopt;
    const std::size_t body = begin + beginLine.size();
    const std::size_t end = text.find(endLine, body);
    if (end == std::string_view::npos)
        return std::nullopt;
    Secret bytes(end - body + 1);
    std::size_t length = 0;
    const char* stopped = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data() + body, end - body, " \t\r\n",
                          &length, &stopped, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        stopped != text.data() + end)
        return std::nullopt;
    bytes.shrink(length);
    return bytes;
}

Result<PrivateKey> keyWithPublic(const Secret& seed, std::string_view publicBytes,
                                 const std::string& file)
{
    auto key = PrivateKey::fromSeed(seed);
    if (!key)
        return key;
    const auto& own = key->publicKey().bytes;
    if (publicBytes.size() != own.size() ||
        std::memcmp(publicBytes.data(), own.data(), own.size()) != 0)
        return failure(ErrorCode::Invalid,
                       fmt::format("{} holds a public key that is not its own", shown(file)),
                       "take the key from a backup");
    return key;
}

Result<PrivateKey> readPkcs8(const Secret& text, const std::string& file)
{
    const auto der = secretPemBody(text.view(), kPkcs8Label);
    if (!der)
        return damagedKey(file, "its PEM is damaged");
    const std::string_view bytes = der->view();
    const bool withPublic = bytes.starts_with(kPkcs8WithPublic);
    if (!withPublic && !bytes.starts_with(kPkcs8Prefix))
        return damagedKey(file, "it is a key of another kind");
    const Secret seed = Secret::copyOf(bytes.substr(kPkcs8Prefix.size(), kSeed));
    const std::string_view rest = bytes.substr(std::min(bytes.size(), kPkcs8Prefix.size() + kSeed));
    if (!withPublic)
        return rest.empty() ? PrivateKey::fromSeed(seed) : damagedKey(file, "something follows it");
    if (!rest.starts_with(kPublicPrefix))
        return damagedKey(file, "its public half is missing");
    return keyWithPublic(seed, rest.substr(kPublicPrefix.size()), file);
}

Secret toPkcs8Pem(const PrivateKey& key)
{
    const Secret seed = key.seed();
    Secret der(kPkcs8Prefix.size() + kSeed);
    std::memcpy(der.data(), kPkcs8Prefix.data(), kPkcs8Prefix.size());
    std::memcpy(der.data() + kPkcs8Prefix.size(), seed.data(), kSeed);
    constexpr std::string_view kBegin = "-----BEGIN PRIVATE KEY-----\n";
    constexpr std::string_view kEnd = "\n-----END PRIVATE KEY-----\n";
    const std::size_t body =
        sodium_base64_encoded_len(der.size(), sodium_base64_VARIANT_ORIGINAL) - 1;
    Secret pem(kBegin.size() + body + kEnd.size() + 1);
    std::memcpy(pem.data(), kBegin.data(), kBegin.size());
    sodium_bin2base64(reinterpret_cast<char*>(pem.data() + kBegin.size()), body + 1, der.data(),
                      der.size(), sodium_base64_VARIANT_ORIGINAL);
    std::memcpy(pem.data() + kBegin.size() + body, kEnd.data(), kEnd.size());
    pem.shrink(kBegin.size() + body + kEnd.size());
    return pem;
}

} // namespace remit::bundle
