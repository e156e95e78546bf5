// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/keys/private_key.h"

#include "core/base/text.h"
#include "core/bundle/keys/key_forms.h"

#include <fmt/format.h>
#include <sodium.h>

namespace remit::bundle {

PrivateKey PrivateKey::generate()
{
    Secret seed(crypto_sign_SEEDBYTES);
    randombytes_buf(seed.data(), seed.size());
    return std::move(*fromSeed(seed));
}

Result<PrivateKey> PrivateKey::fromSeed(const Secret& seed)
{
    if (seed.size() != crypto_sign_SEEDBYTES)
        return failure(ErrorCode::Invalid, "a private key has 32 bytes");
    PrivateKey key;
    key.m_expanded = Secret(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(key.m_public.bytes.data(), key.m_expanded.data(), seed.data());
    return key;
}

std::string PrivateKey::sign(std::string_view message) const
{
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                         m_expanded.data());
    return signature;
}

Secret PrivateKey::seed() const
{
    Secret seed(crypto_sign_SEEDBYTES);
    crypto_sign_ed25519_sk_to_seed(seed.data(), m_expanded.data());
    return seed;
}

Result<PrivateKeyForm> formOfPrivateKey(const Secret& text, const std::string& file)
{
    const std::string_view view = text.view();
    const auto has = [&](std::string_view label) {
        return view.find("-----BEGIN " + std::string(label) + "-----") != std::string_view::npos;
    };
    if (has(kPkcs8Label))
        return PrivateKeyForm::Pkcs8;
    if (has(kOpenSshLabel))
        return PrivateKeyForm::OpenSsh;
    if (trimmed(view).starts_with('{'))
        return PrivateKeyForm::Protected;
    if (has("ENCRYPTED PRIVATE KEY"))
        return failure(ErrorCode::Malformed,
                       fmt::format("{} is protected in a way that is not read here", shown(file)),
                       "write it without protection (`openssl pkey -in KEY -out PLAIN`), import "
                       "that with a passphrase, and delete it");
    if (has("PUBLIC KEY") || view.starts_with("ssh-ed25519 "))
        return failure(ErrorCode::Malformed, fmt::format("{} is a public key", shown(file)),
                       "name the private key, the file without .pub");
    return failure(ErrorCode::Malformed, fmt::format("{} is no private key", shown(file)),
                   "make one with `remit key generate --out K`, or give PKCS#8 in PEM (BEGIN "
                   "PRIVATE KEY)");
}

Result<PrivateKey> parsePrivateKey(const Secret& text, const std::string& file,
                                   const Secret& passphrase)
{
    const auto form = formOfPrivateKey(text, file);
    if (!form)
        return tl::unexpected(form.error());
    switch (*form) {
    case PrivateKeyForm::Pkcs8:
        return readPkcs8(text, file);
    case PrivateKeyForm::OpenSsh:
        return readOpenSshPrivate(text, file);
    case PrivateKeyForm::Protected:
        break;
    }
    return readProtected(text, file, passphrase);
}

Result<PublicKey> publicHalf(const Secret& text, const std::string& file)
{
    const auto form = formOfPrivateKey(text, file);
    if (!form)
        return tl::unexpected(form.error());
    if (*form == PrivateKeyForm::Protected)
        return publicHalfOfProtected(text, file);
    const auto key = parsePrivateKey(text, file);
    if (!key)
        return tl::unexpected(key.error());
    return key->publicKey();
}

} // namespace remit::bundle
