// SPDX-License-Identifier: Apache-2.0
#include "core/decision/input_schema.h"

#include "core/base/text.h"
#include "core/decision/arguments.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace remit::decision {

namespace {

/// `$ref` may lead in circles without getting deeper into the value.
constexpr int kReferences = 32;
/// Schemas come from others: alternatives that refer to one another cost time without end.
constexpr std::size_t kSteps = 200'000;

class Check {
public:
    Check(const JsonValue& document, const Withheld& withheld, std::size_t& steps)
        : m_document(document), m_withheld(withheld), m_steps(steps)
    {}

    void value(const JsonValue& value, const JsonValue& schema);
    std::vector<std::string> take() { return std::move(m_misfits); }

private:
    void reference(const JsonValue& value, const JsonValue& reference);
    void type(const JsonValue& value, const JsonValue& types);
    void choices(const JsonValue& value, const JsonValue& schema);
    void combined(const JsonValue& value, const JsonValue& schema);
    void object(const JsonValue& value, const JsonValue& schema);
    void member(const JsonMember& member, const JsonValue& schema);
    void array(const JsonValue& value, const JsonValue& schema);
    void number(const JsonValue& value, const JsonValue& schema);
    void size(const JsonValue& schema, std::size_t size, const char* least, const char* most,
              const char* unit);

    [[nodiscard]] bool conforms(const JsonValue& value, const JsonValue& schema) const;
    void add(const std::string& what);

    const JsonValue& m_document;
    const Withheld& m_withheld;
    std::size_t& m_steps; ///< left; shared by all checks of one call
    std::string m_place;
    int m_references = 0;
    std::vector<std::string> m_misfits;
};

void Check::add(const std::string& what)
{
    if (m_misfits.size() < kMisfits)
        m_misfits.push_back((m_place.empty() ? "the argument object" : "`" + m_place + "`") + " " +
                            what);
}

bool Check::conforms(const JsonValue& value, const JsonValue& schema) const
{
    Check check(m_document, m_withheld, m_steps);
    check.m_references = m_references;
    check.value(value, schema);
    return check.m_misfits.empty();
}

std::size_t codePoints(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        (void)nextCodePoint(text, at);
    return count;
}

/// An integer by value: "5.0" is one, and so is one of more than 64 bits.
bool isInteger(std::string_view number)
{
    return number.find_first_of(".eE") == std::string_view::npos || integerOf(number).has_value();
}

bool isOfType(const JsonValue& value, std::string_view type)
{
    if (type == "integer")
        return value.isNumber() && isInteger(value.text);
    static constexpr std::pair<std::string_view, JsonKind> kTypes[] = {
        {"null", JsonKind::Null},     {"boolean", JsonKind::Bool}, {"number", JsonKind::Number},
        {"string", JsonKind::String}, {"array", JsonKind::Array},  {"object", JsonKind::Object},
    };
    return std::any_of(std::begin(kTypes), std::end(kTypes), [&](const auto& entry) {
        return entry.first == type && entry.second == value.kind;
    });
}

void Check::type(const JsonValue& value, const JsonValue& types)
{
    if (types.isString()) {
        if (!isOfType(value, types.text))
            add("is " + std::string(jsonKindName(value.kind)) + " and should be of type " +
                shown(types.text));
        return;
    }
    const bool any = std::any_of(types.items.begin(), types.items.end(), [&](const JsonValue& one) {
        return one.isString() && isOfType(value, one.text);
    });
    if (types.isArray() && !any)
        add("is " + std::string(jsonKindName(value.kind)) + ", which the tool does not take");
}

void Check::choices(const JsonValue& value, const JsonValue& schema)
{
    const std::string canonical = canonicalJson(value);
    if (const JsonValue* list = schema.find("enum"); list != nullptr && list->isArray()) {
        const bool any = std::any_of(list->items.begin(), list->items.end(), [&](const auto& one) {
            return canonicalJson(one) == canonical;
        });
        if (!any)
            add("is none of the values that the tool lists");
    }
    if (const JsonValue* one = schema.find("const"); one && canonicalJson(*one) != canonical)
        add("is not the value that the tool demands");
}

void Check::combined(const JsonValue& value, const JsonValue& schema)
{
    const auto matching = [&](const JsonValue& list) {
        return std::count_if(list.items.begin(), list.items.end(),
                             [&](const JsonValue& one) { return conforms(value, one); });
    };
    if (const JsonValue* all = schema.find("allOf"); all != nullptr && all->isArray()) {
        for (const JsonValue& one : all->items)
            this->value(value, one);
    }
    if (const JsonValue* any = schema.find("anyOf"); any && any->isArray() && matching(*any) == 0)
        add("has none of the forms that the tool takes");
    if (const JsonValue* one = schema.find("oneOf"); one && one->isArray() && matching(*one) != 1)
        add("has not exactly one of the forms that the tool takes");
    if (const JsonValue* other = schema.find("not"); other && conforms(value, *other))
        add("has a form that the tool excludes");
}

void Check::size(const JsonValue& schema, std::size_t size, const char* least, const char* most,
                 const char* unit)
{
    const auto bound = [&](const char* key) -> std::optional<std::int64_t> {
        const JsonValue* value = schema.find(key);
        return value != nullptr && value->isNumber() ? integerOf(value->text) : std::nullopt;
    };
    const auto count = static_cast<std::int64_t>(size);
    if (const auto minimum = bound(least); minimum && count < *minimum)
        add("has fewer than " + std::to_string(*minimum) + " " + unit);
    if (const auto maximum = bound(most); maximum && count > *maximum)
        add("has more than " + std::to_string(*maximum) + " " + unit);
}

void Check::number(const JsonValue& value, const JsonValue& schema)
{
    const double number = std::strtod(value.text.c_str(), nullptr);
    const auto compare = [&](const char* key, const char* words, auto breaks) {
        const JsonValue* bound = schema.find(key);
        if (bound != nullptr && bound->isNumber() &&
            breaks(number, std::strtod(bound->text.c_str(), nullptr)))
            add("is " + shown(value.text) + " and must be " + words + " " + shown(bound->text));
    };
    compare("minimum", "at least", [](double a, double b) { return a < b; });
    compare("maximum", "at most", [](double a, double b) { return a > b; });
    compare("exclusiveMinimum", "more than", [](double a, double b) { return a <= b; });
    compare("exclusiveMaximum", "less than", [](double a, double b) { return a >= b; });
}

void Check::array(const JsonValue& value, const JsonValue& schema)
{
    size(schema, value.items.size(), "minItems", "maxItems", "elements");
    const JsonValue* items = schema.find("items");
    if (items == nullptr)
        return;
    const std::string outer = m_place;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        m_place = outer + "[" + std::to_string(i) + "]";
        this->value(value.items[i], *items);
    }
    m_place = outer;
}

