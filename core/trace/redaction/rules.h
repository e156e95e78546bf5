// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::trace {

/// One rule of what redaction takes out. It looks for texts by patterns (redaction/pattern.h), or
/// for everything below members of certain names.
struct RedactionRule {
    enum class Check : std::uint8_t {
        None,
        Luhn, ///< the digits found have a right check digit, as card numbers do
        Iban, ///< … as IBANs do (ISO 13616)
    };

    std::string id;    ///< stands in the text in place of what was taken out
    std::string about; ///< for people, in one sentence
    bool enabled = true;
    std::vector<std::string> patterns;
    Check check = Check::None;
    /// Names of members, in any case and with any `-` and `_`: "api_key" is "apiKey" too.
    std::vector<std::string> members;
};

struct RedactionRules {
    std::vector<RedactionRule> rules;
};

struct ReadRedactionRules {
    RedactionRules rules; ///< what could be read
    Diagnostics diagnostics;
};

/// The file of a workspace that has rules of its own. Form:
/// resources/schemas/redaction.schema.json.
inline constexpr std::string_view kRedactionFile = "redaction.json";

/// Reads a rules file. With `"extends": "built-in"` its rules come after the built-in ones, and one
/// of the same id takes the place of the built-in one: to switch it on or off, give its id and
/// `enabled` alone.
[[nodiscard]] ReadRedactionRules readRedactionRules(std::string_view text, std::string_view file);

/// Those of resources/redaction.json.
[[nodiscard]] const RedactionRules& builtInRedaction();

} // namespace remit::trace
