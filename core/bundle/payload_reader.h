// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace remit::bundle {

/// An object of a signed payload, read strictly: the first thing that is wrong is kept and the rest
/// reads as absent. `null` is nothing where a member may be nothing; no member may be left out.
class PayloadReader {
public:
    /// `problem` outlives it; empty while nothing is wrong.
    PayloadReader(const JsonValue& value, std::string what, std::string& problem);
    PayloadReader(const PayloadReader&) = delete;
    PayloadReader& operator=(const PayloadReader&) = delete;

    std::string text(std::string_view key);
    std::int64_t number(std::string_view key, std::int64_t least = 0);
    Instant instant(std::string_view key);
    std::string digest(std::string_view key); ///< "sha256:" and 64 hex digits
    std::optional<std::string> textOrNull(std::string_view key);
    std::optional<std::int64_t> numberOrNull(std::string_view key, std::int64_t least = 0);
    std::optional<Instant> instantOrNull(std::string_view key);
    std::optional<std::string> digestOrNull(std::string_view key);
    const JsonValue* object(std::string_view key); ///< null where it is wrong
    const JsonValue* array(std::string_view key);
    /// The object, or null where it is `null` or wrong.
    const JsonValue* objectOrNull(std::string_view key);

    /// True when it was an object with these members and no others.
    bool finish();
    void wrong(std::string_view key, std::string_view why);

private:
    [[nodiscard]] bool isNull(std::string_view key) const;

    const JsonValue* m_value;
    std::string m_what;
    std::string& m_problem;
    Diagnostics m_diagnostics;
    ObjectReader m_reader;
};

/// 64 lower-case hex digits?
[[nodiscard]] bool isHexDigest(std::string_view text);

/// The whole payload, within bounds of nesting; nothing, with the problem, where it is no JSON.
[[nodiscard]] std::optional<JsonValue> parsePayload(std::string_view payload, std::string& problem);

} // namespace remit::bundle
