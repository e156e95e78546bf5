// SPDX-License-Identifier: Apache-2.0
#include "tests/agentdojo/report.h"

#include <fmt/format.h>

namespace remit::agentdojo {
namespace {

std::string line(std::string_view name, const Tally& tally)
{
    return fmt::format("{:<48} {:<28} {:<28} {:<28} {:>4} {:>6}\n", name, tally.blocked.text(),
                       tally.preserved.text(), tally.preservedAttacked.text(),
                       tally.notAttributable, tally.undecidable);
}

} // namespace

void Report::add(const Run& run, const Tally& tally)
{
    suites[run.suite] += tally;
    pipelines[run.pipeline] += tally;
    all += tally;
}

std::string Report::text() const
{
    std::string text =
        fmt::format("{:<48} {:<28} {:<28} {:<28} {:>4} {:>6}\n", "", "attacks blocked",
                    "benign runs preserved", "attacked, unharmed: kept", "n.a.", "undec.");
    for (const auto& [name, tally] : suites)
        text += line(name, tally);
    for (const auto& [name, tally] : pipelines)
        text += line(name, tally);
    text += line("all", all);
    text += "\nShares with Wilson's 95 % interval. n.a.: attacks that succeeded and that no call "
            "carries; they are not counted as blocked.\nNothing was executed again: an agent might "
            "recover from a denial (preserved is a lower bound of utility)\nand might try another "
            "way (blocked is an upper bound of protection).\n";
    return text;
}

} // namespace remit::agentdojo
