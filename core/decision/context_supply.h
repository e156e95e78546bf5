// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/types.h"
#include "core/decision/facts.h"
#include "core/decision/setup.h"

#include <string>
#include <string_view>
#include <vector>

/// Facts on their way into the context: only what the action's declared context names is supplied,
/// at every depth; without a schema everything.
namespace remit::decision {

/// The declared context of the action, or null without a schema.
[[nodiscard]] const cedar::Type* contextType(const Setup& setup, const cedar::EntityUid& action);
/// The declared type of a member, or null.
[[nodiscard]] const cedar::Type* memberType(const cedar::Type* record, std::string_view name);

void supply(cedar::Attributes& members, const cedar::Type* context, std::string name,
            cedar::Value value);

/// Sorts, and drops what lies below another unknown path.
void normalise(std::vector<cedar::ContextPath>& unknown);

} // namespace remit::decision
