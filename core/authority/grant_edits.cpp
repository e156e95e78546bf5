// SPDX-License-Identifier: Apache-2.0
#include "core/authority/grant_edits.h"

#include "core/base/json_edit.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace remit::authority {
namespace {

constexpr std::int64_t kHour = 3'600'000;

/// Letters, digits, `-` and `_` of an id, so that it can name a file.
std::string slug(std::string_view id)
{
    std::string result;
    for (const char c : id) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '_')
            result += static_cast<char>(std::tolower(byte));
        else if (!result.empty() && result.back() != '-')
            result += '-';
    }
    return result.empty() ? "grant" : result;
}

std::string freeId(const Registry& registry, const cedar::EntityUid& from,
                   const cedar::EntityUid& to)
{
    const std::string stem = slug(from.id) + "-to-" + slug(to.id);
    std::string id = stem;
    for (int number = 2; registry.grant(id); ++number)
        id = fmt::format("{}-{}", stem, number);
    return id;
}

const Task* newestTask(const Registry& registry)
{
    const Task* newest = nullptr;
    for (const Task& task : registry.tasks()) {
        const auto activated = [](const Task& each) {
            return each.transitions.empty() ? Instant{} : each.transitions.front().at;
        };
        if (!newest || activated(*newest) <= activated(task))
            newest = &task;
    }
    return newest;
}

std::string quoted(Instant at)
{
    return jsonQuoted(rfc3339(at));
}

} // namespace

std::string toJson(const Grant& grant)
{
    std::string text = "{\n";
    const auto add = [&](std::string_view key, const std::string& value) {
        text += fmt::format("{}  \"{}\": {}", text.size() > 2 ? ",\n" : "", key, value);
    };
    add("id", jsonQuoted(grant.id));
    add("from", jsonQuoted(toText(grant.from)));
    add("to", jsonQuoted(toText(grant.to)));
    add("task", jsonQuoted(grant.task.id));
    add("taskVersion", std::to_string(grant.task.version));
    add("issuedAt", quoted(grant.issuedAt));
    if (grant.notBefore != grant.issuedAt)
        add("notBefore", quoted(grant.notBefore));
    add("expiresAt", quoted(grant.expiresAt));
    add("depth", std::to_string(grant.depth));
    add("parent", jsonQuoted(grant.parent.value_or("root")));
    if (grant.boundTo)
        add("boundTo", jsonQuoted(*grant.boundTo));
    if (grant.audience)
        add("audience", jsonQuoted(*grant.audience));
    if (grant.revokedAt)
        add("revokedAt", quoted(*grant.revokedAt));
    return text + "\n}\n";
}

Grant grantBelow(const Registry& registry, const Grant* parent, const cedar::EntityUid& from,
                 const cedar::EntityUid& to, Instant now)
{
    Grant grant;
    grant.id = freeId(registry, from, to);
    grant.from = from;
    grant.to = to;
    grant.issuedAt = grant.notBefore = now;
    if (parent) {
        grant.parent = parent->id;
        grant.task = parent->task;
        grant.expiresAt = parent->expiresAt;
        grant.depth = std::max<std::int64_t>(0, parent->depth - 1);
        grant.audience = parent->audience;
        grant.issuedAt = std::max(now, parent->notBefore);
        grant.notBefore = grant.issuedAt;
    } else if (const Task* task = newestTask(registry)) {
        grant.task = task->ref;
        grant.depth = 1;
    }
    if (grant.expiresAt <= grant.notBefore)
        grant.expiresAt = {grant.notBefore.milliseconds + kHour};
    return grant;
}

WorkspaceEdit grantCreated(const Grant& grant, std::string_view scope)
{
    WorkspaceEdit edit;
    edit.title = fmt::format("Grant {}", grant.id);
    edit.files["grants/" + grant.id + ".json"] = {{{0, 0}, toJson(grant)}};
    std::string text(scope);
    if (!text.ends_with('\n'))
        text += '\n';
    edit.files["grants/" + grant.id + ".cedar"] = {{{0, 0}, std::move(text)}};
    return edit;
}

Result<WorkspaceEdit> grantRevoked(const Grant& grant, Instant at, std::string_view text)
{
    const auto id = memberSpan(text, grant.place.span, "id");
    const auto change = memberSet(text, grant.place.span, "revokedAt", quoted(at));
    if (!change || !id || text.substr(id->begin, id->size()) != jsonQuoted(grant.id))
        return failure(
            ErrorCode::Invalid,
            fmt::format("{} does not hold grant {} where it did.", grant.place.file, grant.id),
            "Wait until the file has been checked again.");
    WorkspaceEdit edit;
    edit.title = fmt::format("Revoke {}", grant.id);
    edit.files[grant.place.file] = {*change};
    return edit;
}

WorkspaceEdit scopeWritten(const std::string& grant, const std::string& file, std::string_view text,
                           std::string_view scope)
{
    WorkspaceEdit edit;
    edit.title = fmt::format("Scope of {}", grant);
    edit.files[file] = difference(text, scope);
    return edit;
}

} // namespace remit::authority
