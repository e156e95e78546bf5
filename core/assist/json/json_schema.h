// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"
#include "core/base/strict_json.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace remit::assist {

/// A step from a JSON value to one in it: a member's key, or an element of a list.
using JsonStep = std::variant<std::string, std::size_t>;
using JsonPath = std::vector<JsonStep>;

/// One of the JSON Schemas of resources/schemas, for what an editor wants to know: what may stand
/// where. It judges nothing.
class JsonSchema {
public:
    explicit JsonSchema(std::string_view text);

    /// A schema that applies, and what is said where it is referred to.
    struct Part {
        const JsonValue* schema = nullptr;
        std::string definition;  ///< the name of the `$ref` that led here: "uid", "typeName" …
        std::string description; ///< of the reference, else of the schema
    };
    /// The schemas of the value at the path, alternatives among them; empty where the schema does
    /// not say anything.
    [[nodiscard]] std::vector<Part> at(const JsonPath& path) const;

    /// The members that an object of these schemas may have, in the schemas' order.
    struct Member {
        std::string key;
        std::vector<Part> parts;
        bool required = false;
    };
    [[nodiscard]] std::vector<Member> members(const std::vector<Part>& parts) const;

    /// What to insert for a value, as a snippet: required members, the first enum value, empty
    /// quotes. `depth` bounds how far it goes into what is required within.
    [[nodiscard]] std::string valueSnippet(const std::vector<Part>& parts, int& stop,
                                           int depth = 2) const;

private:
    void expand(const JsonValue& schema, std::string definition, std::string description, int depth,
                std::vector<Part>& parts) const;

    JsonDocument m_document;
};

/// Of the files of a kind; null where there is none. Read once, shared between threads.
[[nodiscard]] const JsonSchema* jsonSchemaOf(FileKind kind);

} // namespace remit::assist
