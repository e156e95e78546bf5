// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/entities/entity_store.h"
#include "core/cedar/schema/schema.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Something to decide: policies, entities, requests and what is expected of each.
namespace remit::bench {

struct Expected {
    bool allow = false;
    std::vector<std::string> reasons; ///< sorted
    std::vector<std::string> errors;  ///< sorted
};

struct Workload {
    std::string name;
    std::string policyText;
    std::string entityText;
    cedar::PolicySet policies;
    std::shared_ptr<const cedar::Program> program;
    std::shared_ptr<const cedar::EntityStore> entities;
    std::shared_ptr<const cedar::Schema> schema; ///< null: the folder has none
    std::vector<cedar::Request> requests;
    std::vector<Expected> expected; ///< may be empty
};

/// Reads a folder with policies.cedar, entities.json, requests.jsonl, expected.jsonl and, where
/// there is one, schema.cedarschema. Says on
/// standard error what is wrong with it.
[[nodiscard]] std::optional<Workload> loadWorkload(const std::filesystem::path& folder);

/// Agents, tools and teams with that many policies, of the kind of the workload `agents-N`; the
/// same for the same numbers.
[[nodiscard]] Workload generatedAgents(std::size_t policies, std::size_t entities,
                                       std::size_t requests);

/// Such a workload with 10,000 entities, made when it is first asked for.
inline constexpr std::size_t kGeneratedRequests = 1000;
[[nodiscard]] const Workload& agentsOf(std::int64_t policies);

/// What every loader does, for those that time it.
[[nodiscard]] cedar::PolicySet parsedSet(const std::string& text);
[[nodiscard]] std::shared_ptr<const cedar::EntityStore> parsedEntities(const std::string& text);

} // namespace remit::bench
