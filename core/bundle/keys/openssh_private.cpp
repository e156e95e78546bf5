// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/bundle/keys/key_forms.h"

#include <fmt/format.h>

/// The form that ssh-keygen writes (PROTOCOL.key of OpenSSH), as far as it is not encrypted.
namespace remit::bundle {
namespace {

tl::unexpected<Error> badOpenSsh(const std::string& file, std::string_view why,
                                 std::string_view hint)
{
    return failure(ErrorCode::Malformed,
                   fmt::format("{} is no OpenSSH key that can be read: {}", shown(file), why),
                   std::string(hint));
}

constexpr std::string_view kDamagedHint = "make one with `remit key generate --out K`";

/// Takes parts off the front; empty parts once something was missing.
class SshReader {
public:
    explicit SshReader(std::string_view bytes) : m_rest(bytes) {}
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

    std::string_view take(std::size_t size)
    {
        if (!m_ok || size > m_rest.size()) {
            m_ok = false;
            return {};
        }
        const std::string_view part = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return part;
    }
    std::uint32_t number()
    {
        std::uint32_t value = 0;
        for (const char c : take(4))
            value = value << 8U | static_cast<unsigned char>(c);
        return value;
    }
    std::string_view string() { return take(number()); }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace

Result<PrivateKey> readOpenSshPrivate(const Secret& text, const std::string& file)
{
    const auto bytes = secretPemBody(text.view(), kOpenSshLabel);
    if (!bytes)
        return badOpenSsh(file, "its PEM is damaged", kDamagedHint);
    SshReader outer(bytes->view());
    const bool magic = outer.take(15) == std::string_view("openssh-key-v1\0", 15);
    const std::string_view cipher = outer.string();
    const std::string_view kdf = outer.string();
    (void)outer.string(); // options of the kdf
    const std::uint32_t keys = outer.number();
    (void)outer.string(); // the public key, which stands in the private part too
    SshReader inner(outer.string());
    if (!outer.ok() || !magic || keys != 1)
        return badOpenSsh(file, "it is damaged", kDamagedHint);
    if (cipher != "none" || kdf != "none")
        return badOpenSsh(file, "it has a passphrase",
                          "take it off in a copy (`ssh-keygen -p -N '' -f COPY`), import that with "
                          "a passphrase of its own, and delete the copy");
    const std::uint32_t check = inner.number();
    const bool same = check == inner.number();
    if (inner.string() != "ssh-ed25519" || !same)
        return badOpenSsh(file, "it is no Ed25519 key", kDamagedHint);
    const std::string_view publicBytes = inner.string();
    const std::string_view both = inner.string();
    if (!inner.ok() || both.size() != 64)
        return badOpenSsh(file, "it is damaged", kDamagedHint);
    return keyWithPublic(Secret::copyOf(both.substr(0, 32)), publicBytes, file);
}

} // namespace remit::bundle
