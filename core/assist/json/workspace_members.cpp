// SPDX-License-Identifier: Apache-2.0
#include "core/assist/json/workspace_values.h"
#include "core/assist/policies/entity_items.h"
#include "core/assist/snippet.h"

namespace remit::assist {
namespace {

using cedar::TypeKind;

/// Entity JSON of a value of that type, to fill in.
std::string valueSnippet(const cedar::Type& type)
{
    switch (type.kind) {
    case TypeKind::Bool:
    case TypeKind::True:
    case TypeKind::False:
        return "${1:false}";
    case TypeKind::Long:
        return "${1:0}";
    case TypeKind::Set:
        return "[${1:}]";
    case TypeKind::Record:
        return "{ ${1:} \\}";
    case TypeKind::Entity:
        return "{ \"type\": \"" + type.entityType + "\", \"id\": \"${1:}\" \\}";
    case TypeKind::String:
    case TypeKind::Extension:
        return "\"${1:}\"";
    default:
        return "${1:}";
    }
}

/// The record that the rest of the path leads to from this type; null where it leads elsewhere.
const cedar::Type* below(const cedar::Type* type, const JsonPath& path, std::size_t from)
{
    for (std::size_t at = from; at < path.size() && type != nullptr; ++at) {
        if (const auto* key = std::get_if<std::string>(&path[at])) {
            const auto found = type->attributes.find(*key);
            type = found == type->attributes.end() ? nullptr : found->second.type.get();
        } else {
            type = type->element.get();
        }
    }
    return type != nullptr && type->kind == TypeKind::Record ? type : nullptr;
}

bool isKey(const JsonPath& path, std::size_t at, std::string_view key)
{
    const auto* step = at < path.size() ? std::get_if<std::string>(&path[at]) : nullptr;
    return step != nullptr && *step == key;
}

} // namespace

std::vector<WorkspaceMember> workspaceMembers(const Model& model, FileKind kind,
                                              const JsonPath& path, const std::string& owner)
{
    std::vector<WorkspaceMember> members;
    const cedar::Type* record = nullptr;
    if (kind == FileKind::Entities && isKey(path, 1, "attrs")) {
        const cedar::EntityType* type = model.schema().entityType(owner);
        record = type != nullptr ? below(type->shape.get(), path, 2) : nullptr;
    } else if (kind == FileKind::Tests && isKey(path, 1, "request") && isKey(path, 2, "context")) {
        for (const auto& [uid, action] : model.schema().actions()) {
            if (cedar::toText(uid) == owner)
                record = below(action.context.get(), path, 3);
        }
    }
    if (record == nullptr)
        return members;
    for (const auto& [name, attribute] : record->attributes) {
        const std::string text =
            attribute.annotations ? documentationOf(*attribute.annotations) : std::string();
        members.push_back({name, valueSnippet(*attribute.type), cedar::toText(*attribute.type),
                           text, attribute.required});
    }
    return members;
}

} // namespace remit::assist
