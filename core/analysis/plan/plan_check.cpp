// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/plan/plan_check.h"

#include "core/base/text.h"
#include "core/decision/json_text.h"
#include "core/replay/event_source.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {

namespace {

PlanTool seenAs(const std::map<std::string, PlanTool, std::less<>>& tools, const std::string& tool)
{
    const auto found = tools.find(tool);
    PlanTool step;
    step.tool = tool;
    return found == tools.end() ? step : found->second;
}

std::string countedAs(std::int64_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void writeTools(decision::JsonText& json, std::string_view key, const std::vector<PlanTool>& tools)
{
    json.key(key).beginArray();
    for (const PlanTool& tool : tools) {
        json.beginObject().key("tool").string(tool.tool).key("calls").number(tool.calls);
        json.key("allowed").number(tool.allowed).key("runs").number(tool.runs);
        json.key("run");
        tool.run.empty() ? json.null() : json.string(tool.run);
        json.key("step");
        tool.run.empty() ? json.null() : json.number(tool.step);
        json.endObject();
    }
    json.endArray();
}

std::string toolText(const PlanTool& tool)
{
    return fmt::format("{}, {} allowed, first in {} step {}", countedAs(tool.calls, "call"),
                       tool.allowed, shown(tool.run), tool.step);
}

} // namespace

std::int64_t PlanReport::offPlanCalls() const
{
    std::int64_t count = 0;
    for (const PlanTool& tool : offPlan)
        count += tool.calls;
    return count;
}

std::int64_t PlanReport::neverSeen() const
{
    return std::count_if(steps.begin(), steps.end(),
                         [](const PlanTool& step) { return step.calls == 0; });
}

/// The version is the trace's, else that of the chain that decided, else the last one declared.
std::string PlanCheck::taskOf(const decision::CallVerdict& row) const
{
    const std::string recorded = row.task.value_or("");
    if (recorded.empty() || !m_setup.registry || authority::parseTaskRef(recorded))
        return recorded;
    if (!row.chain.empty()) {
        if (const authority::Grant* grant = m_setup.registry->grant(row.chain.back()))
            return toText(grant->task);
    }
    const auto versions = m_setup.registry->versions(recorded);
    return versions.empty() ? recorded : toText(versions.back()->ref);
}

void PlanCheck::add(const decision::CallVerdict& row)
{
    if (row.verdict == decision::Verdict::Unreachable)
        return;
    m_usedGrants.insert(row.chain.begin(), row.chain.end());
    const std::string task = taskOf(row);
    if (task.empty())
        return;
    Seen& seen = m_seen[task];
    ++seen.calls;
    seen.runs.insert(row.run);
    PlanTool& tool = seen.tools[row.tool];
    if (tool.calls++ == 0) {
        tool.tool = row.tool;
        tool.run = row.run;
        tool.step = row.step;
    }
    tool.allowed += row.verdict == decision::Verdict::Allow ? 1 : 0;
    std::set<std::string>& runs = seen.runsOfTool[row.tool];
    runs.insert(row.run);
    tool.runs = static_cast<std::int64_t>(runs.size());
}

std::vector<PlanReport> PlanCheck::reports() const
{
    std::map<std::string, PlanReport> reports;
    if (m_setup.registry) {
        for (const authority::Task& task : m_setup.registry->tasks()) {
            PlanReport& report = reports[toText(task.ref)];
            report.task = toText(task.ref);
            report.hasPlan = task.plan.has_value();
            const auto seen = m_seen.find(report.task);
            for (const std::string& tool : task.plan.value_or(std::vector<std::string>()))
                report.steps.push_back(seen == m_seen.end() ? seenAs({}, tool)
                                                            : seenAs(seen->second.tools, tool));
        }
        for (const authority::Grant& grant : m_setup.registry->grants()) {
            const auto report = reports.find(toText(grant.task));
            if (report != reports.end() && m_usedGrants.count(grant.id) == 0)
                report->second.unusedGrants.push_back(grant.id);
        }
    }
    for (const auto& [task, seen] : m_seen) {
        const auto [found, isNew] = reports.try_emplace(task);
        PlanReport& report = found->second;
        report.task = task;
        report.declared = !isNew;
        report.runs = static_cast<std::int64_t>(seen.runs.size());
        report.calls = seen.calls;
        for (const auto& [name, tool] : seen.tools) {
            const bool planned = std::any_of(
                report.steps.begin(), report.steps.end(),
                [&used = tool.tool](const PlanTool& step) { return step.tool == used; });
            if (report.hasPlan && !planned)
                report.offPlan.push_back(tool);
        }
    }
    std::vector<PlanReport> list;
    for (const bool declared : {true, false}) {
        for (auto& [task, report] : reports) {
            std::sort(report.unusedGrants.begin(), report.unusedGrants.end());
            if (report.declared == declared)
                list.push_back(report);
        }
    }
    return list;
}

std::string planText(const std::vector<PlanReport>& reports, bool colour)
{
    std::string text;
    for (const PlanReport& report : reports) {
        const std::string title =
            colour ? "\x1b[1m" + shown(report.task) + "\x1b[0m" : shown(report.task);
        text += fmt::format("{}: {}, {}\n", title, countedAs(report.runs, "run"),
                            countedAs(report.calls, "call"));
        if (!report.declared)
            text += "  No task of the workspace: nothing says what it was meant to do.\n";
        else if (!report.hasPlan)
            text += "  It has no plan: every tool is on it.\n";
        for (const PlanTool& step : report.steps)
            text += step.calls == 0
                        ? fmt::format("  never seen  {}\n", shown(step.tool))
                        : fmt::format("  as planned  {}: {}\n", shown(step.tool), toolText(step));
        for (const PlanTool& tool : report.offPlan)
            text += fmt::format("  off plan    {}: {}\n", shown(tool.tool), toolText(tool));
        for (const std::string& grant : report.unusedGrants)
            text += fmt::format("  unused      grant {}\n", shown(grant));
        text += "\n";
    }
    std::int64_t off = 0;
    std::int64_t never = 0;
    std::size_t unused = 0;
    for (const PlanReport& report : reports) {
        off += report.offPlanCalls();
        never += report.neverSeen();
        unused += report.unusedGrants.size();
    }
    return text + fmt::format("{}: {} off plan, {} never seen, {} not used.\n",
                              countedAs(static_cast<std::int64_t>(reports.size()), "task"),
                              countedAs(off, "call"), countedAs(never, "step"),
                              countedAs(static_cast<std::int64_t>(unused), "grant"));
}

std::string planJson(const std::vector<PlanReport>& reports)
{
    decision::JsonText json;
    json.beginObject().key("tasks").beginArray();
    for (const PlanReport& report : reports) {
        json.beginObject().key("task").string(report.task).key("declared").boolean(report.declared);
        json.key("plan").boolean(report.hasPlan).key("runs").number(report.runs);
        json.key("calls").number(report.calls);
        writeTools(json, "steps", report.steps);
        writeTools(json, "offPlan", report.offPlan);
        json.key("unusedGrants").strings(report.unusedGrants).endObject();
    }
    return json.endArray().endObject().take();
}

} // namespace remit::analysis
