// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/export/export.h"

/// One function for each target; makeExport chooses. Private to the room.
namespace remit::bundle {

[[nodiscard]] Export exportPlainCedar(const decision::Setup& setup,
                                      const workspace::Snapshot& snapshot,
                                      const workspace::ExportProfile& profile);
[[nodiscard]] Export exportToGateway(const decision::Setup& setup,
                                     const workspace::Snapshot& snapshot,
                                     const workspace::ExportProfile& profile);
[[nodiscard]] Export exportPolicyStore(const decision::Setup& setup,
                                       const workspace::Snapshot& snapshot,
                                       const workspace::ExportProfile& profile);

/// The schema in one file, in the text format where it can be said there; nothing where there is
/// none. A single file stays as its author wrote it; several become one, without comments.
[[nodiscard]] std::optional<ExportedFile> exportedSchema(const workspace::Snapshot& snapshot);
/// The same with every name resolved, in Cedar's JSON format.
[[nodiscard]] std::optional<std::string> schemaAsJson(const workspace::Snapshot& snapshot);

/// `evaluations.json`: which evaluations and facts a decision takes. `withFiles`: and in which
/// files of a plain export the policy sets are.
[[nodiscard]] ExportedFile evaluationsFile(const decision::Setup& setup, bool withFiles);

/// The file of a grant's policy set below the export: "scopes/ID", without its ending.
[[nodiscard]] std::string scopePath(std::string_view grant);

/// What a policy is called in an evaluation's list of policies to blame: @title, else @id, else "".
[[nodiscard]] std::string describe(const cedar::Policy& policy, std::size_t longest);

} // namespace remit::bundle
