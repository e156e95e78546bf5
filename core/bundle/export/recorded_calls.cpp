// SPDX-License-Identifier: Apache-2.0
// Recorded calls as a plain Cedar engine has to decide them: a test for an enforcement point.
#include "core/base/text.h"
#include "core/bundle/export/export.h"
#include "core/cedar/entities/entity_json.h"
#include "core/decision/listed_evaluations.h"
#include "core/replay/visit_calls.h"

#include <fmt/format.h>

#include <map>

namespace remit::bundle {

namespace {

using decision::ListedCall;

/// What decides the call there: the first of these that says no.
std::string_view decidedBy(const ListedCall& listed)
{
    if (listed.before != true)
        return "steps 0-4";
    return listed.factsKnown ? "evaluations" : "facts";
}

/// Answers the listed evaluations by the engine, each with its own policy set.
class EvaluationWriter {
public:
    EvaluationWriter(const decision::Setup& setup, const ListedCall& listed)
        : m_setup(setup), m_listed(listed), m_context(cedar::Value::record(listed.context))
    {}

    std::string write(cedar::Scratch& scratch)
    {
        std::string list;
        for (const decision::ListedEvaluation& one : m_listed.evaluations) {
            const bool allows = decide(one, scratch);
            m_allAllow = m_allAllow && allows;
            list += fmt::format(R"({}{{"policySet":{},"principal":{},"decision":"{}"}})",
                                list.empty() ? "" : ",",
                                jsonQuoted(one.grant ? "grant:" + *one.grant : "workspace"),
                                jsonQuoted(toText(one.principal)), allows ? "allow" : "deny");
        }
        return "[" + list + "]";
    }
    [[nodiscard]] bool allAllow() const { return m_allAllow; }
    [[nodiscard]] std::string context() const { return cedar::toEntityJson(m_context); }

private:
    bool decide(const decision::ListedEvaluation& one, cedar::Scratch& scratch) const
    {
        const cedar::Program* program = m_setup.program.get();
        if (one.grant) {
            const auto scope = m_setup.scopes.find(*one.grant);
            if (scope == m_setup.scopes.end())
                return false; // a grant without a scope hands on nothing
            program = scope->second.program.get();
        }
        return authorize(*program, *m_setup.entities,
                         {one.principal, m_listed.action, m_listed.resource, m_context}, scratch)
                   .decision == cedar::Decision::Allow;
    }

    const decision::Setup& m_setup;
    const ListedCall& m_listed;
    cedar::Value m_context;
    bool m_allAllow = true;
};

std::string quotedList(const std::vector<std::string>& texts)
{
    std::string list;
    for (const std::string& text : texts)
        list += (list.empty() ? "" : ",") + jsonQuoted(text);
    return list;
}

std::string callLine(const decision::Setup& setup, const replay::SeenCall& call,
                     const ListedCall& listed, cedar::Scratch& scratch)
{
    EvaluationWriter evaluations(setup, listed);
    const std::string_view by = decidedBy(listed);
    const bool open = by == "evaluations";
    const std::string list = open ? evaluations.write(scratch) : "[]";
    return fmt::format(
        R"({{"run":{},"step":{},"decidedBy":"{}","action":{},"resource":{},"context":{},)"
        R"("chain":[{}],"evaluations":{},"decision":"{}","verdict":"{}"}})",
        jsonQuoted(call.verdict.run), call.verdict.step, by, jsonQuoted(toText(listed.action)),
        jsonQuoted(toText(listed.resource)), evaluations.context(), quotedList(listed.chain), list,
        open && evaluations.allAllow() ? "allow" : "deny", decision::name(call.verdict.verdict));
}

} // namespace

Result<ExportedFile> exportedCalls(const std::shared_ptr<const decision::Setup>& setup,
                                   const replay::EventSource& source, const JobControl& control)
{
    const decision::Decider decider(setup);
    cedar::Scratch scratch;
    std::map<std::pair<std::string, std::int64_t>, std::string> lines;
    const auto add = [&](const replay::SeenCall& call) {
        const ListedCall listed = decision::listedEvaluations(decider, call.recorded, call.prepared,
                                                              call.authority, scratch);
        lines.emplace(std::pair(call.verdict.run, call.verdict.step),
                      callLine(*setup, call, listed, scratch));
    };
    if (auto visited = replay::visitCalls(decider, source, add, control); !visited)
        return tl::unexpected(visited.error());
    ExportedFile file{"calls.jsonl", {}};
    for (const auto& [call, line] : lines)
        file.content += line + "\n";
    return file;
}

} // namespace remit::bundle
