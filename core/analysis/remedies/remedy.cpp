// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/remedies/remedy.h"

#include "core/base/text.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <deque>

namespace remit::analysis {

namespace {

using decision::Setup;

/// The policies of one file after an edit, under the ids they had before.
struct EditedFile {
    std::shared_ptr<const SourceText> source;
    std::deque<cedar::PolicySet::PolicyPtr> policies; ///< in the order written
};

std::vector<std::string> idsOfFile(const Setup& setup, const std::string& file)
{
    std::vector<std::pair<std::uint32_t, std::string>> places;
    for (const cedar::PolicySet::PolicyPtr& policy : setup.policies.policies()) {
        const auto source = setup.policySources.find(policy->id);
        if (source != setup.policySources.end() && source->second->name() == file)
            places.emplace_back(policy->span.begin, policy->id);
    }
    std::sort(places.begin(), places.end());
    std::vector<std::string> ids;
    for (auto& [offset, id] : places)
        ids.push_back(std::move(id));
    return ids;
}

std::optional<EditedFile> editedFile(const Setup& setup, const std::string& file,
                                     const std::vector<TextEdit>& edits)
{
    const std::vector<std::string> ids = idsOfFile(setup, file);
    if (ids.empty())
        return std::nullopt;
    const SourceText& before = *setup.policySources.find(ids.front())->second;
    EditedFile edited;
    edited.source = std::make_shared<const SourceText>(file, applied(before.text(), edits));
    cedar::ParsedPolicies parsed = cedar::parsePolicies(edited.source->text(), file);
    if (hasErrors(parsed.diagnostics) || parsed.policies.size() < ids.size())
        return std::nullopt;
    for (std::size_t i = 0; i < parsed.policies.size(); ++i) {
        cedar::Policy& policy = parsed.policies[i];
        const std::string* written = policy.annotation("id");
        if (i < ids.size())
            policy.id = ids[i];
        else if (written != nullptr)
            policy.id = *written;
        edited.policies.push_back(std::make_shared<const cedar::Policy>(std::move(policy)));
    }
    return edited;
}

bool letsPass(const std::shared_ptr<const Setup>& edited, const decision::RecordedCall& call,
              const decision::SessionReducer& session, const decision::AuthorityContext& context,
              const decision::FirstCall* first)
{
    cedar::Scratch scratch;
    const decision::Decider decider(edited);
    const decision::PreparedCall prepared = decider.prepare(call, session);
    const decision::CallVerdict row =
        first == nullptr ? decider.decide(call, prepared, context, scratch)
                         : decider.decide(call, prepared,
                                          decider.decideAuthority(first->call, first->prepared,
                                                                  first->authority),
                                          context, scratch);
    return row.verdict == decision::Verdict::Allow;
}

} // namespace

std::shared_ptr<const Setup> editedSetup(const std::shared_ptr<const Setup>& setup,
                                         const WorkspaceEdit& edit)
{
    auto copy = std::make_shared<Setup>(*setup);
    std::map<std::string, EditedFile> files;
    for (const auto& [file, edits] : edit.files) {
        auto edited = editedFile(*setup, file, edits);
        if (!edited)
            return nullptr;
        files.emplace(file, std::move(*edited));
    }
    cedar::PolicySet set;
    const auto add = [&](EditedFile& file) {
        cedar::PolicySet::PolicyPtr policy = std::move(file.policies.front());
        file.policies.pop_front();
        copy->policySources[policy->id] = file.source;
        return set.add(std::move(policy)).has_value();
    };
    for (const cedar::PolicySet::PolicyPtr& policy : setup->policies.policies()) {
        const auto source = setup->policySources.find(policy->id);
        const auto file =
            source == setup->policySources.end() ? files.end() : files.find(source->second->name());
        if (file == files.end() ? !set.add(policy) : !add(file->second))
            return nullptr;
    }
    for (auto& [name, file] : files) {
        while (!file.policies.empty()) {
            if (!add(file))
                return nullptr;
        }
    }
    for (const cedar::Link& link : setup->policies.links())
        (void)set.link(link);
    copy->policies = std::move(set);
    copy->program = cedar::Program::update(*setup->program, copy->policies);
    copy->revision = decision::revisionOf(*copy);
    return copy;
}

std::vector<Remedy>
remediesFor(const std::shared_ptr<const Setup>& setup, const decision::RecordedCall& call,
            const decision::SessionReducer& session, const decision::Explanation& explanation,
            const ImpactAnalysis* impact, const decision::AuthorityContext& context,
            const decision::FirstCall* first)
{
    std::vector<Remedy> remedies;
    if (!decision::isCrossing(explanation.verdict.verdict))
        return remedies;
    for (Remedy& proposal : proposals(*setup, explanation)) {
        if (proposal.kind == RemedyKind::AskApproval) {
            remedies.push_back(std::move(proposal));
            continue;
        }
        const std::shared_ptr<const Setup> edited = editedSetup(setup, proposal.edit);
        if (!edited || !letsPass(edited, call, session, context, first))
            continue;
        const auto answer = impact == nullptr ? Result<Impact>(failure(ErrorCode::NotFound, {}))
                                              : impact->of(edited);
        if (answer) {
            proposal.alsoAllowed.emplace();
            proposal.alsoAllowedCount = answer->count(ChangeKind::NewlyAllowed);
            for (const CallChange& change : answer->changes) {
                const bool itself = change.after.run == explanation.verdict.run &&
                                    change.after.step == explanation.verdict.step;
                if (change.kind() != ChangeKind::NewlyAllowed)
                    continue;
                if (itself)
                    --proposal.alsoAllowedCount;
                else
                    proposal.alsoAllowed->push_back(change);
            }
        }
        remedies.push_back(std::move(proposal));
    }
    return remedies;
}

std::string remediesText(const std::vector<Remedy>& remedies, const Setup& setup, bool colour)
{
    const auto wrapped = [&](const char* code, const std::string& text) {
        return colour ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
    };
    std::string text = "\n" + wrapped("1", "What would allow it") + "\n";
    if (remedies.empty())
        text += "  No small change of policies does.\n";
    for (const Remedy& remedy : remedies) {
        text += "  " + shown(remedy.title) + "\n";
        for (const auto& [file, edits] : remedy.edit.files) {
            const std::vector<std::string> ids = idsOfFile(setup, file);
            const SourceText& source = *setup.policySources.find(ids.front())->second;
            for (const TextEdit& edit : edits) {
                const Position at = source.position(edit.range.begin);
                const std::string old(source.text(edit.range));
                text += wrapped("2", "    " + shown(file) + ":" + std::to_string(at.line) + ":" +
                                         std::to_string(at.column) + "  ") +
                        (old.empty() ? "" : shown(old) + " → ") + shown(trimmed(edit.text)) + "\n";
            }
        }
        if (remedy.alsoAllowed)
            text += "    would also allow " + std::to_string(remedy.alsoAllowedCount) +
                    " other recorded call" + (remedy.alsoAllowedCount == 1 ? "" : "s") + "\n";
        constexpr std::size_t kShown = 5;
        for (std::size_t i = 0; remedy.alsoAllowed && i < remedy.alsoAllowed->size() && i < kShown;
             ++i) {
            const decision::CallVerdict& row = (*remedy.alsoAllowed)[i].after;
            text += "      " + shown(row.run) + " step " + std::to_string(row.step) + "  " +
                    shown(row.tool) + "\n";
        }
    }
    return text;
}

} // namespace remit::analysis
