// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/hover.h"
#include "core/assist/symbol.h"

#include <vector>

namespace remit::assist {

/// What there is to say about a symbol: its declaration, its documentation and where it stands.
/// Empty for what is declared nowhere and has nothing to it.
[[nodiscard]] std::vector<Hover::Line> describe(const Model& model, const Symbol& symbol);

/// `name: Type, optional`, with its documentation; `owner` is what it hangs on, "context", …
[[nodiscard]] std::vector<Hover::Line> describe(const std::string& owner, const std::string& name,
                                                const cedar::AttributeType& attribute);

} // namespace remit::assist
