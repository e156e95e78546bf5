// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Random Cedar from a seed: a schema, policies and templates with links, entities and requests, as
/// the texts that a user would write. Some of it is well-typed, some nearly so, some wild.
namespace remit::test {

struct GeneratedPolicy {
    std::string id;
    std::string text;
    bool isTemplate = false;
};

/// The uids are JSON, `{"type":…,"id":…}`.
struct GeneratedLink {
    std::string id;
    std::string templateId;
    std::optional<std::string> principal;
    std::optional<std::string> resource;
};

struct GeneratedRequest {
    std::string principal; ///< JSON
    std::string action;    ///< JSON
    std::string resource;  ///< JSON
    std::string context;   ///< JSON, explicit escapes

    /// `{"principal":…,"action":…,"resource":…,"context":…}`
    [[nodiscard]] std::string json() const;
};

struct GeneratedCase {
    std::uint64_t seed = 0;
    std::string schema;
    std::vector<GeneratedPolicy> policies;
    std::vector<GeneratedLink> links;
    std::string entities; ///< JSON
    std::vector<GeneratedRequest> requests;

    /// For people, when something differs.
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] GeneratedCase generateCase(std::uint64_t seed, int requests = 10);

} // namespace remit::test
