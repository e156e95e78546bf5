// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <optional>
#include <string>
#include <vector>

namespace remit::assist {

/// The call that the cursor is in.
struct SignatureHelp {
    std::string label;            ///< `ip.isInRange(range: ipaddr): Bool`
    std::vector<Span> parameters; ///< of each parameter, in `label`
    std::size_t active = 0;       ///< the parameter at the cursor; may be past the last
    std::string documentation;
    Span call; ///< of the function's or method's name in the text
};

[[nodiscard]] std::optional<SignatureHelp> signatureHelp(const Model& model, std::string_view path,
                                                         std::uint32_t offset);

} // namespace remit::assist
