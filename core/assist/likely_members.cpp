// SPDX-License-Identifier: Apache-2.0
#include "core/assist/facts.h"
#include "core/assist/known_entities.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <map>
#include <set>

namespace remit::assist {
namespace {

using Members = std::vector<LikelyMember>;
using Path = std::vector<std::string>;

constexpr std::size_t kEntitiesRead = 500; ///< of a type: enough to see what they have

std::string typeOf(const JsonValue& value)
{
    switch (value.kind) {
    case JsonKind::Bool:
        return "Bool";
    case JsonKind::Number:
        return "Long";
    case JsonKind::String:
        return "String";
    case JsonKind::Array:
        return value.items.empty() ? "Set" : "Set<" + typeOf(value.items.front()) + ">";
    default:
        break;
    }
    if (const auto uid = uidObject(value))
        return uid->uid.type;
    const JsonValue* extension = value.find("__extn");
    const JsonValue* function = extension != nullptr ? extension->find("fn") : nullptr;
    if (function != nullptr)
        return function->text == "ip" ? "ipaddr" : function->text;
    return "record";
}

void addOnce(Members& members, LikelyMember member)
{
    const bool known = std::any_of(members.begin(), members.end(), [&](const LikelyMember& next) {
        return next.name == member.name;
    });
    if (!known && cedar::isIdentifier(member.name))
        members.push_back(std::move(member));
}

/// The entity types that the constraint allows; empty where it does not say.
std::set<std::string> typesOf(const cedar::ScopeConstraint& constraint)
{
    using Op = cedar::ScopeConstraint::Op;
    if (constraint.op == Op::Is || constraint.op == Op::IsIn)
        return {constraint.type};
    if (constraint.op == Op::Equal && !constraint.slot)
        return {constraint.entity.type};
    return {};
}

class Finder {
public:
    Finder(const Model& model, const cedar::Policy& policy) : m_model(model), m_policy(policy) {}

    Members run(const Path& path)
    {
        if (path.front() == "principal" || path.front() == "resource")
            ofEntities(path.front() == "principal" ? m_policy.principal : m_policy.resource, path);
        else if (path.front() == "context")
            ofContext(path);
        return std::move(m_members);
    }

private:
    void ofEntities(const cedar::ScopeConstraint& constraint, const Path& path)
    {
        const std::set<std::string> types = typesOf(constraint);
        for (const auto& [type, entities] : m_model.entities()) {
            if (types.empty() || types.contains(type))
                ofType(type, path);
        }
    }

    void ofType(const std::string& type, const Path& path)
    {
        const auto known = m_model.entities().find(type);
        std::size_t read = 0;
        for (auto at = known->second.begin(); at != known->second.end() && read < kEntitiesRead;
             ++at, ++read) {
            const JsonValue* attributes = at->second.json->find("attrs");
            if (attributes != nullptr)
                below(*attributes, path, 1, type);
        }
    }

    /// Goes along the path; where it leads to another entity, on with that one's attributes.
    void below(const JsonValue& value, const Path& path, std::size_t from, const std::string& type)
    {
        if (from == path.size()) {
            for (const JsonMember& member : value.members)
                addOnce(m_members, {member.key, typeOf(member.value), "Of " + type + "."});
            return;
        }
        const JsonValue* next = value.find(path[from]);
        if (next == nullptr)
            return;
        const auto uid = uidObject(*next);
        const KnownEntity* entity = uid ? m_model.entity(uid->uid) : nullptr;
        const JsonValue* attributes = entity != nullptr ? entity->json->find("attrs") : nullptr;
        if (attributes != nullptr)
            below(*attributes, path, from + 1, uid->uid.type);
        else if (!uid && next->isObject())
            below(*next, path, from + 1, type);
    }

    void ofContext(const Path& path)
    {
        if (path.size() >= 2 && path[1] == "input")
            return ofInput(path);
        if (path.size() == 2 && path[1] == "provenance") {
            ofInput({"context", "input"});
            for (LikelyMember& member : m_members)
                member = {member.name, "record", "Where its value came from."};
            return;
        }
        if (path.size() == 3 && path[1] == "provenance") {
            m_members = {{"every", "Set<String>", "Sources of all parts: for tests of trust."},
                         {"any", "Set<String>", "Sources of any part: for tests of distrust."}};
            return;
        }
        std::string prefix;
        for (std::size_t at = 1; at < path.size(); ++at)
            prefix += path[at] + ".";
        for (const Fact& fact : facts()) {
            if (!fact.path.starts_with(prefix))
                continue;
            const std::string_view rest = fact.path.substr(prefix.size());
            if (rest.find('.') == std::string_view::npos)
                m_members.push_back(
                    {std::string(rest), std::string(fact.type), std::string(fact.text)});
        }
    }

