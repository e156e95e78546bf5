// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"

#include "core/base/sha256_blocks.h"

#include <sodium/crypto_hash_sha256.h>

namespace remit {
namespace {

const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

struct Sha256::State {
    crypto_hash_sha256_state sodium{};
};

Sha256::Sha256() : m_state(std::make_unique<State>())
{
    crypto_hash_sha256_init(&m_state->sodium);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

/// Whole blocks by the processor's instructions, where it has them; the library keeps what is left
/// over and ends the hash.
void Sha256::add(std::string_view bytes)
{
    constexpr std::size_t kBlock = 64;
    crypto_hash_sha256_state& state = m_state->sodium;
    const auto withLibrary = [&](std::size_t size) {
        crypto_hash_sha256_update(&state, bytesOf(bytes), size);
        bytes.remove_prefix(size);
    };
    if (hasSha256Instructions() && bytes.size() >= 2 * kBlock) {
        const std::size_t begun = state.count / 8 % kBlock; // the count is in bits
        if (begun > 0)
            withLibrary(kBlock - begun);
        const std::size_t blocks = bytes.size() / kBlock;
        sha256Blocks(state.state, bytesOf(bytes), blocks);
        state.count += blocks * kBlock * 8;
        bytes.remove_prefix(blocks * kBlock);
    }
    withLibrary(bytes.size());
}

void Sha256::addPart(std::string_view bytes)
{
    std::string length(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        length[i] =
            static_cast<char>((static_cast<std::uint64_t>(bytes.size()) >> (56 - 8 * i)) & 0xFFU);
    add(length);
    add(bytes);
}

Sha256Digest Sha256::finish()
{
    Sha256Digest digest{};
    crypto_hash_sha256_final(&m_state->sodium, digest.data());
    return digest;
}

Sha256Digest sha256(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

std::string hex(const Sha256Digest& digest)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0x0FU];
    }
    return text;
}

std::string sha256Text(std::string_view bytes)
{
    return "sha256:" + hex(sha256(bytes));
}

} // namespace remit
