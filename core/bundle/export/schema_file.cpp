// SPDX-License-Identifier: Apache-2.0
// A workspace's schema may lie in several files; engines take one.
#include "core/bundle/export/targets.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"

#include <iterator>
#include <map>

namespace remit::bundle {

namespace {

template <class T>
void appendTo(std::vector<T>& list, std::vector<T>& more)
{
    std::move(more.begin(), more.end(), std::back_inserter(list));
}

/// All namespaces of all files, each once, by name.
cedar::SchemaDocument mergedSchema(const workspace::Snapshot& snapshot)
{
    std::map<std::string, cedar::SchemaNamespace> spaces;
    for (const std::string& path : snapshot.paths(workspace::FileKind::Schema)) {
        cedar::SchemaDocument document = cedar::parseSchema(*snapshot.files.at(path).text, path);
        for (cedar::SchemaNamespace& space : document.namespaces) {
            const auto [there, isNew] = spaces.try_emplace(space.name.text);
            if (isNew) {
                there->second = std::move(space);
                continue;
            }
            appendTo(there->second.commonTypes, space.commonTypes);
            appendTo(there->second.entities, space.entities);
            appendTo(there->second.actions, space.actions);
            appendTo(there->second.annotations, space.annotations);
        }
    }
    cedar::SchemaDocument merged;
    for (auto& [name, space] : spaces)
        merged.namespaces.push_back(std::move(space));
    return merged;
}

} // namespace

std::optional<ExportedFile> exportedSchema(const workspace::Snapshot& snapshot)
{
    const auto paths = snapshot.paths(workspace::FileKind::Schema);
    if (paths.empty())
        return std::nullopt;
    if (paths.size() == 1) {
        const bool json = paths.front().ends_with(".json");
        return ExportedFile{json ? "schema.json" : "schema.cedarschema",
                            *snapshot.files.at(paths.front()).text};
    }
    const cedar::SchemaDocument merged = mergedSchema(snapshot);
    if (auto text = cedar::toSchemaText(merged))
        return ExportedFile{"schema.cedarschema", std::move(*text)};
    return ExportedFile{"schema.json", cedar::toSchemaJson(merged)};
}

std::optional<std::string> schemaAsJson(const workspace::Snapshot& snapshot)
{
    if (snapshot.paths(workspace::FileKind::Schema).empty())
        return std::nullopt;
    const cedar::SchemaDocument merged = mergedSchema(snapshot);
    if (auto resolved = cedar::toResolvedSchemaJson(merged))
        return std::move(*resolved);
    return cedar::toSchemaJson(merged);
}

} // namespace remit::bundle
