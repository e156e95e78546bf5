// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/policy_json.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/syntax/policy_json_reader.h"

#include <utility>

namespace remit::cedar {
namespace {

/// A level of an expression takes up to three of JSON. (The reference's reader stops at 128.)
constexpr int kJsonLevels = 4 * limits::kCedarNesting;

JsonDocument parseDeep(std::string_view text, std::string_view file)
{
    JsonOptions options;
    options.maxNesting = kJsonLevels;
    return parseJson(text, file, options);
}

/// Static policies under one member, templates under the other.
void readPolicies(PolicyJsonReader& reader, const JsonValue* object, bool templates,
                  ParsedPolicySetJson& result)
{
    if (object == nullptr)
        return;
    for (const JsonMember& member : object->members) {
        Policy policy = reader.readPolicy(member.value, member.key);
        if (policy.isTemplate() != templates)
            reader.report("policy-json/template-mixed", member.keySpan,
                          templates ? "`" + shown(member.key) + "` has no slot: it is no template"
                                    : "`" + shown(member.key) + "` has a slot: it is a template",
                          templates ? "move it to staticPolicies" : "move it to templates");
        result.policies.push_back(std::move(policy));
    }
}

/// Ids and slots are checked as the policy set checks them.
void checkLinks(PolicyJsonReader& reader, const JsonValue& root, ParsedPolicySetJson& result)
{
    PolicySet set;
    for (const Policy& policy : result.policies) {
        if (const auto added = set.add(std::make_shared<Policy>(clone(policy))); !added)
            reader.report("policy-json/duplicate-id", policy.span, added.error().message,
                          added.error().hint);
    }
    const JsonValue* links = root.find("templateLinks");
    for (std::size_t i = 0; i < result.links.size(); ++i) {
        if (const auto added = set.link(result.links[i]); !added)
            reader.report("policy-json/invalid-link",
                          i < links->items.size() ? links->items[i].span : root.span,
                          added.error().message, added.error().hint);
    }
}

} // namespace

ParsedPolicyJson parsePolicyJson(const JsonValue& value, std::string id, std::string_view file)
{
    ParsedPolicyJson result;
    PolicyJsonReader reader(file, result.diagnostics);
    Policy policy = reader.readPolicy(value, std::move(id));
    if (result.diagnostics.empty())
        result.policy = std::move(policy);
    result.diagnostics = bounded(std::move(result.diagnostics));
    return result;
}

ParsedPolicyJson parsePolicyJson(std::string_view text, std::string id, std::string_view file)
{
    JsonDocument document = parseDeep(text, file);
    if (!document.root || !document.diagnostics.empty())
        return {std::nullopt, std::move(document.diagnostics)};
    return parsePolicyJson(*document.root, std::move(id), file);
}

ParsedPolicySetJson parsePolicySetJson(std::string_view text, std::string_view file)
{
    JsonDocument document = parseDeep(text, file);
    ParsedPolicySetJson result;
    result.diagnostics = std::move(document.diagnostics);
    if (!document.root || !result.diagnostics.empty())
        return result;
    PolicyJsonReader reader(file, result.diagnostics);
    ObjectReader members(*document.root, "a policy set", std::string(file), result.diagnostics);
    readPolicies(reader, members.optional("staticPolicies", JsonKind::Object), false, result);
    readPolicies(reader, members.optional("templates", JsonKind::Object), true, result);
    if (const JsonValue* links = members.optional("templateLinks", JsonKind::Array)) {
        for (const JsonValue& item : links->items) {
            if (auto link = reader.readLink(item))
                result.links.push_back(std::move(*link));
        }
    }
    members.finish();
    if (result.diagnostics.empty())
        checkLinks(reader, *document.root, result);
    result.diagnostics = bounded(std::move(result.diagnostics));
    return result;
}

} // namespace remit::cedar
