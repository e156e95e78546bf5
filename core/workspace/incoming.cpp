// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/incoming.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace remit::workspace {
namespace {

bool endsWithAny(std::string_view name, std::initializer_list<std::string_view> endings)
{
    return std::any_of(endings.begin(), endings.end(),
                       [name](std::string_view ending) { return name.ends_with(ending); });
}

bool hasAll(const JsonValue& object, std::initializer_list<std::string_view> keys)
{
    return std::all_of(keys.begin(), keys.end(),
                       [&object](std::string_view key) { return object.find(key) != nullptr; });
}

/// The first element of the list, or of the list that is the object's member of that name.
const JsonValue* firstOf(const JsonValue& value, std::string_view member = {})
{
    const JsonValue* list = member.empty() ? &value : value.find(member);
    return list != nullptr && list->isArray() && !list->items.empty() &&
                   list->items.front().isObject()
               ? &list->items.front()
               : nullptr;
}

/// MCP's tools/list, as a result, as a whole answer, or the bare list.
bool isToolList(const JsonValue& root)
{
    const JsonValue* result = root.find("result");
    const JsonValue* first = firstOf(result != nullptr ? *result : root, "tools");
    first = first == nullptr ? firstOf(root) : first;
    return first != nullptr && first->find("name") != nullptr &&
           (first->find("inputSchema") != nullptr || first->find("input_schema") != nullptr);
}

bool isSchemaJson(const JsonValue& root)
{
    return root.isObject() && !root.members.empty() &&
           std::all_of(root.members.begin(), root.members.end(), [](const JsonMember& space) {
               return hasAll(space.value, {"entityTypes", "actions"});
           });
}

FileKind kindOfObject(const JsonValue& object)
{
    struct Form {
        FileKind kind;
        std::initializer_list<std::string_view> keys;
    };
    static const std::array kForms{
        Form{FileKind::Entities, {"uid"}},
        Form{FileKind::Grants, {"id", "from", "to"}},
        Form{FileKind::Credentials, {"holder", "kind"}},
        Form{FileKind::Tasks, {"purpose", "owner"}},
        Form{FileKind::Links, {"templateId"}},
        Form{FileKind::Tests, {"request", "expect"}},
        Form{FileKind::Tests, {"request", "decision"}},
        Form{FileKind::Reviews, {"state", "crossing"}},
        Form{FileKind::Reviews, {"state", "finding"}},
    };
    for (const Form& form : kForms) {
        if (hasAll(object, form.keys))
            return form.kind;
    }
    return FileKind::Traces;
}

FileKind kindOfJson(const JsonValue& root)
{
    if (isToolList(root))
        return FileKind::Tools;
    if (isSchemaJson(root))
        return FileKind::Schema;
    for (const FileKind kind : {FileKind::Grants, FileKind::Tasks, FileKind::Credentials,
                                FileKind::Tests, FileKind::Entities, FileKind::Reviews}) {
        if (root.isObject() && firstOf(root, name(kind)) != nullptr)
            return kind;
    }
    if (const JsonValue* first = firstOf(root))
        return kindOfObject(*first);
    return root.isObject() ? kindOfObject(root) : FileKind::Other;
}

bool looksLikeJson(std::string_view text)
{
    const std::string_view start = trimmed(text);
    return !start.empty() && (start.front() == '{' || start.front() == '[');
}

/// "permit (" or "forbid (": prose may begin with these words too.
bool hasScope(std::string_view text)
{
    for (const std::string_view effect : {"permit", "forbid"}) {
        for (std::size_t at = text.find(effect); at != std::string_view::npos;
             at = text.find(effect, at + 1)) {
            const std::size_t next = text.find_first_not_of(" \t\r\n", at + effect.size());
            if (next != std::string_view::npos && text[next] == '(')
                return true;
        }
    }
    return false;
}

/// Cedar text that comes without a name.
FileKind kindOfPlainText(std::string_view text)
{
    const auto policies = cedar::parsePolicies(text);
    if (!policies.policies.empty() && hasScope(text))
        return FileKind::Policies;
    const auto schema = cedar::parseSchema(text);
    return !hasErrors(schema.diagnostics) && !schema.namespaces.empty() ? FileKind::Schema
                                                                        : FileKind::Other;
}

} // namespace

FileKind guessedKind(std::string_view name, std::string_view text)
{
    if (endsWithAny(name, {".cedar"}))
        return FileKind::Policies;
    if (endsWithAny(name, {".cedarschema", ".cedarschema.json"}))
        return FileKind::Schema;
    if (endsWithAny(name, {".jsonl", ".ndjson", ".log", ".gz", ".zip", ".zst"}))
        return FileKind::Traces;
    if (firstInvalidUtf8(text))
        return FileKind::Other;
    if (!looksLikeJson(text))
        return name.empty() ? kindOfPlainText(text) : FileKind::Other;
    const JsonDocument document = parseJson(text);
    if (document.root && !hasErrors(document.diagnostics))
        return kindOfJson(*document.root);
    // One document a line, as most recordings are.
    const std::string_view line = text.substr(0, text.find('\n'));
    const JsonDocument first = parseJson(line);
    return first.root && first.root->isObject() ? FileKind::Traces : FileKind::Other;
}

std::string placeOfNew(FileKind kind, std::string_view name, std::string_view text,
                       const std::function<bool(const std::string&)>& isTaken)
{
    const std::string file = std::filesystem::path(name).filename().string();
    const std::string_view ending = kind == FileKind::Policies ? ".cedar"
                                    : kind == FileKind::Schema && !looksLikeJson(text)
                                        ? ".cedarschema"
                                        : ".json";
    std::string stem = file.substr(0, file.find('.'));
    if (stem.empty())
        stem = "pasted";
    const std::string folder(workspace::name(kind));
    for (int number = 1;; ++number) {
        const std::string numbered = number == 1 ? stem : fmt::format("{}-{}", stem, number);
        std::string path = folder + "/" + numbered + std::string(ending);
        if (!isTaken(path))
            return path;
    }
}

} // namespace remit::workspace
