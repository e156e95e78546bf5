// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"
#include "core/decision/setup.h"

#include <string>

namespace remit::report {

/// What a task hands on at its roots, as the `authorization_details` of OAuth Rich Authorization
/// Requests (RFC 9396): a JSON array, indented. Each grant of the task version that comes from a
/// root gives one object for each set of actions that resources have in common:
///     {"type": "urn:remit:task-scope:v1", "actions": ["read"], "datatypes": ["Document"],
///      "identifier": "Document::\"plan\"" (of a single resource) or "resources": [uid …],
///      "locations": [audience …] (where there are any),
///      "task", "grant", "grantee", "not_before", "expires_at", "depth",
///      "conditional": [action …], "policy": {"language": "cedar", "text": …}}
/// The lists say what the workspace knows; the policy's text says what holds: a server that grants
/// by the lists alone must not grant what is `conditional`. Revoked grants are left out.
[[nodiscard]] std::string authorizationDetails(const decision::Setup& setup,
                                               authority::Reaches& reaches,
                                               const authority::TaskRef& task);

} // namespace remit::report
