// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/archive/gunzip.h"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The one form of tar that bundles have: plain files in POSIX ustar, mode 0644, owner and times
/// zero, two blocks of zeros at the end. What is written is determined by names and contents.
/// What other programs write otherwise without saying anything else is read too: empty fields for
/// the device that a plain file has not, and zeros up to a whole record.
namespace remit::bundle {

inline constexpr std::size_t kTarBlock = 512;
using TarHeader = std::array<char, kTarBlock>;

/// `prefix` and `name` fields for a path; nothing where they have no room for it (the last part
/// over 100 bytes, or the rest over 155).
[[nodiscard]] std::optional<std::pair<std::string_view, std::string_view>>
ustarName(std::string_view path);

/// Of a name that ustarName takes, and a size under 8 GiB.
[[nodiscard]] TarHeader ustarHeader(std::string_view name, std::size_t size);

struct TarMember {
    std::string name;
    std::string content;
};
/// The archive, members in the order given.
[[nodiscard]] std::string ustarOf(const std::vector<TarMember>& members);

/// Reads such an archive strictly, member by member; anything else is a refusal.
class UstarReader {
public:
    explicit UstarReader(Gunzip source) : m_source(std::move(source)) {}

    struct Entry {
        std::string name;
        std::size_t size = 0;
    };
    /// Nothing after the last, when the end was right.
    [[nodiscard]] Checked<std::optional<Entry>> next();
    /// The content of the entry; once for each.
    [[nodiscard]] Checked<std::string> content(const Entry& entry);

private:
    [[nodiscard]] Checked<TarHeader> header();
    [[nodiscard]] Checked<> end();
    Gunzip m_source;
    std::size_t m_blocks = 0; ///< of headers and contents so far
};

} // namespace remit::bundle
