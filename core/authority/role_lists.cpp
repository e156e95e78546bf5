// SPDX-License-Identifier: Apache-2.0
#include "core/authority/entity_list.h"
#include "core/authority/inventory_import.h"
#include "core/base/strict_json.h"

#include <initializer_list>

namespace remit::authority {
namespace {

const JsonValue* firstMemberOf(const JsonValue& object,
                               std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        const JsonValue* found = object.find(name);
        if (found != nullptr && !found->isNull())
            return found;
    }
    return nullptr;
}

std::string firstTextOf(const JsonValue& object, std::initializer_list<std::string_view> names)
{
    const JsonValue* found = firstMemberOf(object, names);
    return found != nullptr && found->isString() ? found->text : std::string();
}

class RoleReader {
public:
    RoleReader(const InventoryTypes& types, std::string_view file, ImportedEntities& result)
        : m_types(types), m_file(file), m_result(result)
    {}

    void read(const JsonValue& root)
    {
        const JsonValue* list =
            root.isArray() ? &root
                           : firstMemberOf(root, {"bindings", "roles", "RoleDetailList", "Roles"});
        if (list == nullptr || !list->isArray()) {
            problem("inventory/no-list", root.span, "there is no list of roles",
                    "give `bindings`, `roles`, `RoleDetailList` or `Roles`, or a list by itself");
            return;
        }
        for (const JsonValue& role : list->items)
            readRole(role);
        m_result.entities = m_entities.size();
        m_result.json = m_entities.json();
    }

private:
    void readRole(const JsonValue& role)
    {
        const std::string name = firstTextOf(role, {"role", "name", "RoleName", "id"});
        if (name.empty()) {
            problem("inventory/no-name", role.span, "this role has no name", "it is left out");
            return;
        }
        const cedar::EntityUid uid{m_types.role, name};
        m_entities.add(uid);
        if (const JsonValue* members = firstMemberOf(role, {"members", "principals"}))
            addMembers(*members, uid);
        if (const JsonValue* trust = role.find("AssumeRolePolicyDocument"))
            addTrusted(*trust, uid);
        for (const std::string_view key : {"permissions", "includedPermissions", "RolePolicyList",
                                           "AttachedManagedPolicies", "actions"}) {
            if (const JsonValue* granted = role.find(key))
                m_result.leftOut += granted->items.size();
        }
    }

    void addMembers(const JsonValue& members, const cedar::EntityUid& role)
    {
        if (members.isString())
            m_entities.addParent(memberNamed(members.text), role);
        for (const JsonValue& member : members.items) {
            if (member.isString())
                m_entities.addParent(memberNamed(member.text), role);
        }
    }

    /// Who may assume the role: `Statement[].Principal`, a text or lists by kind.
    void addTrusted(const JsonValue& policy, const cedar::EntityUid& role)
    {
        const JsonValue* statements = policy.find("Statement");
        if (statements == nullptr)
            return;
        for (const JsonValue& statement : statements->items) {
            const JsonValue* principal = statement.find("Principal");
            if (principal == nullptr || firstTextOf(statement, {"Effect"}) == "Deny")
                continue;
            for (const JsonMember& kind : principal->members)
                addMembers(kind.value, role);
        }
    }

    /// "user:ada@example.org", "arn:aws:iam::1:user/ada", or a bare name of a service account.
    cedar::EntityUid memberNamed(const std::string& member) const
    {
        const std::size_t colon = member.find(':');
        const std::string kind = member.substr(0, colon == std::string::npos ? 0 : colon);
        const std::string name = colon == std::string::npos ? member : member.substr(colon + 1);
        if (kind == "user")
            return {m_types.human, name};
        if (kind == "group")
            return {m_types.group, name};
        if (kind == "serviceAccount")
            return {m_types.account, name};
        if (kind == "arn" && member.find(":user/") != std::string::npos)
            return {m_types.human, member.substr(member.rfind('/') + 1)};
        return {m_types.account, member};
    }

    void problem(std::string code, Span span, std::string message, std::string help)
    {
        m_result.diagnostics.push_back(
            errorAt(std::move(code), m_file, span, std::move(message), std::move(help)));
    }

    const InventoryTypes& m_types;
    std::string m_file;
    ImportedEntities& m_result;
    EntityList m_entities;
};

} // namespace

ImportedEntities entitiesOfRoles(std::string_view text, std::string_view file,
                                 const InventoryTypes& types)
{
    ImportedEntities result;
    JsonDocument document = parseJson(text, file);
    result.diagnostics = std::move(document.diagnostics);
    if (document.root)
        RoleReader(types, file, result).read(*document.root);
    return result;
}

} // namespace remit::authority
