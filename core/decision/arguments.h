// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json_pointer.h"
#include "core/base/strict_json.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/schema/types.h"
#include "core/cedar/values/value.h"
#include "core/decision/facts.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace remit::decision {

/// The arguments of a call as Cedar values.
struct Arguments {
    cedar::Attributes values;
    std::vector<Unrepresentable> unrepresentable; ///< paths from "input" on
    /// Facts that redaction took out, likewise. Unlike what has no Cedar form they were of the
    /// right form once: only a policy that needs one is set aside.
    std::vector<cedar::ContextPath> withheld;
    /// Where the arguments are not of the declared type, one sentence each.
    std::vector<std::string> misfits;
};

/// Values among the arguments that redaction took out when the trace was imported: what stands
/// there now is not what was recorded. They are unknown and misfit nothing.
using Withheld = std::set<const JsonValue*>;

/// Without a schema: a number whose lexeme has neither fraction nor exponent and fits 64 bits is a
/// Long, any other of at most four decimals a decimal; null members are left out; arrays are sets.
[[nodiscard]] Arguments untypedArguments(const JsonValue& object, const Withheld& withheld = {});

/// With the declared record type of `context.input`. JSON numbers fill Long and decimal by value;
/// strings fill String, entity (its id) and the extension types. Undeclared arguments are misfits:
/// what a policy cannot see must not pass.
[[nodiscard]] Arguments typedArguments(const JsonValue& object, const cedar::Type& record,
                                       const Withheld& withheld = {});

/// The number by value, where it is a multiple of 1/10000 within Cedar's decimal: "1e2" is 100.0.
[[nodiscard]] std::optional<cedar::Decimal> decimalOf(std::string_view jsonNumber);
/// The number by value, where it is an integer of 64 bits: "5.0" is 5.
[[nodiscard]] std::optional<std::int64_t> integerOf(std::string_view jsonNumber);

} // namespace remit::decision
