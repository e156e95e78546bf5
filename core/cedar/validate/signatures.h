// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/types.h"

#include <string_view>
#include <vector>

namespace remit::cedar {

/// What an extension function or method takes and gives.
struct Signature {
    std::string_view name;
    bool constructs = false;        ///< makes a value of text; in policies only of a literal
    std::vector<TypePtr> arguments; ///< a method's receiver first
    TypePtr result;
};

/// By the name that policies call; nullptr for a name that is no extension's.
[[nodiscard]] const Signature* findSignature(std::string_view name);

} // namespace remit::cedar
