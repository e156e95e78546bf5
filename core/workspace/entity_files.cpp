// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/entity_files.h"

#include "core/cedar/entities/entity_json.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/validate/conformance.h"

#include <fmt/format.h>

#include <set>

namespace remit::workspace {
namespace {

bool sameContent(const cedar::Entity& a, const cedar::Entity& b)
{
    const std::set<cedar::EntityUid> parentsOfA(a.parents.begin(), a.parents.end());
    const std::set<cedar::EntityUid> parentsOfB(b.parents.begin(), b.parents.end());
    return a.attributes == b.attributes && a.tags == b.tags && parentsOfA == parentsOfB;
}

} // namespace

void EntityFiles::add(std::string_view text, const std::string& file, Diagnostics& diagnostics)
{
    if (m_firstFile.empty())
        m_firstFile = file;
    cedar::ParsedEntities parsed = cedar::parseEntities(text, file, m_schema);
    diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    for (std::size_t i = 0; i < parsed.entities.size(); ++i) {
        cedar::Entity& entity = parsed.entities[i];
        const Span span = i < parsed.spans.size() ? parsed.spans[i] : Span{};
        const auto [origin, isNew] =
            m_origins.try_emplace(entity.uid, Origin{file, span, m_entities.size()});
        if (isNew) {
            m_entities.push_back(std::move(entity));
        } else if (!sameContent(entity, m_entities[origin->second.index])) {
            Diagnostic diagnostic;
            diagnostic.code = "entities/duplicate";
            diagnostic.message =
                fmt::format("{} is there already, with other content", cedar::toText(entity.uid));
            diagnostic.file = file;
            diagnostic.span = span;
            diagnostic.help = "Join the two, or remove one.";
            diagnostic.related.push_back({origin->second.file, origin->second.span, "the first"});
            diagnostics.push_back(std::move(diagnostic));
        }
    }
}

std::shared_ptr<const cedar::EntityStore> EntityFiles::build(Diagnostics& diagnostics)
{
    if (m_schema != nullptr && m_firstFile.empty()) // no file brought them along
        m_entities = cedar::actionEntities(*m_schema);
    auto store = cedar::EntityStore::build(std::move(m_entities));
    if (store)
        return *store;
    Diagnostic diagnostic;
    diagnostic.code = "entities/invalid";
    diagnostic.message = store.error().message;
    diagnostic.help = store.error().hint;
    diagnostic.file = m_firstFile;
    diagnostics.push_back(std::move(diagnostic));
    return cedar::EntityStore::build({}).value_or(nullptr);
}

} // namespace remit::workspace
