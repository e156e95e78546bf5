// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/attributes.h"

#include "core/base/time.h"
#include "core/trace/importers/json_access.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace remit::trace {

namespace {

constexpr int kDepth = 64;

/// OTLP's numbers may be strings. What is no number of JSON ("NaN", "007") stays a text.
JsonValue numberValue(const JsonValue& lexeme)
{
    if (!lexeme.isString() || lexeme.text.empty() || lexeme.text.size() > 64)
        return lexeme;
    const JsonDocument number = parseJson(lexeme.text);
    if (!number.root || !number.root->isNumber())
        return lexeme;
    JsonValue value = lexeme;
    value.kind = JsonKind::Number;
    value.text = number.root->text;
    return value;
}

/// The value of an entry of a list; `{}` is protobuf's way to write none.
JsonValue entryValue(const JsonValue* value, int depth)
{
    const bool none = value == nullptr || (value->isObject() && value->members.empty());
    return none ? JsonValue() : plainValue(*value, depth);
}

JsonValue listed(const JsonValue& list, int depth)
{
    JsonValue object;
    object.kind = JsonKind::Object;
    for (const JsonValue& item : list.items) {
        object.members.push_back({text(item, "key"), {}, entryValue(item.find("value"), depth)});
    }
    return object;
}

int sextet(char c)
{
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (c == '-')
        c = '+';
    if (c == '_')
        c = '/';
    const std::size_t at = kDigits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// The bytes in hexadecimal, or "" when it is no base64.
std::string hexOfBase64(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = sextet(c);
        if (value < 0)
            return {};
        bits = (bits << 6U | static_cast<unsigned>(value)) & 0xFFFU;
        count += 6;
        while (count >= 4) {
            count -= 4;
            out += kHex[bits >> static_cast<unsigned>(count) & 0xFU];
        }
    }
    out.resize(out.size() / 2 * 2);
    return out;
}

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

std::int64_t unitOf(double number)
{
    const double size = std::fabs(number);
    if (size < 1e11)
        return 1'000'000'000; // seconds
    if (size < 1e14)
        return 1'000'000;
    return size < 1e17 ? 1'000 : 1;
}

/// A tree of the parts of flat names.
struct Flat {
    std::map<std::string, Flat, std::less<>> inner;
    const JsonValue* value = nullptr;
};

bool isIndex(std::string_view text)
{
    return !text.empty() && text.size() <= 6 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

JsonValue valueOf(const Flat& flat)
{
    if (flat.inner.empty())
        return flat.value != nullptr ? *flat.value : JsonValue();
    JsonValue out;
    const bool list = std::all_of(flat.inner.begin(), flat.inner.end(),
                                  [](const auto& entry) { return isIndex(entry.first); });
    if (!list) {
        out.kind = JsonKind::Object;
        for (const auto& [name, inner] : flat.inner)
            out.members.push_back({name, {}, valueOf(inner)});
        return out;
    }
    out.kind = JsonKind::Array;
    std::map<int, const Flat*> byIndex;
    for (const auto& [name, inner] : flat.inner)
        byIndex[std::stoi(name)] = &inner;
    for (const auto& [index, inner] : byIndex)
        out.items.push_back(valueOf(*inner));
    return out;
}

} // namespace

JsonValue plainValue(const JsonValue& value, int depth)
{
    if (!value.isObject() || value.members.size() != 1 || depth > kDepth)
        return value;
    const auto& [key, span, inner] = value.members.front();
    if (key == "stringValue" || key == "string_value" || key == "bytesValue" ||
        key == "bytes_value" || key == "boolValue" || key == "bool_value")
        return inner;
    if (key == "intValue" || key == "int_value" || key == "doubleValue" || key == "double_value")
        return numberValue(inner);
    if (key == "kvlistValue" || key == "kvlist_value") {
        const JsonValue* values = inner.find("values");
        return values != nullptr ? listed(*values, depth + 1) : plainAttributes(nullptr);
    }
    if (key != "arrayValue" && key != "array_value")
        return value;
    JsonValue array;
    array.kind = JsonKind::Array;
    if (const JsonValue* values = inner.find("values")) {
        for (const JsonValue& item : values->items)
            array.items.push_back(entryValue(&item, depth + 1));
    }
    return array;
}

JsonValue plainAttributes(const JsonValue* attributes)
{
    if (attributes != nullptr && attributes->isObject())
        return *attributes;
    if (attributes != nullptr && attributes->isArray())
        return listed(*attributes, 0);
    JsonValue none;
    none.kind = JsonKind::Object;
    return none;
}

const JsonValue* firstOf(const JsonValue& object, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (const JsonValue* found = member(object, name))
            return found;
    }
    return nullptr;
}

