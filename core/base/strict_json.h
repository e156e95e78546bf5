// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/source_text.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A strict JSON reader (RFC 8259) that keeps what others lose: the span of every value and key,
/// the order of members, duplicate keys as diagnostics, and numbers as they were written.
namespace remit {

enum class JsonKind { Null, Bool, Number, String, Array, Object };

struct JsonMember;

/// A value of a document. A plain tree, never deeper than limits::kJsonNesting.
struct JsonValue {
    JsonKind kind = JsonKind::Null;
    Span span;
    bool boolean = false;
    std::string text; ///< String: its content. Number: the lexeme as written ("1.50", "1e3").
    std::vector<JsonValue> items;
    std::vector<JsonMember> members; ///< in the order written

    [[nodiscard]] bool isNull() const { return kind == JsonKind::Null; }
    [[nodiscard]] bool isBool() const { return kind == JsonKind::Bool; }
    [[nodiscard]] bool isNumber() const { return kind == JsonKind::Number; }
    [[nodiscard]] bool isString() const { return kind == JsonKind::String; }
    [[nodiscard]] bool isArray() const { return kind == JsonKind::Array; }
    [[nodiscard]] bool isObject() const { return kind == JsonKind::Object; }

    /// The member of that name, or nullptr (also when this is no object).
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
    [[nodiscard]] const JsonMember* findMember(std::string_view key) const;
    /// The number as i64 when its lexeme has no fraction or exponent and fits; else nothing.
    [[nodiscard]] std::optional<std::int64_t> asInt64() const;
};

struct JsonMember {
    std::string key;
    Span keySpan;
    JsonValue value;
};

struct JsonOptions {
    bool allowDuplicateKeys = false; ///< for importers of foreign logs: the last one counts
    int maxNesting = 0;              ///< 0: limits::kJsonNesting
    /// For a document that is one long array: takes each element of the outermost array as soon as
    /// it is read, and the tree is left without it. Elements before a problem are handed over too.
    std::function<void(const JsonValue&)> element = {};
};

struct JsonDocument {
    std::optional<JsonValue> root; ///< nothing when the text is not JSON
    Diagnostics diagnostics;       ///< codes json/…, with spans into the text
};

/// Reads one document; trailing text is an error. `file` only names the diagnostics.
[[nodiscard]] JsonDocument parseJson(std::string_view text, std::string_view file = {},
                                     JsonOptions options = {});

/// A document that has to be an array; `what` names the file in the diagnostic: "a file of tests".
[[nodiscard]] JsonDocument parseJsonList(std::string_view text, std::string_view file,
                                         std::string_view what);

/// Compact JSON text of the value, members in their order, numbers as they were written.
[[nodiscard]] std::string toJson(const JsonValue& value);

/// Canonical JSON (RFC 8785, JCS) of the value: members sorted by UTF-16 code units, numbers as
/// ECMAScript prints the double. The bytes that hashes are taken of.
[[nodiscard]] std::string canonicalJson(const JsonValue& value);

[[nodiscard]] std::string_view jsonKindName(JsonKind kind); ///< "an object", "a string" …

/// Reads an object member by member, strictly: says which member is missing, of the wrong kind or
/// unknown (with "did you mean"), with its place. Usage:
///     ObjectReader reader(value, "grant", file, diagnostics);
///     grant.id = reader.requiredString("id");
///     reader.finish();   // unknown members
class ObjectReader {
public:
    /// `what` names the object in messages. A value that is no object is a diagnostic, and
    /// every member then reads as absent without further ones.
    ObjectReader(const JsonValue& value, std::string what, std::string file,
                 Diagnostics& diagnostics);

    [[nodiscard]] bool isObject() const { return m_object != nullptr; }

    const JsonValue* optional(std::string_view key);
    const JsonValue* required(std::string_view key);
    /// As above and of this kind; else a diagnostic and nullptr.
    const JsonValue* optional(std::string_view key, JsonKind kind);
    const JsonValue* required(std::string_view key, JsonKind kind);

    std::string requiredString(std::string_view key);
    std::optional<std::string> optionalString(std::string_view key);
    std::optional<std::int64_t> optionalInt(std::string_view key);
    std::int64_t requiredInt(std::string_view key);
    std::optional<bool> optionalBool(std::string_view key);
    std::vector<std::string> optionalStrings(std::string_view key);

    /// Reports every member that was not asked for.
    void finish();
    /// Adds a diagnostic about a value of this object.
    void report(std::string code, Span span, std::string message, std::string help = {});

private:
    const JsonValue* m_object = nullptr;
    std::string m_what;
    std::string m_file;
    Diagnostics& m_diagnostics;
    std::vector<std::string> m_asked;
};

} // namespace remit
