// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/pack.h"

#include "core/base/text.h"
#include "core/cedar/entities/request_json.h"

#include <fmt/format.h>

namespace remit::conformance {
namespace {

tl::unexpected<Error> malformed(const Diagnostics& diagnostics, std::string_view what)
{
    const std::string why = diagnostics.empty() ? "unreadable" : diagnostics.front().message;
    return failure(ErrorCode::Malformed, fmt::format("{}: {}", what, why));
}

void readIds(const JsonValue* list, std::set<std::string>& ids)
{
    if (!list)
        return;
    ids.clear();
    for (const JsonValue& item : list->items)
        ids.insert(item.text);
}

/// What the object says; the rest stays.
Result<> readResponse(const JsonValue& json, RecordedResponse& response)
{
    if (const JsonValue* decision = json.find("decision")) {
        const std::string& word = decision->text;
        const bool allow = word == "allow" || word == "Allow";
        if (!allow && word != "deny" && word != "Deny")
            return failure(ErrorCode::Malformed, fmt::format("\"{}\" is no decision", word));
        response.decision = allow ? cedar::Decision::Allow : cedar::Decision::Deny;
    }
    readIds(json.find("reason"), response.reasons);
    readIds(json.find("errors"), response.errors);
    return {};
}

Result<RecordedRequest> readRequest(const JsonValue& json)
{
    Diagnostics diagnostics;
    auto request = cedar::readRequest(json, {}, diagnostics);
    if (!request)
        return malformed(diagnostics, "request");
    RecordedRequest recorded;
    recorded.request = std::move(*request);
    if (const JsonValue* description = json.find("description"))
        recorded.description = description->text;
    if (auto read = readResponse(json, recorded.expected); !read)
        return tl::unexpected(read.error());
    return recorded;
}

std::string textOf(const JsonValue& json, std::string_view key)
{
    const JsonValue* value = json.find(key);
    return value && value->isString() ? value->text : std::string();
}

void readShouldValidate(const JsonValue& json, std::optional<bool>& shouldValidate)
{
    const JsonValue* value = json.find("shouldValidate");
    if (value && value->isBool())
        shouldValidate = value->boolean;
}

} // namespace

Result<Case> readCase(std::string_view line)
{
    const JsonDocument document = parseJson(line);
    if (!document.root || !document.root->isObject())
        return malformed(document.diagnostics, "case");
    const JsonValue& json = *document.root;
    Case read;
    read.id = textOf(json, "id");
    read.policies = textOf(json, "policies");
    read.schema = textOf(json, "schema");
    readShouldValidate(json, read.shouldValidate);
    if (const JsonValue* entities = json.find("entities"))
        read.entities = *entities;
    if (const JsonValue* requests = json.find("requests")) {
        for (const JsonValue& item : requests->items) {
            auto request = readRequest(item);
            if (!request)
                return tl::unexpected(request.error());
            read.requests.push_back(std::move(*request));
        }
    }
    return read;
}

Result<Expectations> Expectations::read(std::string_view text)
{
    Expectations expectations;
    const JsonDocument whole = parseJson(text);
    if (whole.root && whole.root->isObject() && !whole.root->find("id")) {
        for (const JsonMember& member : whole.root->members) {
            if (auto added = expectations.add(member.key, member.value); !added)
                return tl::unexpected(added.error());
        }
        return expectations;
    }
    std::vector<JsonValue> overrides;
    if (whole.root && whole.root->isArray()) {
        overrides = whole.root->items;
    } else {
        for (const std::string_view line : split(text, '\n')) {
            if (trimmed(line).empty())
                continue;
            JsonDocument document = parseJson(line);
            if (!document.root)
                return malformed(document.diagnostics, "expectation");
            overrides.push_back(std::move(*document.root));
        }
    }
    for (JsonValue& json : overrides) {
        const std::string id = textOf(json, "id");
        if (auto added = expectations.add(id, std::move(json)); !added)
            return tl::unexpected(added.error());
    }
    return expectations;
}

Result<> Expectations::add(const std::string& id, JsonValue override)
{
    if (id.empty() || !override.isObject())
        return failure(ErrorCode::Malformed, "an expectation is an object with a case's \"id\"");
    if (!m_byCase.emplace(id, std::move(override)).second)
        return failure(ErrorCode::Malformed, fmt::format("two expectations for case {}", id));
    return {};
}

Result<> Expectations::applyTo(Case& recorded) const
{
    const auto found = m_byCase.find(recorded.id);
    if (found == m_byCase.end())
        return {};
    readShouldValidate(found->second, recorded.shouldValidate);
    const JsonValue* requests = found->second.find("requests");
    if (!requests)
        return {};
    if (requests->items.size() > recorded.requests.size())
        return failure(ErrorCode::Malformed,
                       fmt::format("case {} has {} requests, {} are expected", recorded.id,
                                   recorded.requests.size(), requests->items.size()));
    for (std::size_t i = 0; i < requests->items.size(); ++i) {
        auto read = readResponse(requests->items[i], recorded.requests[i].expected);
        if (!read)
            return read;
    }
    return {};
}

} // namespace remit::conformance
