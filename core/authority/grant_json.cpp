// SPDX-License-Identifier: Apache-2.0
#include "core/authority/authority_json.h"
#include "core/authority/field_reader.h"

#include <fmt/format.h>

namespace remit::authority {
namespace {

/// `"parent": "root"`, or the id of one grant.
std::optional<std::string> readParent(FieldReader& reader)
{
    const std::string parent = reader.text("parent");
    return parent == "root" ? std::nullopt : std::optional(parent);
}

void checkInterval(FieldReader& reader, const JsonValue& object, const Grant& grant)
{
    const JsonValue* end = object.find("expiresAt");
    if (end && end->isString() && parseRfc3339(end->text) && grant.expiresAt <= grant.notBefore)
        reader.problem("authority/empty-interval", *end,
                       "the grant expires before it becomes valid",
                       "an interval runs from notBefore (or issuedAt) up to, not including, "
                       "expiresAt");
}

} // namespace

std::vector<Grant> readGrants(std::string_view text, std::string_view file,
                              Diagnostics& diagnostics)
{
    std::vector<Grant> grants;
    forEachObject(text, file, "grant", diagnostics, [&](const JsonValue& object) {
        FieldReader reader(object, "grant", file, diagnostics);
        Grant grant;
        grant.id = reader.text("id");
        grant.from = reader.uid("from");
        grant.to = reader.uid("to");
        grant.task.id = reader.text("task");
        grant.task.version = reader.integer("taskVersion", 1);
        grant.issuedAt = reader.instant("issuedAt");
        grant.notBefore = reader.optionalInstant("notBefore").value_or(grant.issuedAt);
        grant.expiresAt = reader.instant("expiresAt");
        grant.depth = reader.integer("depth", 0);
        grant.parent = readParent(reader);
        grant.boundTo = reader.spiffeId("boundTo");
        grant.audience = reader.optionalText("audience");
        grant.revokedAt = reader.optionalInstant("revokedAt");
        grant.place = reader.place();
        checkInterval(reader, object, grant);
        if (reader.finish())
            grants.push_back(std::move(grant));
    });
    return grants;
}

} // namespace remit::authority
