// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/syntax/links_json.h"

#include <string>

namespace remit::workspace {

/// Adds the links to the set; what does not fit its template is a diagnostic
/// (links/does-not-fit).
void addLinks(cedar::PolicySet& set, const cedar::ParsedLinks& read, const std::string& file,
              Diagnostics& diagnostics);

} // namespace remit::workspace
