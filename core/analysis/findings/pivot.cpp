// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"
#include "core/decision/tool_map.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace remit::analysis {
namespace {

/// The audience of the tool stands for the system, hence the trust domain, that it reaches into.
std::string systemOf(const decision::ToolMap& tools, const std::string& tool)
{
    const decision::ToolRule* rule = tools.ruleFor(tool, {});
    return rule ? rule->audience.value_or("") : "";
}

} // namespace

/// The first call of an agent, in the middle of a run, into a system that the run had not touched.
void findPivots(FindingLog& log)
{
    struct First {
        const decision::CallVerdict* call = nullptr;
        std::size_t runs = 0;
    };
    const decision::ToolMap tools(log.input().setup);
    std::map<std::string, std::set<std::string>> seen; ///< by run
    std::map<std::pair<std::string, std::string>, First> firsts;
    for (const decision::CallVerdict& call : log.input().calls) {
        const std::string system = systemOf(tools, call.tool);
        if (system.empty())
            continue;
        std::set<std::string>& known = seen[call.run];
        const bool begins = known.empty();
        if (!known.insert(system).second || begins)
            continue;
        First& first = firsts[{call.agent, system}];
        first.call = first.call ? first.call : &call;
        ++first.runs;
    }
    for (const auto& [key, first] : firsts)
        log.addAbout(FindingKind::Pivot, *first.call, {key.first, key.second},
                     fmt::format("{} goes over to {} in the middle of {} run{}", key.first,
                                 key.second, first.runs, first.runs == 1 ? "" : "s"),
                     "if the task needs it, name its tools in the task's plan; else take it from "
                     "the scope");
}

} // namespace remit::analysis
