// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/calls_export.h"

#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/base/time.h"

#include <algorithm>

namespace remit::ui {

namespace {

constexpr std::size_t kExportPage = 512;
constexpr const char* kCsvHeader =
    "run,step,time,verdict,crossing,tool,resource,agent,on behalf of,task,policies,why\r\n";

std::string csvLine(const decision::CallVerdict& row)
{
    std::vector<std::string> policies(row.reasons.begin(), row.reasons.end());
    for (const decision::Crossing& crossing : row.crossings)
        policies.insert(policies.end(), crossing.policies.begin(), crossing.policies.end());
    std::sort(policies.begin(), policies.end());
    policies.erase(std::unique(policies.begin(), policies.end()), policies.end());
    const std::string kind = row.crossings.empty()
                                 ? std::string()
                                 : std::string(decision::name(row.crossings.front().kind));
    const std::string why =
        row.crossings.empty() ? joined(row.unknown, " ") : row.crossings.front().message;
    const std::vector<std::string> cells{row.run,
                                         std::to_string(row.step),
                                         row.time ? rfc3339(*row.time) : std::string(),
                                         std::string(decision::name(row.verdict)),
                                         kind,
                                         row.tool,
                                         row.resource,
                                         row.agent,
                                         row.onBehalfOf.value_or(std::string()),
                                         row.task.value_or(std::string()),
                                         joined(policies, " "),
                                         why};
    std::string line;
    for (const std::string& cell : cells)
        line += (line.empty() ? "" : ",") + csvCell(cell);
    return line + "\r\n";
}

} // namespace

std::string csvCell(std::string_view text)
{
    std::string cell;
    const bool formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    if (formula)
        cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char c : cell)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

Result<> exportCalls(const CallsExport& what, const std::filesystem::path& file,
                     const JobControl& control)
{
    std::string text = what.csv ? kCsvHeader : "";
    for (std::size_t done = 0; done < what.numbers.size(); done += kExportPage) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "The export was cancelled.");
        const std::size_t count = std::min(kExportPage, what.numbers.size() - done);
        const auto rows = what.table->page(std::span(what.numbers).subspan(done, count));
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        for (const decision::CallVerdict& row : *rows)
            text += what.csv ? csvLine(row) : replay::toJsonLine(row, what.constants) + "\n";
        control.tell(done + count, what.numbers.size());
    }
    return writeFileAtomically(file, text);
}

} // namespace remit::ui