    void ofInput(const Path& path)
    {
        for (const auto& [file, model] : m_model.files()) {
            if (model.source.kind == FileKind::Tools && model.json && model.json->root)
                ofTools(*model.json->root, path);
        }
    }

    void ofTools(const JsonValue& value, const Path& path)
    {
        const JsonValue* schema = value.find("inputSchema");
        const JsonValue* name = value.find("name");
        if (schema != nullptr && name != nullptr && isMeant(name->text))
            ofSchema(*schema, path, 2, name->text);
        for (const JsonValue& item : value.items)
            ofTools(item, path);
        for (const char* holder : {"result", "tools"}) {
            if (const JsonValue* inner = value.find(holder))
                ofTools(*inner, path);
        }
    }

    /// Does the scope leave the tool in? By the action of its name; else nothing can be said.
    [[nodiscard]] bool isMeant(const std::string& tool) const
    {
        const auto& actions = m_policy.action.entities;
        return actions.empty() ||
               std::any_of(actions.begin(), actions.end(),
                           [&tool](const cedar::EntityUid& uid) { return uid.id == tool; });
    }

    void ofSchema(const JsonValue& schema, const Path& path, std::size_t from,
                  const std::string& tool)
    {
        const JsonValue* properties = schema.find("properties");
        if (properties == nullptr)
            return;
        if (from < path.size()) {
            const JsonValue* next = properties->find(path[from]);
            if (next != nullptr)
                ofSchema(*next, path, from + 1, tool);
            return;
        }
        static const std::map<std::string, std::string> kTypes{{"string", "String"},
                                                               {"integer", "Long"},
                                                               {"boolean", "Bool"},
                                                               {"array", "Set"},
                                                               {"object", "record"}};
        for (const JsonMember& property : properties->members) {
            const JsonValue* type = property.value.find("type");
            const auto known = type != nullptr ? kTypes.find(type->text) : kTypes.end();
            const JsonValue* text = property.value.find("description");
            addOnce(m_members,
                    {property.key, known == kTypes.end() ? "" : known->second,
                     text != nullptr && text->isString() ? text->text : "Of " + tool + "."});
        }
    }

    const Model& m_model;
    const cedar::Policy& m_policy;
    Members m_members;
};

void addTools(const JsonValue& value, const std::string& type, std::set<cedar::EntityUid>& actions)
{
    const JsonValue* name = value.find("name");
    if (name != nullptr && name->isString() && value.find("inputSchema") != nullptr)
        actions.insert({type, name->text});
    for (const JsonValue& item : value.items)
        addTools(item, type, actions);
    for (const char* holder : {"result", "tools"}) {
        if (const JsonValue* inner = value.find(holder))
            addTools(*inner, type, actions);
    }
}

} // namespace

std::vector<LikelyMember> likelyMembers(const Model& model, const cedar::Policy& policy,
                                        const std::vector<std::string>& path)
{
    return path.empty() ? Members{} : Finder(model, policy).run(path);
}

std::vector<cedar::EntityUid> likelyActions(const Model& model)
{
    std::set<cedar::EntityUid> actions;
    std::string type = "Action";
    for (const auto& [path, file] : model.files()) {
        if (file.source.kind != FileKind::Settings || !file.json || !file.json->root)
            continue;
        const JsonValue* space = file.json->root->find("actionNamespace");
        if (space != nullptr && space->isString() && !space->text.empty())
            type = space->text + "::Action";
    }
    for (const auto& [path, file] : model.files()) {
        if (file.source.kind == FileKind::Tools && file.json && file.json->root)
            addTools(*file.json->root, type, actions);
        for (std::size_t at = 0; file.policies && at < file.policies->parsed.policies.size();
             ++at) {
            const auto& named = file.policies->parsed.policies[at].action.entities;
            actions.insert(named.begin(), named.end());
        }
    }
    return {actions.begin(), actions.end()};
}

} // namespace remit::assist
