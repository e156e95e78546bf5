// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The extension functions as entity JSON may call them: `{"__extn":{"fn":…,"args":[…]}}` knows no
/// difference between constructors and methods (the receiver comes first).
namespace remit::cedar {

struct EscapeFunction {
    std::string_view name;
    std::vector<ValueKind> parameters;
    /// Called with arguments of just these kinds.
    ExtensionResult<Value> (*apply)(std::span<const Value> arguments);
};

/// Nullptr when there is none of that name.
[[nodiscard]] const EscapeFunction* findEscapeFunction(std::string_view name);
[[nodiscard]] std::vector<std::string> escapeFunctionNames();

/// Checks number and kinds of the arguments, then calls. The error is one sentence.
[[nodiscard]] ExtensionResult<Value> callEscapeFunction(const EscapeFunction& function,
                                                        std::span<const Value> arguments);

/// "a decimal", "a string" … for messages.
[[nodiscard]] std::string_view kindText(ValueKind kind);

} // namespace remit::cedar
