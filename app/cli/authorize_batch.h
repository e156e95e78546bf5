// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/data_options.h"
#include "app/cli/session.h"
#include "core/cedar/engine/program.h"

#include <string>

namespace remit::cli {

struct BatchInput {
    std::shared_ptr<const cedar::Program> program;
    EntitiesPtr entities;
    SchemaPtr schema; ///< null: none
};

/// Decides every line of a file of requests and prints one line for each, in order. A line that is
/// no request is told on stderr and answered by `{"decision":null,"message":…}`; then Invalid.
[[nodiscard]] ExitStatus authorizeBatch(const std::string& file, const BatchInput& input,
                                        Session& session);

/// The id under which the text of a policy is known: its own, or its template's for a link.
[[nodiscard]] std::string sourceOf(const cedar::PolicySet& set, const std::string& policyId);

} // namespace remit::cli
