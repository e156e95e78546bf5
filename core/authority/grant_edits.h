// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/registry.h"
#include "core/base/edit.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

/// Grants as a user makes, narrows and revokes them: changes of their files, as small as can be.
namespace remit::authority {

/// The object of grants/ID.json, indented, with a line feed.
[[nodiscard]] std::string toJson(const Grant& grant);

/// A grant that hands on what `from` holds by `parent` (or has itself, where that is null): task,
/// times and audience of the parent, one hop less, an id that is free ("bob-to-writer").
/// Without a parent: the newest task that is there, for an hour from `now`.
[[nodiscard]] Grant grantBelow(const Registry& registry, const Grant* parent,
                               const cedar::EntityUid& from, const cedar::EntityUid& to,
                               Instant now);

/// Both files of a new grant.
[[nodiscard]] WorkspaceEdit grantCreated(const Grant& grant, std::string_view scope);

/// `text`: of the grant's file now. Error (Invalid): it does not hold the grant any more.
[[nodiscard]] Result<WorkspaceEdit> grantRevoked(const Grant& grant, Instant at,
                                                 std::string_view text);

/// The scope of a grant: `file` and what it holds now; empty where there is none yet.
[[nodiscard]] WorkspaceEdit scopeWritten(const std::string& grant, const std::string& file,
                                         std::string_view text, std::string_view scope);

} // namespace remit::authority
