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

std::string nameOf(const cedar::Policy& policy, const std::string& file, PolicyNaming naming,
                   std::size_t inFile, std::size_t before)
{
    const std::string* id = policy.annotation("id");
    if (id != nullptr && naming != PolicyNaming::Position)
        return *id;
    if (naming == PolicyNaming::FileStem)
        return fmt::format("{}#{}", std::filesystem::path(file).stem().string(), inFile);
    return fmt::format("policy{}", before + inFile);
}

/// The policy of that number, where it is the same text at the same place under the same id.
cedar::PolicySet::PolicyPtr unchanged(const PolicyFile& previous, std::size_t number,
                                      const cedar::Policy& policy, std::string_view text)
{
    if (number >= previous.policies.size())
        return nullptr;
    const cedar::PolicySet::PolicyPtr& before = previous.policies[number];
    const bool same =
        before->span == policy.span && before->id == policy.id && before->broken == policy.broken &&
        previous.source->text(policy.span) == text.substr(policy.span.begin, policy.span.size());
    return same ? before : nullptr;
}

} // namespace

PolicyFile readPolicyFile(std::string_view text, const std::string& file, PolicyNaming naming,
                          std::size_t before, const PolicyFile* previous)
{
    cedar::ParsedPolicies parsed = cedar::parsePolicies(text, file);
    PolicyFile read;
    read.source = std::make_shared<const SourceText>(file, std::string(text));
    read.diagnostics = std::move(parsed.diagnostics);
    read.policies.reserve(parsed.policies.size());
    for (std::size_t i = 0; i < parsed.policies.size(); ++i) {
        cedar::Policy& policy = parsed.policies[i];
        policy.id = nameOf(policy, file, naming, i, before);
        cedar::PolicySet::PolicyPtr kept =
            previous == nullptr ? nullptr : unchanged(*previous, i, policy, text);
        read.policies.push_back(kept ? std::move(kept)
                                     : std::make_shared<const cedar::Policy>(std::move(policy)));
    }
    return read;
}

void PolicyFiles::add(std::string_view text, const std::string& file, Diagnostics& diagnostics)
{
    add(readPolicyFile(text, file, m_naming, m_count), diagnostics);
}

void PolicyFiles::add(const PolicyFile& file, Diagnostics& diagnostics)
{
    diagnostics.insert(diagnostics.end(), file.diagnostics.begin(), file.diagnostics.end());
    for (const cedar::PolicySet::PolicyPtr& policy : file.policies) {
        ++m_count;
        if (const auto first = m_set.find(policy->id)) {
            diagnostics.push_back(
                idTaken(*policy, file.source->name(), *first, m_sources.at(policy->id)->name()));
            continue;
        }
        m_sources[policy->id] = file.source;
        (void)m_set.add(policy);
    }
}

} // namespace remit::workspace
