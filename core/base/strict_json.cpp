// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"

#include "core/base/json_scanner.h"
#include "core/base/limits.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_set>
#include <utility>

namespace remit {
namespace {

/// Recursive descent over the scanner's bytes; stops at the first error of form.
class Parser {
public:
    Parser(std::string_view text, std::string_view file, JsonOptions options)
        : m_scan(text, file)
        , m_file(file)
        , m_maxNesting(options.maxNesting > 0 ? options.maxNesting : limits::kJsonNesting)
        , m_allowDuplicates(options.allowDuplicateKeys)
        , m_element(std::move(options.element))
    {}

    JsonDocument document()
    {
        JsonDocument result;
        JsonValue root;
        m_scan.skipSpace();
        if (value(root, 0)) {
            m_scan.skipSpace();
            if (!m_scan.atEnd())
                m_scan.fail("json/trailing-text", "text after the end of the JSON value",
                            "a file holds one JSON value; remove what follows it");
            else
                result.root = std::move(root);
        }
        result.diagnostics = std::move(m_duplicates);
        if (auto problem = m_scan.takeProblem()) {
            result.root.reset();
            result.diagnostics.push_back(std::move(*problem));
        }
        return result;
    }

private:
    /// Most objects have no more: one allocation suffices for them.
    static constexpr std::size_t kUsualMembers = 4;
    /// So many are held against each other without a table.
    static constexpr std::size_t kFewMembers = 8;

    bool value(JsonValue& out, int depth)
    {
        const std::uint32_t begin = m_scan.offset();
        const bool done = valueOfAnyKind(out, depth);
        out.span = {begin, m_scan.offset()};
        return done;
    }

    bool valueOfAnyKind(JsonValue& out, int depth)
    {
        switch (m_scan.peek()) {
        case '{':
            return nested(out, depth, &Parser::object);
        case '[':
            return nested(out, depth, &Parser::array);
        case '"':
            out.kind = JsonKind::String;
            return m_scan.string(out.text);
        case 't':
            out.boolean = true;
            [[fallthrough]];
        case 'f':
            out.kind = JsonKind::Bool;
            return m_scan.word(out.boolean ? "true" : "false");
        case 'n':
            return m_scan.word("null");
        default:
            out.kind = JsonKind::Number;
            return m_scan.number(out.text);
        }
    }

    bool nested(JsonValue& out, int depth, bool (Parser::*read)(JsonValue&, int))
    {
        if (depth >= m_maxNesting)
            return m_scan.fail(
                "json/too-deep", fmt::format("nested deeper than {} levels", m_maxNesting),
                "flatten the document; nesting is bounded to keep hostile input harmless");
        m_scan.skip();
        return (this->*read)(out, depth + 1);
    }

    bool array(JsonValue& out, int depth)
    {
        out.kind = JsonKind::Array;
        m_scan.skipSpace();
        if (m_scan.take(']'))
            return true;
        for (;;) {
            m_scan.skipSpace();
            if (!element(out, depth))
                return false;
            m_scan.skipSpace();
            if (m_scan.take(']'))
                return true;
            if (!m_scan.comma(']'))
                return false;
        }
    }

    bool element(JsonValue& array, int depth)
    {
        if (depth > 1 || !m_element)
            return value(array.items.emplace_back(), depth);
        JsonValue alone;
        if (!value(alone, depth))
            return false;
        m_element(alone);
        return true;
    }

    bool object(JsonValue& out, int depth)
    {
        out.kind = JsonKind::Object;
        m_scan.skipSpace();
        if (m_scan.take('}'))
            return true;
        out.members.reserve(kUsualMembers);
        for (;;) {
            m_scan.skipSpace();
            if (!member(out.members.emplace_back(), depth))
                return false;
            m_scan.skipSpace();
            if (m_scan.take('}')) {
                checkDuplicates(out);
                return true;
            }
            if (!m_scan.comma('}'))
                return false;
        }
    }

    bool member(JsonMember& out, int depth)
    {
        const std::uint32_t begin = m_scan.offset();
        if (m_scan.atEnd())
            return m_scan.unexpected("a member name");
        if (m_scan.peek() != '"')
            return m_scan.fail("json/expected-key", "expected a member name in double quotes",
                               "write \"name\": value");
        if (!m_scan.string(out.key))
            return false;
        out.keySpan = {begin, m_scan.offset()};
        m_scan.skipSpace();
        if (m_scan.atEnd())
            return m_scan.unexpected("`:`");
        if (!m_scan.take(':'))
            return m_scan.fail("json/expected-colon",
                               fmt::format("expected `:` after the name \"{}\"", out.key), "");
        m_scan.skipSpace();
        return value(out.value, depth);
    }

