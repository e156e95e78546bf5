// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/coverage_lines.h"

#include "core/base/text.h"

#include <algorithm>

namespace remit::analysis {

namespace {

LinePolicy linesOf(const CoveredPolicy& policy)
{
    LinePolicy lines;
    lines.name = policy.id;
    if (!policy.grants.empty())
        lines.name += "@" + joined(policy.grants, "+");
    const auto line = [&](Span span) { return policy.source->position(span.begin).line; };
    lines.line = line(policy.effectSpan);
    lines.hits = policy.inScope;
    lines.lines[lines.line].hits = policy.inScope;
    const auto branch = [&](Span span, std::uint64_t isTrue, std::uint64_t isFalse,
                            std::uint64_t errors) {
        CoveredLine& at = lines.lines[line(span)];
        const std::uint64_t reached = isTrue + isFalse + errors;
        at.hits = std::max(at.hits, reached);
        at.branches.push_back({isTrue, isFalse, reached > 0});
    };
    for (const CoveredClause& clause : policy.clauses) {
        branch(clause.span, clause.held, clause.failedToHold, clause.errors);
        for (const CoveredNode& node : clause.nodes)
            branch(node.span, node.counts.isTrue, node.counts.isFalse,
                   node.counts.failed + node.counts.other);
    }
    return lines;
}

} // namespace

std::map<std::string, CoveredFile> coveredFiles(const CoverageReport& report)
{
    std::map<std::string, CoveredFile> files;
    for (const CoveredPolicy& policy : report.policies) {
        if (!policy.source)
            continue;
        CoveredFile& file = files[policy.source->name()];
        LinePolicy lines = linesOf(policy);
        for (const auto& [number, line] : lines.lines) {
            CoveredLine& own = file.lines[number];
            own.hits = std::max(own.hits, line.hits);
            own.branches.insert(own.branches.end(), line.branches.begin(), line.branches.end());
        }
        file.policies.push_back(std::move(lines));
    }
    return files;
}

} // namespace remit::analysis
