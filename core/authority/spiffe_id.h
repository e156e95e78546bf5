// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace remit::authority {

/// A workload identity: `spiffe://trust-domain/path` (SPIFFE-ID, July 2026).
struct SpiffeId {
    std::string trustDomain;
    std::string path; ///< with its leading slash; empty when there is none

    bool operator==(const SpiffeId&) const = default;
};

/// The identity, or one sentence that says what is wrong: scheme other than `spiffe`; an empty
/// trust domain, one over 255 bytes or with anything but [a-z0-9.-_]; user info, port, query,
/// fragment or percent-encoding; a path segment that is empty, `.`, `..` or not of [a-zA-Z0-9.-_];
/// a trailing slash; more than 2048 bytes.
[[nodiscard]] tl::expected<SpiffeId, std::string> parseSpiffeId(std::string_view text);

[[nodiscard]] std::string toText(const SpiffeId& id);

} // namespace remit::authority
