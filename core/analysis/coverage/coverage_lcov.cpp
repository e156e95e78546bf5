// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/coverage_lines.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {

namespace {

/// A record is a line: what would break one is shown escaped.
std::string field(const std::string& text)
{
    return shown(text);
}

std::string taken(const LineBranch& branch, std::uint64_t count)
{
    return branch.reached ? std::to_string(count) : "-";
}

std::string functions(const CoveredFile& file)
{
    std::string text;
    std::string hits;
    std::size_t hit = 0;
    for (const LinePolicy& policy : file.policies) {
        text += fmt::format("FN:{},{}\n", policy.line, field(policy.name));
        hits += fmt::format("FNDA:{},{}\n", policy.hits, field(policy.name));
        hit += policy.hits > 0 ? 1 : 0;
    }
    return text + hits + fmt::format("FNF:{}\nFNH:{}\n", file.policies.size(), hit);
}

std::string branches(const CoveredFile& file)
{
    std::string text;
    std::size_t found = 0;
    std::size_t hit = 0;
    for (const auto& [number, line] : file.lines) {
        for (std::size_t i = 0; i < line.branches.size(); ++i) {
            const LineBranch& branch = line.branches[i];
            text += fmt::format("BRDA:{0},{1},0,{2}\nBRDA:{0},{1},1,{3}\n", number, i,
                                taken(branch, branch.isTrue), taken(branch, branch.isFalse));
            found += 2;
            hit += (branch.isTrue > 0 ? 1U : 0U) + (branch.isFalse > 0 ? 1U : 0U);
        }
    }
    return text + fmt::format("BRF:{}\nBRH:{}\n", found, hit);
}

std::string lines(const CoveredFile& file)
{
    std::string text;
    std::size_t hit = 0;
    for (const auto& [number, line] : file.lines) {
        text += fmt::format("DA:{},{}\n", number, line.hits);
        hit += line.hits > 0 ? 1 : 0;
    }
    return text + fmt::format("LF:{}\nLH:{}\n", file.lines.size(), hit);
}

} // namespace

std::string coverageLcov(const CoverageReport& report)
{
    std::string text;
    for (const auto& [name, file] : coveredFiles(report))
        text += fmt::format("TN:{}\nSF:{}\n", report.evidence, field(name)) + functions(file) +
                branches(file) + lines(file) + "end_of_record\n";
    return text;
}

} // namespace remit::analysis
