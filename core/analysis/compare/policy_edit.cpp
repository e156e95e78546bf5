// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/policy_edit.h"

#include "core/base/text.h"
#include "core/cedar/engine/program.h"
#include "core/decision/decide.h"

#include <map>

namespace remit::analysis {

namespace {

struct PolicyWords {
    std::string file;
    std::string text;
    Span span;
    bool operator==(const PolicyWords& other) const { return text == other.text; }
};

std::map<std::string, PolicyWords> policyWordsOf(const decision::Setup& setup)
{
    std::map<std::string, PolicyWords> words;
    for (const cedar::ProgramPolicy& policy : setup.program->policies()) {
        PolicyWords one;
        const auto source = setup.policySources.find(policy.source->id);
        if (source != setup.policySources.end()) {
            one.file = source->second->name();
            one.span = policy.source->span;
            one.text = std::string(source->second->text(one.span));
        }
        if (policy.link != nullptr) {
            one.text += "\n// linked";
            if (policy.link->principal)
                one.text += " ?principal = " + toText(*policy.link->principal);
            if (policy.link->resource)
                one.text += " ?resource = " + toText(*policy.link->resource);
        }
        words.emplace(policy.id, std::move(one));
    }
    return words;
}

/// The revision of what is left when policies, schema and entities are taken away.
std::string restOf(const decision::Setup& setup)
{
    decision::Setup rest = setup;
    rest.policies = {};
    rest.policySources.clear();
    rest.schema = nullptr;
    rest.entities = nullptr;
    return decision::revisionOf(rest);
}

std::string withOnlyEntities(const decision::Setup& setup)
{
    decision::Setup only;
    only.entities = setup.entities;
    return decision::revisionOf(only);
}

} // namespace

std::vector<PolicyEdit> policyEdits(const decision::Setup& before, const decision::Setup& after)
{
    const auto earlier = policyWordsOf(before);
    const auto later = policyWordsOf(after);
    std::map<std::string, PolicyEdit> edits;
    for (const auto& [id, words] : earlier) {
        const auto other = later.find(id);
        if (other == later.end())
            edits[id] = {id, words.file, words.text, std::nullopt, words.span};
        else if (!(other->second == words))
            edits[id] = {id, other->second.file, words.text, other->second.text,
                         other->second.span};
    }
    for (const auto& [id, words] : later) {
        if (earlier.count(id) == 0)
            edits[id] = {id, words.file, std::nullopt, words.text, words.span};
    }
    std::vector<PolicyEdit> list;
    for (auto& [id, edit] : edits)
        list.push_back(std::move(edit));
    return list;
}

std::vector<std::string> otherEdits(const decision::Setup& before, const decision::Setup& after)
{
    std::vector<std::string> others;
    if (before.entities != after.entities && withOnlyEntities(before) != withOnlyEntities(after))
        others.emplace_back("entities");
    if (restOf(before) != restOf(after))
        others.emplace_back("tasks, credentials, grants, tools or settings");
    // Of the schema a setup keeps no text: it is what is left.
    if (others.empty() && before.revision != after.revision && policyEdits(before, after).empty())
        others.emplace_back("schema");
    return others;
}

std::string editsText(const std::vector<PolicyEdit>& edits, const std::vector<std::string>& others)
{
    constexpr std::size_t kListed = 20;
    std::string text;
    for (std::size_t i = 0; i < edits.size() && i < kListed; ++i) {
        const PolicyEdit& edit = edits[i];
        const char* what = !edit.before ? "new" : !edit.after ? "gone" : "edited";
        text += "  " + std::string(what) + ": `" + shown(edit.policy) + "` in " + shown(edit.file) +
                "\n";
    }
    if (edits.size() > kListed)
        text += "  and " + std::to_string(edits.size() - kListed) + " more policies\n";
    for (const std::string& other : others)
        text += "  edited: " + other + "\n";
    return text.empty() ? text : "What differs:\n" + text;
}

} // namespace remit::analysis