    void checkDuplicates(JsonValue& object)
    {
        if (object.members.size() < 2)
            return;
        if (m_allowDuplicates) {
            if (object.members.size() > kFewMembers || anyRepeated(object.members))
                keepLast(object.members);
            return;
        }
        if (object.members.size() <= kFewMembers) {
            for (std::size_t i = 1; i < object.members.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    if (object.members[i].key == object.members[j].key)
                        addDuplicate(object.members[i]);
                }
            }
            return;
        }
        std::unordered_set<std::string_view> seen;
        for (const JsonMember& member : object.members) {
            if (!seen.insert(member.key).second)
                addDuplicate(member);
        }
    }

    static bool anyRepeated(const std::vector<JsonMember>& members)
    {
        for (std::size_t i = 1; i < members.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (members[i].key == members[j].key)
                    return true;
            }
        }
        return false;
    }

    static void keepLast(std::vector<JsonMember>& members)
    {
        std::unordered_set<std::string_view> seen;
        std::vector<bool> repeated(members.size());
        bool any = false;
        for (std::size_t i = members.size(); i-- > 0;)
            any = (repeated[i] = !seen.insert(members[i].key).second) || any;
        if (!any)
            return;
        std::vector<JsonMember> kept;
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (!repeated[i])
                kept.push_back(std::move(members[i]));
        }
        members = std::move(kept);
    }

    void addDuplicate(const JsonMember& member)
    {
        Diagnostic diagnostic;
        diagnostic.code = "json/duplicate-key";
        diagnostic.message = fmt::format("the name \"{}\" stands twice in this object", member.key);
        diagnostic.help = "keep one of them; readers disagree on which one counts";
        diagnostic.file = m_file;
        diagnostic.span = member.keySpan;
        m_duplicates.push_back(std::move(diagnostic));
    }

    JsonScanner m_scan;
    std::string m_file;
    int m_maxNesting;
    bool m_allowDuplicates;
    std::function<void(const JsonValue&)> m_element;
    Diagnostics m_duplicates;
};

void appendJson(std::string& out, const JsonValue& value)
{
    switch (value.kind) {
    case JsonKind::Null:
        out += "null";
        return;
    case JsonKind::Bool:
        out += value.boolean ? "true" : "false";
        return;
    case JsonKind::Number:
        out += value.text;
        return;
    case JsonKind::String:
        out += jsonQuoted(value.text);
        return;
    case JsonKind::Array:
        out += '[';
        for (const JsonValue& item : value.items) {
            if (&item != &value.items.front())
                out += ',';
            appendJson(out, item);
        }
        out += ']';
        return;
    case JsonKind::Object:
        out += '{';
        for (const JsonMember& member : value.members) {
            if (&member != &value.members.front())
                out += ',';
            out += jsonQuoted(member.key) + ':';
            appendJson(out, member.value);
        }
        out += '}';
        return;
    }
}

} // namespace

const JsonMember* JsonValue::findMember(std::string_view key) const
{
    for (const JsonMember& member : members) {
        if (member.key == key)
            return &member;
    }
    return nullptr;
}

const JsonValue* JsonValue::find(std::string_view key) const
{
    const JsonMember* member = findMember(key);
    return member ? &member->value : nullptr;
}

std::optional<std::int64_t> JsonValue::asInt64() const
{
    if (!isNumber())
        return std::nullopt;
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end)
        return std::nullopt;
    return number;
}

JsonDocument parseJson(std::string_view text, std::string_view file, JsonOptions options)
{
    return Parser(text, file, std::move(options)).document();
}

JsonDocument parseJsonList(std::string_view text, std::string_view file, std::string_view what)
{
    JsonDocument document = parseJson(text, file);
    if (document.root && !document.root->isArray()) {
        const std::uint32_t begin = document.root->span.begin;
        document.diagnostics.push_back(errorAt("json/wrong-kind", file, {begin, begin + 1},
                                               std::string(what) + " is an array, this is " +
                                                   std::string(jsonKindName(document.root->kind))));
        document.root.reset();
    }
    return document;
}

std::string toJson(const JsonValue& value)
{
    std::string out;
    appendJson(out, value);
    return out;
}

std::string_view jsonKindName(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Null:
        return "null";
    case JsonKind::Bool:
        return "true or false";
    case JsonKind::Number:
        return "a number";
    case JsonKind::String:
        return "a string";
    case JsonKind::Array:
        return "an array";
    case JsonKind::Object:
        return "an object";
    }
    return "a value";
}

} // namespace remit
