// SPDX-License-Identifier: Apache-2.0
#include "core/assist/gallery/gallery.h"
#include "core/assist/gallery/values.h"
#include "core/assist/workspace_names.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>

namespace remit::assist {
namespace {

using Names = std::vector<std::string>;

constexpr int kArgumentDepth = 4; ///< records within the input

template <class Map>
Names keysOf(const Map& map)
{
    Names names;
    for (const auto& entry : map)
        names.push_back(entry.first);
    return names;
}

Names listOf(const std::set<std::string>& set)
{
    return {set.begin(), set.end()};
}

/// The actions chosen for another parameter of the pattern.
std::vector<const cedar::Action*> chosenActions(const Model& model, const Pattern& pattern,
                                                const PatternValues& chosen)
{
    std::vector<const cedar::Action*> actions;
    for (const Parameter& parameter : pattern.parameters) {
        const auto value = chosen.find(parameter.name);
        const bool names =
            parameter.type == ParameterType::Action || parameter.type == ParameterType::Actions;
        if (!names || value == chosen.end())
            continue;
        for (const std::string& text : uidsIn(value->second)) {
            const auto uid = cedar::parseEntityUid(text);
            const cedar::Action* action = uid ? model.schema().action(*uid) : nullptr;
            if (action != nullptr)
                actions.push_back(action);
        }
    }
    return actions;
}

void addArguments(const std::string& base, const cedar::Type& type, bool numbersOnly, int depth,
                  Names& names)
{
    for (const auto& [name, attribute] : type.attributes) {
        if (!cedar::isIdentifier(name))
            continue;
        const std::string path = base.empty() ? name : base + "." + name;
        if (attribute.type->kind == cedar::TypeKind::Record && depth > 0)
            addArguments(path, *attribute.type, numbersOnly, depth - 1, names);
        else if (!numbersOnly || attribute.type->kind == cedar::TypeKind::Long)
            names.push_back(path);
    }
}

/// Members of the input that every chosen action has; where a number is compared with, only Longs.
Names arguments(const Model& model, const Pattern& pattern, const PatternValues& chosen)
{
    const bool numbersOnly =
        std::any_of(pattern.parameters.begin(), pattern.parameters.end(),
                    [](const Parameter& next) { return next.type == ParameterType::Number; });
    Names common;
    bool first = true;
    for (const cedar::Action* action : chosenActions(model, pattern, chosen)) {
        Names own;
        const auto input = action->context->attributes.find("input");
        if (input != action->context->attributes.end())
            addArguments({}, *input->second.type, numbersOnly, kArgumentDepth, own);
        if (first)
            common = own;
        std::erase_if(common, [&own](const std::string& name) {
            return std::find(own.begin(), own.end(), name) == own.end();
        });
        first = false;
    }
    return common;
}

Names actorTypes(const Model& model, bool principal)
{
    std::map<std::string, std::size_t> counts;
    for (const auto& [uid, action] : model.schema().actions()) {
        for (const std::string& type : principal ? action.principals : action.resources)
            ++counts[type];
    }
    Names names = keysOf(counts);
    std::ranges::stable_sort(names, [&counts](const std::string& a, const std::string& b) {
        return counts[a] > counts[b];
    });
    return names;
}

Names actionTexts(const Model& model)
{
    Names names;
    for (const auto& [uid, action] : model.schema().actions()) {
        if (!action.appliesToNothing())
            names.push_back(cedar::toText(uid));
    }
    return names;
}

/// The pattern's own id, with a number where it is taken.
std::string freeId(const Model& model, const Parameter& parameter)
{
    const auto taken = policyNames(model, false);
    std::string id = parameter.fallback;
    for (int number = 2; taken.contains(id); ++number)
        id = parameter.fallback + "-" + std::to_string(number);
    return id;
}

} // namespace

Names choices(const Model& model, const Pattern& pattern, const Parameter& parameter,
              const PatternValues& chosen)
{
    switch (parameter.type) {
    case ParameterType::PolicyId:
        return {freeId(model, parameter)};
    case ParameterType::PrincipalType:
        return actorTypes(model, true);
    case ParameterType::ResourceType:
        return actorTypes(model, false);
    case ParameterType::Action:
    case ParameterType::Actions:
        return actionTexts(model);
    case ParameterType::Argument:
        return arguments(model, pattern, chosen);
    case ParameterType::Role:
        return listOf(roleNames(model));
    case ParameterType::Task:
        return keysOf(taskNames(model));
    case ParameterType::Label:
        return listOf(labelNames(model));
    case ParameterType::Source:
        return keysOf(factTexts(model, "context.session.sources"));
    case ParameterType::Tool:
        return keysOf(toolNames(model));
    case ParameterType::Number:
    case ParameterType::Duration:
    case ParameterType::Digest:
        break;
    }
    return {};
}

PatternValues firstValues(const Model& model, const Pattern& pattern)
{
    PatternValues values;
    for (const Parameter& parameter : pattern.parameters) {
        const Names offered = choices(model, pattern, parameter, values);
        const bool usual =
            std::find(offered.begin(), offered.end(), parameter.fallback) != offered.end();
        values[parameter.name] = offered.empty() || usual ? parameter.fallback : offered.front();
    }
    return values;
}

} // namespace remit::assist
