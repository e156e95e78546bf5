// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Behaviour against intention: the plan of each task against what its runs were seen to do.
namespace remit::analysis {

/// A tool, and how often calls for the task used it.
struct PlanTool {
    std::string tool;
    std::int64_t calls = 0;
    std::int64_t allowed = 0;
    std::int64_t runs = 0;
    std::string run; ///< the first of these calls; empty: there is none
    std::int64_t step = 0;
};

struct PlanReport {
    std::string task;     ///< "id@version"; as recorded where nothing declares it
    bool declared = true; ///< a task of the workspace
    bool hasPlan = false;
    std::int64_t runs = 0;
    std::int64_t calls = 0;
    std::vector<PlanTool> steps;           ///< of the plan, in its order
    std::vector<PlanTool> offPlan;         ///< called and not in the plan, by tool
    std::vector<std::string> unusedGrants; ///< of the task, that decided no call, sorted

    [[nodiscard]] std::int64_t offPlanCalls() const;
    [[nodiscard]] std::int64_t neverSeen() const; ///< steps without a call
};

/// Takes the rows of a replay, in any order of runs; those of a run by step.
class PlanCheck {
public:
    explicit PlanCheck(const decision::Setup& setup) : m_setup(setup) {}

    void add(const decision::CallVerdict& row);
    /// Every declared task version, then what is not declared; by task.
    [[nodiscard]] std::vector<PlanReport> reports() const;

private:
    struct Seen {
        std::map<std::string, PlanTool, std::less<>> tools;
        std::map<std::string, std::set<std::string>, std::less<>> runsOfTool;
        std::set<std::string> runs;
        std::int64_t calls = 0;
    };
    [[nodiscard]] std::string taskOf(const decision::CallVerdict& row) const;

    const decision::Setup& m_setup;
    std::map<std::string, Seen, std::less<>> m_seen; ///< by task
    std::set<std::string, std::less<>> m_usedGrants;
};

[[nodiscard]] std::string planText(const std::vector<PlanReport>& reports, bool colour);
/// {"tasks":[{"task","declared","plan","runs","calls","steps","offPlan","unusedGrants"}]}
[[nodiscard]] std::string planJson(const std::vector<PlanReport>& reports);

} // namespace remit::analysis
