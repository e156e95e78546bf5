// SPDX-License-Identifier: Apache-2.0
#include "core/assist/workspace_names.h"

#include <functional>

namespace remit::assist {
namespace {

using Names = std::map<std::string, std::string>;

/// Every object of the files of a kind, whether the file is one object or a list of them.
void forEachObject(const Model& model, FileKind kind,
                   const std::function<void(const JsonValue&)>& visit)
{
    for (const auto& [path, file] : model.files()) {
        if (file.source.kind != kind || !file.json || !file.json->root)
            continue;
        const JsonValue& root = *file.json->root;
        if (root.isObject())
            visit(root);
        for (const JsonValue& item : root.items)
            visit(item);
    }
}

std::string textOf(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value != nullptr && value->isString() ? value->text : std::string();
}

const JsonValue* settings(const Model& model)
{
    for (const auto& [path, file] : model.files()) {
        if (file.source.kind == FileKind::Settings && file.json && file.json->root)
            return &*file.json->root;
    }
    return nullptr;
}

void addStrings(const JsonValue* list, std::set<std::string>& names)
{
    for (std::size_t at = 0; list != nullptr && at < list->items.size(); ++at) {
        if (list->items[at].isString())
            names.insert(list->items[at].text);
    }
}

void addTools(const JsonValue& value, Names& names)
{
    const std::string name = textOf(value, "name");
    if (!name.empty())
        names.emplace(name, textOf(value, "description"));
    for (const char* holder : {"result", "tools"}) {
        const JsonValue* inner = value.find(holder);
        if (inner == nullptr)
            continue;
        addTools(*inner, names);
        for (const JsonValue& item : inner->items)
            addTools(item, names);
    }
}

Names withDetail(const std::set<std::string>& names, const std::string& detail,
                 const std::string& prefix = {})
{
    Names texts;
    for (const std::string& name : names)
        texts.emplace(prefix + name, detail);
    return texts;
}

Names sources(const Model& model)
{
    Names texts{{"user", "a person's message of this session"},
                {"system", "the system's message"},
                {"schema", "an enum value or default of the tool"},
                {"model", "occurs nowhere before"}};
    for (const auto& [tool, text] : toolNames(model))
        texts.emplace("tool:" + tool, "a result of the tool");
    texts.merge(withDetail(labelNames(model), "a label", "label:"));
    return texts;
}

} // namespace

Names taskNames(const Model& model)
{
    Names names;
    forEachObject(model, FileKind::Tasks, [&names](const JsonValue& task) {
        const std::string id = textOf(task, "id");
        if (!id.empty())
            names.emplace(id, textOf(task, "purpose"));
    });
    return names;
}

std::set<std::string> roleTypes(const Model& model)
{
    std::set<std::string> types;
    if (const JsonValue* root = settings(model)) {
        const JsonValue* principals = root->find("principals");
        addStrings(principals != nullptr ? principals->find("roles") : nullptr, types);
    }
    return types;
}

std::set<std::string> roleNames(const Model& model)
{
    std::set<std::string> names;
    for (const std::string& type : roleTypes(model)) {
        const auto known = model.entities().find(type);
        if (known == model.entities().end())
            continue;
        for (const auto& [id, entity] : known->second)
            names.insert(id);
    }
    for (const auto& [path, file] : model.files()) {
        for (std::size_t at = 0; file.policies && at < file.policies->parsed.policies.size();
             ++at) {
            const std::string* role = file.policies->parsed.policies[at].annotation("approval");
            if (role != nullptr && !role->empty())
                names.insert(*role);
        }
    }
    return names;
}

Names toolNames(const Model& model)
{
    Names names;
    forEachObject(model, FileKind::Tools,
                  [&names](const JsonValue& value) { addTools(value, names); });
    return names;
}

std::set<std::string> labelNames(const Model& model)
{
    std::set<std::string> names;
    const JsonValue* root = settings(model);
    for (const char* list : {"mapping", "labels"}) {
        const JsonValue* rules = root != nullptr ? root->find(list) : nullptr;
        for (std::size_t at = 0; rules != nullptr && at < rules->items.size(); ++at)
            addStrings(rules->items[at].find("labels"), names);
    }
    return names;
}

Names policyNames(const Model& model, bool templatesOnly)
{
    Names names;
    for (const auto& [path, file] : model.files()) {
        if (!file.policies || file.isGrantScope())
            continue;
        const std::vector<cedar::Policy>& policies = file.policies->parsed.policies;
        for (std::size_t at = 0; at < policies.size(); ++at) {
            if (templatesOnly && !policies[at].isTemplate())
                continue;
            const std::string* title = policies[at].annotation("title");
            names.emplace(file.policies->ids[at], title != nullptr ? *title : "");
        }
    }
    return names;
}

Names factTexts(const Model& model, std::string_view path)
{
    const auto is = [path](std::string_view name) { return path == name; };
    if (is("context.task.id"))
        return taskNames(model);
    if (is("context.task.profile"))
        return {{"batch", "a profile"},
                {"customer-facing", "a profile"},
                {"exploratory", "a profile"},
                {"code-writing", "a profile"}};
    if (is("context.approvals"))
        return withDetail(roleNames(model), "a role");
    if (is("context.session.toolsUsed"))
        return toolNames(model);
    if (is("context.session.labels") || is("context.tool.labels"))
        return withDetail(labelNames(model), "a label");
    const bool provenance = path.starts_with("context.provenance.") &&
                            (path.ends_with(".every") || path.ends_with(".any"));
    if (is("context.session.sources") || is("context.task.trustedSources") || provenance)
        return sources(model);
    return {};
}

} // namespace remit::assist
