// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/completion.h"
#include "core/assist/json/json_schema.h"

#include <string>
#include <vector>

namespace remit::assist {

/// A string that the workspace itself suggests for a value.
struct WorkspaceValue {
    CompletionKind kind = CompletionKind::Value;
    std::string text;
    std::string detail;
    std::string documentation;
};

/// Entities, types, actions, tools, labels, policies, tasks: whichever the place is for. `parts`
/// are the JSON Schema's at that place.
[[nodiscard]] std::vector<WorkspaceValue>
workspaceValues(const Model& model, FileKind kind, const JsonPath& path,
                const std::vector<JsonSchema::Part>& parts);

/// A member that the Cedar schema declares for the object at the path.
struct WorkspaceMember {
    std::string key;
    std::string snippet; ///< of its value
    std::string type;
    std::string documentation;
    bool required = false;
};

/// Attributes of an entity (in entity files; `owner` is its type) and of a request's context (in
/// tests; `owner` is the action's uid as text).
[[nodiscard]] std::vector<WorkspaceMember>
workspaceMembers(const Model& model, FileKind kind, const JsonPath& path, const std::string& owner);

} // namespace remit::assist
