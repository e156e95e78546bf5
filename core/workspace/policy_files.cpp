// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/policy_files.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <filesystem>

namespace remit::workspace {
namespace {

Diagnostic idTaken(const cedar::Policy& policy, const std::string& file, const cedar::Policy& first,
                   const std::string& firstFile)
{
    const bool written = policy.annotation("id") != nullptr;
    Diagnostic diagnostic;
    diagnostic.code = "workspace/duplicate-policy-id";
    diagnostic.message = fmt::format("the policy id {} is taken", jsonQuoted(policy.id));
    diagnostic.file = file;
    diagnostic.span = policy.annotations.empty() ? policy.effectSpan : policy.annotations[0].span;
    diagnostic.help =
        written ? "Give each policy an @id of its own." : "Give one of the two an @id of its own.";
    diagnostic.related.push_back({firstFile, first.effectSpan, "the first one of that id"});
    return diagnostic;
}

} // namespace

std::string PolicyFiles::nameOf(const cedar::Policy& policy, const std::string& file,
                                std::size_t inFile) const
{
    const std::string* id = policy.annotation("id");
    if (id != nullptr && m_naming != PolicyNaming::Position)
        return *id;
    if (m_naming == PolicyNaming::FileStem)
        return fmt::format("{}#{}", std::filesystem::path(file).stem().string(), inFile);
    return fmt::format("policy{}", m_count);
}

void PolicyFiles::add(std::string_view text, const std::string& file, Diagnostics& diagnostics)
{
    cedar::ParsedPolicies parsed = cedar::parsePolicies(text, file);
    diagnostics.insert(diagnostics.end(), std::make_move_iterator(parsed.diagnostics.begin()),
                       std::make_move_iterator(parsed.diagnostics.end()));
    const auto source = std::make_shared<const SourceText>(file, std::string(text));
    for (std::size_t i = 0; i < parsed.policies.size(); ++i, ++m_count) {
        cedar::Policy& policy = parsed.policies[i];
        policy.id = nameOf(policy, file, i);
        if (const auto first = m_set.find(policy.id)) {
            diagnostics.push_back(idTaken(policy, file, *first, m_sources.at(policy.id)->name()));
            continue;
        }
        m_sources[policy.id] = source;
        (void)m_set.add(std::make_shared<const cedar::Policy>(std::move(policy)));
    }
}

} // namespace remit::workspace
