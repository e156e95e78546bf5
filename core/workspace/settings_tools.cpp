// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/workspace/settings_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace remit::workspace {
namespace {

using decision::Enforcement;
using decision::ResourceRule;
using decision::ToolRule;

std::optional<cedar::EntityUid> readUidText(ObjectReader& reader, std::string_view key)
{
    const JsonValue* value = reader.optional(key, JsonKind::String);
    if (!value)
        return std::nullopt;
    auto uid = cedar::parseEntityUid(value->text);
    if (!uid)
        reader.report("workspace/bad-uid", value->span,
                      fmt::format("{} names no entity", jsonQuoted(value->text)),
                      "Write a type and an id in quotes: \"Action::\\\"send_money\\\"\".");
    return uid;
}

/// RFC 6901: empty, or tokens that each begin with `/`; `~` only as `~0` and `~1`.
bool isJsonPointer(std::string_view text)
{
    if (!text.empty() && text.front() != '/')
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')))
            return false;
    }
    return true;
}

void checkResource(ObjectReader& reader, const JsonValue& object, const std::string& type)
{
    const JsonValue* id = object.find("id");
    const JsonValue* from = object.find("from");
    if ((id == nullptr) == (from == nullptr))
        reader.report("workspace/resource-rule", object.span,
                      "a resource has either an \"id\" or \"from\", an argument that holds it",
                      "Write {\"type\":\"Account\",\"from\":\"/recipient\"}.");
    if (from != nullptr && from->isString() && !isJsonPointer(from->text))
        reader.report("workspace/bad-pointer", from->span,
                      fmt::format("{} is not a JSON Pointer", jsonQuoted(from->text)),
                      "It begins with a slash: \"/recipient\".");
    if (const JsonValue* named = object.find("type");
        named != nullptr && named->isString() && !cedar::isValidName(type))
        reader.report("workspace/bad-type-name", named->span,
                      fmt::format("{} is not the name of an entity type", jsonQuoted(type)),
                      "Write it as in the schema: \"Account\" or \"Payments::Account\".");
}

ResourceRule readResource(const JsonValue& object, ReaderContext context)
{
    ObjectReader reader(object, "resource", context.file, context.diagnostics);
    ResourceRule rule;
    rule.type = reader.requiredString("type");
    rule.pointer = reader.optionalString("from").value_or("");
    if (const auto id = reader.optionalString("id"))
        rule.fixed = cedar::EntityUid{rule.type, *id};
    reader.finish();
    if (reader.isObject())
        checkResource(reader, object, rule.type);
    return rule;
}

ToolRule readToolRule(const JsonValue& object, ReaderContext context)
{
    constexpr std::array<std::pair<std::string_view, Enforcement>, 3> kEnforcement{
        {{"fine", Enforcement::Fine},
         {"coarse", Enforcement::Coarse},
         {"none", Enforcement::None}}};
    ObjectReader reader(object, "tool rule", context.file, context.diagnostics);
    ToolRule rule;
    rule.tool = reader.requiredString("tool");
    rule.server = reader.optionalString("server").value_or("");
    rule.action = readUidText(reader, "action");
    if (const JsonValue* resource = reader.optional("resource", JsonKind::Object))
        rule.resource = readResource(*resource, context);
    rule.labels = reader.optionalStrings("labels");
    rule.audience = reader.optionalString("audience");
    rule.enforcement =
        readWord<Enforcement>(reader, "enforcement", kEnforcement).value_or(Enforcement::Fine);
    rule.risk = reader.optionalString("risk").value_or(rule.risk);
    rule.readOnly = reader.optionalBool("readOnly").value_or(rule.readOnly);
    reader.finish();
    return rule;
}

bool isSha256Text(std::string_view text)
{
    constexpr std::string_view kPrefix = "sha256:";
    return text.size() == kPrefix.size() + 64 && text.substr(0, kPrefix.size()) == kPrefix &&
           text.find_first_not_of("0123456789abcdef", kPrefix.size()) == std::string_view::npos;
}

} // namespace

std::vector<ToolRule> readMapping(const JsonValue& array, ReaderContext context)
{
    std::vector<ToolRule> rules;
    for (const JsonValue& item : array.items) {
        const std::size_t before = context.diagnostics.size();
        ToolRule rule = readToolRule(item, context);
        const auto twin = std::find_if(rules.begin(), rules.end(), [&](const ToolRule& other) {
            return other.tool == rule.tool && other.server == rule.server;
        });
        if (twin != rules.end() && context.diagnostics.size() == before)
            ObjectReader(item, "tool rule", context.file, context.diagnostics)
                .report("workspace/duplicate-tool-rule", item.find("tool")->span,
                        fmt::format("there is a rule for {} already; this one never counts",
                                    jsonQuoted(rule.tool)),
                        "Join the two.");
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::vector<decision::ResourceLabels> readLabels(const JsonValue& array, ReaderContext context)
{
    std::vector<decision::ResourceLabels> rules;
    for (const JsonValue& item : array.items) {
        ObjectReader reader(item, "label rule", context.file, context.diagnostics);
        decision::ResourceLabels rule;
        rule.resource = reader.requiredString("resource");
        (void)reader.required("labels", JsonKind::Array);
        rule.labels = reader.optionalStrings("labels");
        reader.finish();
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::map<std::string, std::string> readToolPins(const JsonValue& object, ReaderContext context)
{
    std::map<std::string, std::string> pins;
    ObjectReader reader(object, "list of pins", context.file, context.diagnostics);
    for (const JsonMember& member : object.members) {
        if (member.value.isString() && isSha256Text(member.value.text))
            pins[member.key] = member.value.text;
        else
            reader.report("workspace/bad-pin", member.value.span,
                          fmt::format("the pin of {} is not a digest", jsonQuoted(member.key)),
                          "Write \"sha256:\" and 64 hexadecimal digits in lower case.");
    }
    return pins;
}

} // namespace remit::workspace
