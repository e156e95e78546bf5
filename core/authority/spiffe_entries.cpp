// SPDX-License-Identifier: Apache-2.0
#include "core/authority/entity_list.h"
#include "core/authority/inventory_import.h"
#include "core/authority/spiffe_id.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <vector>

namespace remit::authority {
namespace {

const JsonValue* eitherMember(const JsonValue& object, std::string_view snake,
                              std::string_view camel)
{
    const JsonValue* found = object.find(snake);
    return found != nullptr ? found : object.find(camel);
}

std::string memberText(const JsonValue& object, std::string_view snake, std::string_view camel)
{
    const JsonValue* found = eitherMember(object, snake, camel);
    return found != nullptr && found->isString() ? found->text : std::string();
}

/// "spiffe://…" of an entry, in either way of writing it; empty when it has none.
std::string identityText(const JsonValue& entry)
{
    const JsonValue* id = eitherMember(entry, "spiffe_id", "spiffeId");
    if (id == nullptr)
        return {};
    if (id->isString())
        return id->text;
    const std::string domain = memberText(*id, "trust_domain", "trustDomain");
    return domain.empty() ? std::string() : "spiffe://" + domain + memberText(*id, "path", "path");
}

std::string lastPart(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

class EntryReader {
public:
    EntryReader(const InventoryTypes& types, std::string_view file, ImportedEntities& result)
        : m_types(types), m_file(file), m_result(result)
    {}

    void read(const JsonValue& root)
    {
        const JsonValue* list = root.isArray() ? &root : root.find("entries");
        if (list == nullptr || !list->isArray()) {
            problem("inventory/no-list", root.span, "there is no list of registration entries",
                    "give the output of SPIRE's `entry show -output json`");
            return;
        }
        for (const JsonValue& entry : list->items)
            readEntry(entry);
        finish();
    }

private:
    void readEntry(const JsonValue& entry)
    {
        const std::string text = identityText(entry);
        const auto id = parseSpiffeId(text);
        if (!id) {
            problem("inventory/bad-identity", entry.span,
                    text.empty() ? std::string("this entry has no SPIFFE ID")
                                 : fmt::format("{} is no SPIFFE ID: {}", shown(text), id.error()),
                    "it is left out");
            return;
        }
        if (id->path.empty() || id->path.starts_with("/spire/"))
            return; // the trust domain's and SPIRE's own
        if (const JsonValue* selectors = entry.find("selectors"))
            m_result.leftOut += selectors->items.size();
        m_paths[lastPart(id->path)].push_back({id->path, text});
    }

    void finish()
    {
        EntityList entities;
        for (const auto& [name, identities] : m_paths) {
            bool same = true;
            for (const auto& [path, text] : identities)
                same = same && path == identities.front().first;
            for (const auto& [path, text] : identities)
                entities.addWorkload({m_types.agent, same ? name : path.substr(1)}, text);
        }
        m_result.entities = entities.size();
        m_result.json = entities.json();
    }

    void problem(std::string code, Span span, std::string message, std::string help)
    {
        m_result.diagnostics.push_back(
            errorAt(std::move(code), m_file, span, std::move(message), std::move(help)));
    }

    const InventoryTypes& m_types;
    std::string m_file;
    ImportedEntities& m_result;
    /// By the last part of the path: path and identity.
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> m_paths;
};

} // namespace

ImportedEntities entitiesOfSpiffeEntries(std::string_view text, std::string_view file,
                                         const InventoryTypes& types)
{
    ImportedEntities result;
    JsonDocument document = parseJson(text, file);
    result.diagnostics = std::move(document.diagnostics);
    if (document.root)
        EntryReader(types, file, result).read(*document.root);
    return result;
}

} // namespace remit::authority