void Check::member(const JsonMember& member, const JsonValue& schema)
{
    const JsonValue* properties = schema.find("properties");
    const JsonValue* declared = properties == nullptr ? nullptr : properties->find(member.key);
    const JsonValue* others = schema.find("additionalProperties");
    if (declared == nullptr && others == nullptr)
        return;
    const std::string outer = m_place;
    m_place += m_place.empty() ? shown(member.key) : "." + shown(member.key);
    if (declared != nullptr)
        value(member.value, *declared);
    else if (others->isBool() && !others->boolean)
        add("is no argument of the tool");
    else
        value(member.value, *others);
    m_place = outer;
}

void Check::object(const JsonValue& value, const JsonValue& schema)
{
    size(schema, value.members.size(), "minProperties", "maxProperties", "members");
    if (const JsonValue* required = schema.find("required"); required && required->isArray()) {
        for (const JsonValue& key : required->items) {
            if (key.isString() && value.find(key.text) == nullptr)
                add("lacks `" + shown(key.text) + "`");
        }
    }
    for (const JsonMember& one : value.members)
        member(one, schema);
}

void Check::reference(const JsonValue& value, const JsonValue& reference)
{
    if (!reference.isString() || reference.text.empty() || reference.text.front() != '#')
        return;
    const JsonValue* target = atPointer(m_document, std::string_view(reference.text).substr(1));
    if (target == nullptr || m_references >= kReferences)
        return;
    ++m_references;
    this->value(value, *target);
    --m_references;
}

void Check::value(const JsonValue& value, const JsonValue& schema)
{
    if (m_steps == 0)
        return add("is too large to check against the tool's schema");
    --m_steps;
    if (m_withheld.count(&value) > 0)
        return;
    if (schema.isBool() && !schema.boolean)
        add("must not be given");
    if (!schema.isObject())
        return;
    if (const JsonValue* target = schema.find("$ref"))
        reference(value, *target);
    if (const JsonValue* types = schema.find("type"))
        type(value, *types);
    choices(value, schema);
    combined(value, schema);
    if (value.isObject())
        object(value, schema);
    if (value.isArray())
        array(value, schema);
    if (value.isNumber())
        number(value, schema);
    if (value.isString())
        size(schema, codePoints(value.text), "minLength", "maxLength", "characters");
}

} // namespace

std::vector<std::string> misfits(const JsonValue& arguments, const JsonValue& inputSchema,
                                 const Withheld& withheld)
{
    std::size_t steps = kSteps;
    Check check(inputSchema, withheld, steps);
    check.value(arguments, inputSchema);
    return check.take();
}

} // namespace remit::decision
