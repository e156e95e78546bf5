// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/coverage_lines.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::analysis {

namespace {

using Lines = std::map<std::uint32_t, CoveredLine>;

struct Rates {
    std::size_t lines = 0;
    std::size_t linesHit = 0;
    std::size_t branches = 0;
    std::size_t branchesHit = 0;

    void add(const CoveredLine& line)
    {
        ++lines;
        linesHit += line.hits > 0 ? 1 : 0;
        for (const LineBranch& branch : line.branches) {
            branches += 2;
            branchesHit += (branch.isTrue > 0 ? 1U : 0U) + (branch.isFalse > 0 ? 1U : 0U);
        }
    }
    void add(const Lines& all)
    {
        for (const auto& [number, line] : all)
            add(line);
    }
    static double rate(std::size_t hit, std::size_t all)
    {
        return all == 0 ? 1.0 : static_cast<double>(hit) / static_cast<double>(all);
    }
    [[nodiscard]] std::string attributes() const
    {
        return fmt::format("line-rate=\"{:.4f}\" branch-rate=\"{:.4f}\"", rate(linesHit, lines),
                           rate(branchesHit, branches));
    }
};

std::string linesText(const Lines& lines, std::string_view indent)
{
    std::string text = fmt::format("{}<lines>\n", indent);
    for (const auto& [number, line] : lines) {
        Rates rates;
        rates.add(line);
        text += fmt::format("{}  <line number=\"{}\" hits=\"{}\"", indent, number, line.hits);
        if (line.branches.empty())
            text += " branch=\"false\"/>\n";
        else
            text += fmt::format(" branch=\"true\" condition-coverage=\"{:.0f}% ({}/{})\"/>\n",
                                100 * Rates::rate(rates.branchesHit, rates.branches),
                                rates.branchesHit, rates.branches);
    }
    return text + fmt::format("{}</lines>\n", indent);
}

std::string classText(const std::string& name, const CoveredFile& file)
{
    Rates rates;
    rates.add(file.lines);
    std::string text = fmt::format(
        "        <class name=\"{0}\" filename=\"{0}\" {1} complexity=\"0\">\n          <methods>\n",
        markupText(name), rates.attributes());
    for (const LinePolicy& policy : file.policies) {
        Rates own;
        own.add(policy.lines);
        text += fmt::format("            <method name=\"{}\" signature=\"\" {} complexity=\"0\">\n",
                            markupText(policy.name), own.attributes()) +
                linesText(policy.lines, "              ") + "            </method>\n";
    }
    return text + "          </methods>\n" + linesText(file.lines, "          ") +
           "        </class>\n";
}

} // namespace

std::string coverageCobertura(const CoverageReport& report)
{
    const auto files = coveredFiles(report);
    Rates all;
    std::string classes;
    for (const auto& [name, file] : files) {
        all.add(file.lines);
        classes += classText(name, file);
    }
    // No clock: the same coverage is the same bytes.
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n"
        "<coverage {} lines-covered=\"{}\" lines-valid=\"{}\" branches-covered=\"{}\" "
        "branches-valid=\"{}\" complexity=\"0\" version=\"remit\" timestamp=\"0\">\n"
        "  <sources>\n    <source>.</source>\n  </sources>\n  <packages>\n"
        "    <package name=\"{}\" {} complexity=\"0\">\n      <classes>\n{}      </classes>\n"
        "    </package>\n  </packages>\n</coverage>\n",
        all.attributes(), all.linesHit, all.lines, all.branchesHit, all.branches,
        markupText(report.evidence), all.attributes(), classes);
}

} // namespace remit::analysis
