// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/arena.h"
#include "core/cedar/values/datum.h"

#include <optional>
#include <string>

namespace remit::cedar {

/// Functions and methods of the extension types, as the table of the language lists them.
enum class ExtensionOp : std::uint8_t {
    Decimal,
    Ip,
    Datetime,
    Duration,
    LessThan,
    LessThanOrEqual,
    GreaterThan,
    GreaterThanOrEqual,
    IsIpv4,
    IsIpv6,
    IsLoopback,
    IsMulticast,
    IsInRange,
    Offset,
    DurationSince,
    ToDate,
    ToTime,
    ToMilliseconds,
    ToSeconds,
    ToMinutes,
    ToHours,
    ToDays,
};

struct ExtensionSignature {
    std::string_view name;
    std::string_view owner; ///< as messages of failures name it
    std::uint8_t arity = 1; ///< the receiver counts
    Datum::Kind first = Datum::Kind::String;
    Datum::Kind second = Datum::Kind::Absent; ///< Absent: there is none
};

[[nodiscard]] const ExtensionSignature& signatureOf(ExtensionOp function);
[[nodiscard]] std::optional<ExtensionOp> extensionFunction(std::string_view name);

/// Applies the function to arguments of its signature. Absent where it fails; then `why`, if asked
/// for, says why.
[[nodiscard]] Datum apply(ExtensionOp function, const Datum& first, const Datum& second,
                          Arena& arena, std::string* why = nullptr);

} // namespace remit::cedar
