// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/keys/public_key.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/bundle/keys/pem.h"
#include "core/bundle/signing/base64.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <optional>

namespace remit::bundle {
namespace {

constexpr std::string_view kSshKind = "ssh-ed25519";
constexpr std::string_view kPemLabel = "PUBLIC KEY";
/// SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING } before the 32 bytes (RFC 8410).
constexpr std::string_view kSpkiPrefix("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
/// The key's kind with its length, and the length of the key (RFC 8709).
constexpr std::string_view kSshPrefix("\0\0\0\x0bssh-ed25519\0\0\0\x20", 19);

std::string bytesOfKey(const PublicKey& key)
{
    return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

std::string sshBlob(const PublicKey& key)
{
    return std::string(kSshPrefix) + bytesOfKey(key);
}

tl::unexpected<Error> notAKey(const std::string& file, std::string_view why)
{
    return failure(ErrorCode::Malformed, fmt::format("{} is no public key: {}", shown(file), why),
                   "give the .pub file that `remit key generate` wrote, an OpenSSH line "
                   "(ssh-ed25519 …) or PEM (BEGIN PUBLIC KEY)");
}

Result<PublicKey> keyAfter(std::string_view prefix, std::string_view blob, const std::string& file)
{
    if (!blob.starts_with(prefix) || blob.size() != prefix.size() + 32)
        return notAKey(file, "it is no Ed25519 key");
    return publicKeyOf(blob.substr(prefix.size()));
}

Result<NamedPublicKey> parseSshLine(std::string_view line, const std::string& file)
{
    const std::size_t kindEnd = line.find(' ');
    const std::string_view rest =
        kindEnd == std::string_view::npos ? std::string_view() : line.substr(kindEnd + 1);
    const std::size_t blobEnd = std::min(rest.find(' '), rest.size());
    if (line.substr(0, kindEnd) != kSshKind)
        return notAKey(file, fmt::format("it is of the kind {}", shown(line.substr(0, kindEnd))));
    const auto blob = fromBase64(rest.substr(0, blobEnd));
    if (!blob)
        return notAKey(file, "its Base64 is damaged");
    const auto key = keyAfter(kSshPrefix, *blob, file);
    if (!key)
        return tl::unexpected(key.error());
    return NamedPublicKey{*key, std::string(trimmed(rest.substr(blobEnd)))};
}

} // namespace

Result<PublicKey> publicKeyOf(std::string_view bytes)
{
    PublicKey key;
    if (bytes.size() != key.bytes.size())
        return failure(ErrorCode::Invalid, "a public key has 32 bytes");
    std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
    if (crypto_core_ed25519_is_valid_point(key.bytes.data()) != 1)
        return failure(ErrorCode::Invalid, "the public key is no valid point of the curve",
                       "ask its owner for the right one");
    return key;
}

std::string fingerprint(const PublicKey& key)
{
    const Sha256Digest digest = sha256(sshBlob(key));
    std::string text = toBase64({reinterpret_cast<const char*>(digest.data()), digest.size()});
    text.erase(text.find_last_not_of('=') + 1);
    return "SHA256:" + text;
}

std::string toOpenSsh(const PublicKey& key, std::string_view comment)
{
    std::string line = fmt::format("{} {}", kSshKind, toBase64(sshBlob(key)));
    if (!comment.empty())
        line += ' ' + std::string(comment);
    return line;
}

std::string toPem(const PublicKey& key)
{
    return pemOf(kPemLabel, std::string(kSpkiPrefix) + bytesOfKey(key));
}

std::string publicKeyFile(const PublicKey& key, std::string_view comment)
{
    return toOpenSsh(key, comment) + "\n" + toPem(key);
}

Result<NamedPublicKey> parsePublicKey(std::string_view text, const std::string& file)
{
    if (text.find("PRIVATE KEY-----") != std::string_view::npos)
        return notAKey(file, "it holds a private key, which belongs nowhere but where it is used");
    std::optional<NamedPublicKey> found;
    const auto block = findPem(text, kPemLabel);
    if (block) {
        const auto der = fromBase64(block->body);
        if (!der)
            return notAKey(file, "its PEM is damaged");
        const auto key = keyAfter(kSpkiPrefix, *der, file);
        if (!key)
            return tl::unexpected(key.error());
        found = NamedPublicKey{*key, {}};
    }
    std::string outside(text);
    if (block)
        outside.erase(block->begin, block->end - block->begin);
    std::optional<NamedPublicKey> ofLine;
    for (const std::string_view each : split(outside, '\n')) {
        const std::string_view line = trimmed(each);
        if (line.empty() || line.starts_with('#'))
            continue;
        if (ofLine)
            return notAKey(file, "it holds more than one");
        const auto read = parseSshLine(line, file);
        if (!read)
            return tl::unexpected(read.error());
        ofLine = *read;
    }
    if (!found && !ofLine)
        return notAKey(file, "it is empty");
    if (found && ofLine && found->key != ofLine->key)
        return failure(ErrorCode::Invalid, fmt::format("{} holds two different keys", shown(file)),
                       "keep the one whose fingerprint its owner confirms");
    return ofLine ? *ofLine : *found;
}

bool holds(const PublicKey& key, std::string_view message, std::string_view signature)
{
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()),
                                       reinterpret_cast<const unsigned char*>(message.data()),
                                       message.size(), key.bytes.data()) == 0;
}

} // namespace remit::bundle
