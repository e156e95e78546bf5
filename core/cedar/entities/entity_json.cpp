// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_json.h"

#include "core/cedar/entities/entity_checks.h"
#include "core/cedar/entities/entity_reader.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/validate/conformance.h"

#include <fmt/format.h>

#include <unordered_set>

namespace remit::cedar {
namespace {

void addActionsOf(const Schema& schema, ParsedEntities& parsed)
{
    std::unordered_set<EntityUid, EntityUidHash> present;
    for (const Entity& entity : parsed.entities) {
        if (isActionTypeName(entity.uid.type))
            present.insert(entity.uid);
    }
    for (Entity& action : actionEntities(schema)) {
        if (present.contains(action.uid))
            continue;
        parsed.entities.push_back(std::move(action));
        parsed.spans.push_back({});
    }
}

void reportNoList(const JsonValue& json, ValueReader& reader)
{
    reader.report("entities/not-a-list", json.span,
                  fmt::format("entities are a list, this is {}", jsonKindName(json.kind)),
                  R"(put them into brackets: [{"uid": …}, …])");
}

void read(const JsonValue& json, EntityReader& reader, ParsedEntities& parsed)
{
    if (auto entity = reader.entity(json)) {
        parsed.entities.push_back(std::move(*entity));
        parsed.spans.push_back(json.span);
    }
}

/// What can be said only when all are read.
void finish(ParsedEntities& parsed, std::string_view file, const Schema* schema)
{
    mergeDuplicates(parsed, file);
    reportCycle(parsed, file);
    if (schema) {
        checkActions(parsed, *schema, file);
        addActionsOf(*schema, parsed);
    }
    parsed.diagnostics = bounded(std::move(parsed.diagnostics));
}

} // namespace

/// One entity at a time: a tree of a million would take gigabytes.
ParsedEntities parseEntities(std::string_view text, std::string_view file, const Schema* schema)
{
    ParsedEntities parsed;
    EntityReader reader(file, parsed.diagnostics, schema);
    JsonOptions options;
    options.element = [&](const JsonValue& json) { read(json, reader, parsed); };
    JsonDocument document = parseJson(text, file, std::move(options));
    if (!document.root) {
        ParsedEntities none;
        none.diagnostics = std::move(document.diagnostics);
        return none;
    }
    parsed.diagnostics.insert(parsed.diagnostics.begin(), document.diagnostics.begin(),
                              document.diagnostics.end());
    if (document.root->isArray())
        finish(parsed, file, schema);
    else
        reportNoList(*document.root, reader.values());
    return parsed;
}

ParsedEntities parseEntities(const JsonValue& array, std::string_view file, const Schema* schema)
{
    ParsedEntities parsed;
    EntityReader reader(file, parsed.diagnostics, schema);
    if (!array.isArray()) {
        reportNoList(array, reader.values());
        return parsed;
    }
    parsed.entities.reserve(array.items.size());
    parsed.spans.reserve(array.items.size());
    for (const JsonValue& item : array.items)
        read(item, reader, parsed);
    finish(parsed, file, schema);
    return parsed;
}

std::optional<EntityUid> readUid(const JsonValue& value, std::string_view file,
                                 Diagnostics& diagnostics, bool textForm)
{
    return ValueReader(file, diagnostics).uid(value, textForm);
}

std::optional<Value> readValue(const JsonValue& value, std::string_view file,
                               Diagnostics& diagnostics)
{
    return ValueReader(file, diagnostics).untyped(value);
}

} // namespace remit::cedar
