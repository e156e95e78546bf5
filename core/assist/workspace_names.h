// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

/// Names that the workspace's JSON files give, read leniently: a file that is being edited still
/// serves.
namespace remit::assist {

/// Ids of tasks with their purpose.
[[nodiscard]] std::map<std::string, std::string> taskNames(const Model& model);
/// The entity types of roles, as remit.json names them.
[[nodiscard]] std::set<std::string> roleTypes(const Model& model);
/// Ids of the entities of the role types that remit.json names, and the roles of `@approval`s.
[[nodiscard]] std::set<std::string> roleNames(const Model& model);
/// Names of the tools in the tool lists, with their descriptions.
[[nodiscard]] std::map<std::string, std::string> toolNames(const Model& model);
/// Labels that remit.json gives to tools and data.
[[nodiscard]] std::set<std::string> labelNames(const Model& model);
/// Ids of policies, or of templates only, with their titles. Those of grants' scopes are not among
/// them.
[[nodiscard]] std::map<std::string, std::string> policyNames(const Model& model,
                                                             bool templatesOnly);

/// What a fact is usually compared with (text → what it is), by the path that policies read it by:
/// `context.session.toolsUsed`, `context.provenance.x.every`, `context.task.id` …
[[nodiscard]] std::map<std::string, std::string> factTexts(const Model& model,
                                                           std::string_view path);

} // namespace remit::assist
