// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/bundle/diff/subjects.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/printer.h"

#include <fmt/format.h>

namespace remit::bundle {
namespace {

std::string instantText(const std::optional<Instant>& instant)
{
    return instant ? rfc3339(*instant) : "none";
}

std::string refText(const std::optional<authority::TaskRef>& ref)
{
    return ref ? authority::toText(*ref) : "none";
}

std::string commaList(const std::vector<std::string>& items)
{
    return items.empty() ? "none" : joined(items, ", ");
}

/// The policies of a scope without their layout; the text where it does not parse.
std::string scopeText(const decision::Setup& setup, const std::string& grant)
{
    const auto scope = setup.scopes.find(grant);
    if (scope == setup.scopes.end())
        return "none";
    const auto parsed = cedar::parsePolicies(scope->second.source->text());
    std::vector<std::string> texts;
    for (const cedar::Policy& policy : parsed.policies)
        texts.push_back(cedar::toText(policy));
    return hasErrors(parsed.diagnostics) ? std::string(scope->second.source->text())
                                         : joined(texts, "\n");
}

SubjectParts partsOf(const authority::Task& task)
{
    SubjectParts parts;
    parts["purpose"] = task.purpose;
    parts["owner"] = toText(task.owner);
    parts["profile"] = authority::name(task.profile);
    parts["plan"] = task.plan ? commaList(*task.plan) : "none";
    parts["parent"] = refText(task.parent);
    parts["maxDuration"] = fmt::format("{} s", task.maxDuration / 1000);
    parts["trusted sources"] = commaList(task.trustedSources);
    parts["limits"] = cedar::toEntityJson(cedar::Value::record(task.limits));
    parts["escalation"] = commaList(task.escalation);
    std::vector<std::string> transitions;
    for (const authority::Transition& one : task.transitions)
        transitions.push_back(fmt::format("{} {}", authority::name(one.event), rfc3339(one.at)));
    parts["transitions"] = commaList(transitions);
    return parts;
}

SubjectParts partsOf(const authority::Credential& credential)
{
    SubjectParts parts;
    parts["kind"] = authority::name(credential.kind);
    parts["holder"] = toText(credential.holder);
    parts["bound to"] = credential.boundTo.value_or("nobody");
    parts["audience"] = credential.audience.value_or("any");
    parts["task"] = refText(credential.task);
    parts["issued"] = rfc3339(credential.issuedAt);
    parts["expires"] = instantText(credential.expiresAt);
    parts["revoked"] = instantText(credential.revokedAt);
    return parts;
}

SubjectParts partsOf(const authority::Grant& grant)
{
    SubjectParts parts;
    parts["from"] = toText(grant.from);
    parts["to"] = toText(grant.to);
    parts["task"] = authority::toText(grant.task);
    parts["issued"] = rfc3339(grant.issuedAt);
    parts["not before"] = rfc3339(grant.notBefore);
    parts["expires"] = rfc3339(grant.expiresAt);
    parts["depth"] = std::to_string(grant.depth);
    parts["parent"] = grant.parent.value_or("root");
    parts["bound to"] = grant.boundTo.value_or("nobody");
    parts["audience"] = grant.audience.value_or("any");
    parts["revoked"] = instantText(grant.revokedAt);
    return parts;
}

} // namespace

void addAuthoritySubjects(const decision::Setup& setup, Subjects& subjects)
{
    if (!setup.registry)
        return;
    for (const authority::Task& task : setup.registry->tasks())
        subjects[{"task", authority::toText(task.ref)}] = partsOf(task);
    for (const authority::Credential& credential : setup.registry->credentials())
        subjects[{"credential", credential.id}] = partsOf(credential);
    for (const authority::Grant& grant : setup.registry->grants()) {
        SubjectParts& parts = subjects[{"grant", grant.id}];
        parts = partsOf(grant);
        parts["scope"] = scopeText(setup, grant.id);
    }
}

} // namespace remit::bundle
