// SPDX-License-Identifier: Apache-2.0
#include "core/assist/json/workspace_values.h"

#include "core/assist/known_entities.h"
#include "core/assist/policies/entity_items.h"
#include "core/assist/workspace_names.h"

#include <algorithm>

namespace remit::assist {
namespace {

using Values = std::vector<WorkspaceValue>;

void addNames(const std::map<std::string, std::string>& names, CompletionKind kind,
              const std::string& detail, Values& values)
{
    for (const auto& [name, text] : names)
        values.push_back({kind, name, detail, text});
}

void addNames(const std::set<std::string>& names, const std::string& detail, Values& values)
{
    for (const std::string& name : names)
        values.push_back({CompletionKind::Value, name, detail, {}});
}

void addTypeNames(const Model& model, Values& values)
{
    for (const std::string& name : allEntityTypes(model))
        values.push_back({CompletionKind::EntityType, name, "entity type", {}});
}

void addActionNames(const Model& model, Values& values)
{
    for (const auto& [uid, action] : model.schema().actions()) {
        if (!action.appliesToNothing())
            values.push_back({CompletionKind::Action, cedar::toText(uid), "action",
                              documentationOf(action.annotations)});
    }
}

void addUids(const Model& model, Values& values)
{
    for (const std::string& type : allEntityTypes(model)) {
        for (const std::string& id : knownIds(model, type))
            values.push_back({CompletionKind::EntityId,
                              cedar::toText(cedar::EntityUid{type, id}),
                              "entity",
                              {}});
    }
}

/// The last key on the path, also from within lists.
std::string lastKey(const JsonPath& path)
{
    for (auto step = path.rbegin(); step != path.rend(); ++step) {
        if (const auto* key = std::get_if<std::string>(&*step))
            return *key;
    }
    return {};
}

void addSettings(const Model& model, const std::string& key, Values& values)
{
    if (key == "tool")
        addNames(toolNames(model), CompletionKind::Value, "tool", values);
    else if (key == "labels")
        addNames(labelNames(model), "label", values);
    else if (key == "actionNamespace") {
        std::set<std::string> spaces;
        for (const auto& [uid, action] : model.schema().actions())
            spaces.emplace(cedar::namespaceOf(uid.type));
        addNames(spaces, "namespace", values);
    } else if (key == "resource") {
        addUids(model, values);
        addTypeNames(model, values);
    } else if (key == "risk") {
        addNames(std::set<std::string>{"high", "low", "medium"}, "risk", values);
    }
}

void addTests(const Model& model, const std::string& key, Values& values)
{
    if (key == "reason")
        addNames(policyNames(model, false), CompletionKind::Policy, "policy", values);
    else if (key == "action")
        addActionNames(model, values);
    else if (key == "principal" || key == "resource")
        addUids(model, values);
}

} // namespace

Values workspaceValues(const Model& model, FileKind kind, const JsonPath& path,
                       const std::vector<JsonSchema::Part>& parts)
{
    Values values;
    const std::string key = lastKey(path);
    const auto is = [&parts](std::string_view definition) {
        return std::any_of(parts.begin(), parts.end(), [definition](const auto& part) {
            return part.definition == definition;
        });
    };
    if (is("uid")) {
        if (key == "action")
            addActionNames(model, values);
        else
            addUids(model, values);
        return values;
    }
    if (is("typeName")) {
        addTypeNames(model, values);
        return values;
    }
    switch (kind) {
    case FileKind::Settings:
        addSettings(model, key, values);
        break;
    case FileKind::Links:
        if (key == "template_id")
            addNames(policyNames(model, true), CompletionKind::Policy, "template", values);
        break;
    case FileKind::Tests:
        addTests(model, key, values);
        break;
    case FileKind::Entities:
        if (key == "type")
            addTypeNames(model, values);
        break;
    case FileKind::Grants:
    case FileKind::Credentials:
        if (key == "from" || key == "to" || key == "holder")
            addUids(model, values);
        else if (key == "task")
            addNames(taskNames(model), CompletionKind::Value, "task", values);
        break;
    case FileKind::Tasks:
        if (key == "owner")
            addUids(model, values);
        else if (key == "plan")
            addNames(toolNames(model), CompletionKind::Value, "tool", values);
        break;
    default:
        break;
    }
    return values;
}

} // namespace remit::assist
