// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/summary_text.h"

#include "core/base/text.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

#include <QStringList>

namespace remit::ui {
namespace {

constexpr std::size_t kProblems = 20;

QString problemLine(const trace::Problem& problem)
{
    QString place = toQString(shown(problem.file));
    if (problem.line > 0)
        place += QLatin1Char(':') + QString::number(problem.line);
    return place + QStringLiteral(": ") + toQString(shown(problem.message));
}

void addProblems(QStringList& lines, const trace::ImportReport& report)
{
    for (std::size_t i = 0; i < report.problems.size() && i < kProblems; ++i)
        lines << problemLine(report.problems[i]);
    const std::size_t all = report.problems.size() + report.unlistedProblems;
    if (all > kProblems)
        lines << tr("… and %1 more problems").arg(all - kProblems);
}

} // namespace

QString summaryText(const Imported& imported)
{
    using trace::FileOutcome;
    const trace::ImportReport& report = imported.report;
    const trace::ImportCounts& counts = report.counts;
    QStringList lines;
    lines << tr("%1 files imported, %2 were there already, %3 are no traces, %4 failed")
                 .arg(report.filesWith(FileOutcome::Imported))
                 .arg(report.filesWith(FileOutcome::AlreadyThere))
                 .arg(report.filesWith(FileOutcome::NotATrace))
                 .arg(report.filesWith(FileOutcome::Failed));
    lines << tr("%1 runs, %2 calls, %3 results, %4 messages")
                 .arg(counts.runs)
                 .arg(counts.calls)
                 .arg(counts.results)
                 .arg(counts.messages);
    if (counts.filled > 0)
        lines << tr("%1 fields filled by rules").arg(counts.filled);
    for (const auto& [rule, places] : report.redactions)
        lines << tr("redacted by %1: %2 places").arg(toQString(rule)).arg(places);
    const auto gaps = sentences(report.gaps, counts);
    for (const std::string& gap : gaps)
        lines << tr("not recorded: %1").arg(toQString(gap));
    if (!gaps.empty())
        lines << tr(
            "What is not recorded is unknown to policies. Rules can fill who acts, for whom, "
            "on which task, with which credential, where and when.");
    for (const std::string& line : imported.loginOnly)
        lines << toQString(line);
    addProblems(lines, report);
    return lines.join(QLatin1Char('\n'));
}

} // namespace remit::ui
