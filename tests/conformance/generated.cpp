// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/generated.h"

#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

namespace remit::conformance {
namespace {

tl::unexpected<Error> unreadable(const std::string& what, const Diagnostics& diagnostics)
{
    const Diagnostic first = diagnostics.empty() ? Diagnostic{} : diagnostics.front();
    return failure(ErrorCode::Malformed, fmt::format("{}: {} [{}] at byte {}", what, first.message,
                                                     first.code, first.span.begin));
}

Result<> addPolicy(const test::GeneratedPolicy& policy, cedar::PolicySet& set)
{
    auto parsed = cedar::parsePolicies(policy.text);
    if (hasErrors(parsed.diagnostics) || parsed.policies.size() != 1)
        return unreadable(policy.text, parsed.diagnostics);
    parsed.policies.front().id = policy.id;
    return set.add(std::make_shared<const cedar::Policy>(std::move(parsed.policies.front())));
}

std::optional<cedar::EntityUid> slotValue(const std::optional<std::string>& json)
{
    if (!json)
        return std::nullopt;
    Diagnostics ignored;
    const JsonDocument document = parseJson(*json);
    return document.root ? cedar::readUid(*document.root, {}, ignored) : std::nullopt;
}

Result<> addPolicies(const test::GeneratedCase& made, cedar::PolicySet& set)
{
    for (const test::GeneratedPolicy& policy : made.policies) {
        if (auto added = addPolicy(policy, set); !added)
            return added;
    }
    for (const test::GeneratedLink& link : made.links) {
        auto linked = set.link(
            {link.id, link.templateId, slotValue(link.principal), slotValue(link.resource)});
        if (!linked)
            return linked;
    }
    return {};
}

Result<cedar::Request> buildRequest(const test::GeneratedRequest& made)
{
    const JsonDocument document = parseJson(made.json());
    Diagnostics diagnostics = document.diagnostics;
    auto request =
        document.root ? cedar::readRequest(*document.root, {}, diagnostics) : std::nullopt;
    if (!request)
        return unreadable(made.json(), diagnostics);
    return std::move(*request);
}

} // namespace

Result<BuiltCase> build(const test::GeneratedCase& made)
{
    BuiltCase built;
    if (auto added = addPolicies(made, built.policies); !added)
        return tl::unexpected(added.error());
    auto entities = cedar::parseEntities(made.entities);
    if (hasErrors(entities.diagnostics))
        return unreadable("entities", entities.diagnostics);
    auto store = cedar::EntityStore::build(std::move(entities.entities));
    if (!store)
        return tl::unexpected(store.error());
    built.entities = std::move(*store);
    for (const test::GeneratedRequest& request : made.requests) {
        auto read = buildRequest(request);
        if (!read)
            return tl::unexpected(read.error());
        built.requests.push_back(std::move(*read));
    }
    return built;
}

} // namespace remit::conformance
