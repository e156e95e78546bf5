// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"
#include "core/base/edit.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace remit::assist {

/// What would be renamed: an entity type, action, attribute, common type, policy id or entity id.
struct RenameTarget {
    Span span;              ///< of the name at the offset, without quotes
    std::string name;       ///< what it is called now; of a type without its namespace
    std::string what;       ///< "entity type", "action" …
    std::size_t places = 0; ///< how often it is named in the workspace
};

/// Error (Usage): nothing there has a name that could be changed, with the reason.
[[nodiscard]] Result<RenameTarget> renameTarget(const Model& model, std::string_view path,
                                                std::uint32_t offset);

/// The change that gives it the new name everywhere: policies, grants' scopes, schema, entities,
/// links, tests, tasks, credentials, grants and remit.json. Errors: (Usage) as above; (Invalid) the
/// name is no such name, is reserved, is taken, or would mean something else at one of the places.
[[nodiscard]] Result<WorkspaceEdit> rename(const Model& model, std::string_view path,
                                           std::uint32_t offset, std::string_view newName);

} // namespace remit::assist