std::string firstTextOf(const JsonValue& object, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        const JsonValue* found = member(object, name);
        if (found != nullptr && (found->isString() || found->isNumber()) && !found->text.empty())
            return found->text;
    }
    return {};
}

JsonValue unflattened(const JsonValue& attributes, std::string_view prefix)
{
    Flat root;
    for (const JsonMember& attribute : attributes.members) {
        std::string_view name = attribute.key;
        if (!name.starts_with(prefix) || name.size() <= prefix.size() || name[prefix.size()] != '.')
            continue;
        name.remove_prefix(prefix.size() + 1);
        Flat* at = &root;
        for (int depth = 0; depth < kDepth && !name.empty(); ++depth) {
            const std::size_t dot = name.find('.');
            at = &at->inner[std::string(name.substr(0, dot))];
            name = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
        }
        at->value = &attribute.value;
    }
    return valueOf(root);
}

std::string idText(const JsonValue* id)
{
    if (id == nullptr || (!id->isString() && !id->isNumber()))
        return {};
    std::string text = id->text;
    if (text.starts_with("0x"))
        text.erase(0, 2);
    const std::size_t size = text.size(); // of 16 and 8 bytes, padded or not
    if ((size == 24 || size == 12 || size == 22 || size == 11) && !isHex(text)) {
        if (const std::string hex = hexOfBase64(text); hex.size() == 32 || hex.size() == 16)
            text = hex;
    }
    if (text.find_first_not_of('0') == std::string::npos)
        return {};
    if (isHex(text) && (text.size() == 32 || text.size() == 16)) {
        for (char& c : text)
            c = static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    }
    return text;
}

std::optional<std::int64_t> nanoseconds(const JsonValue* time, std::int64_t unit)
{
    if (time == nullptr || (!time->isString() && !time->isNumber()))
        return std::nullopt;
    const std::string& text = time->text;
    std::int64_t whole = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (error == std::errc() && end == text.data() + text.size()) {
        const std::int64_t in = unit != 0 ? unit : unitOf(static_cast<double>(whole));
        if (whole <= 0 || whole > INT64_MAX / in)
            return std::nullopt;
        return whole * in;
    }
    if (time->isNumber()) { // a fraction or an exponent
        double number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        const std::int64_t in = unit != 0 ? unit : unitOf(number);
        if (read.ec != std::errc() || number <= 0 || number * static_cast<double>(in) > 9e18)
            return std::nullopt;
        const auto units = static_cast<std::int64_t>(number); // apart: a double is not that exact
        const double rest = number - static_cast<double>(units);
        return units * in + std::llround(rest * static_cast<double>(in));
    }
    std::string stamp = text;
    if (stamp.size() > 10 && stamp[10] == ' ')
        stamp[10] = 'T';
    auto instant = parseRfc3339(stamp);
    if (!instant && stamp.size() > 10) // Python's isoformat without a zone is UTC in these logs
        instant = parseRfc3339(stamp + 'Z');
    if (!instant || instant->milliseconds > INT64_MAX / 1'000'000 || instant->milliseconds <= 0)
        return std::nullopt;
    return instant->milliseconds * 1'000'000;
}

} // namespace remit::trace
