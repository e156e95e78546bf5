// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/whatif.h"

#include "app/cli/commands.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

using analysis::Affected;
using analysis::ChangedCall;
using analysis::WhatIf;

struct WhatIfOptions {
    std::vector<std::string> traces;
    std::vector<std::string> events;
    std::string folder;
    Format format = Format::Text;
};

std::string firstCrossing(const decision::CallVerdict& call)
{
    return call.crossings.empty() ? std::string()
                                  : " (" + std::string(name(call.crossings.front().kind)) + ")";
}

void printText(const WhatIf& result, Session& session)
{
    for (const Affected& each : result.affected)
        session.print(fmt::format("grant {} of {}: {} → {}, {} → {} accesses; it would have held "
                                  "until {}\n",
                                  shown(each.grant), shown(each.holder), name(each.before),
                                  name(each.after), each.accessesBefore, each.accessesAfter,
                                  rfc3339(each.wouldHaveEnded)));
    for (const ChangedCall& call : result.calls)
        session.print(fmt::format("{} step {}: {}{} → {}{}\n", shown(call.before.run),
                                  call.before.step, name(call.before.verdict),
                                  firstCrossing(call.before), name(call.after.verdict),
                                  firstCrossing(call.after)));
    session.print(fmt::format("{} grant{} affected, {} of {} calls change.\n",
                              result.affected.size(), result.affected.size() == 1 ? "" : "s",
                              result.changed, result.compared));
}

std::string callJson(const decision::CallVerdict& call)
{
    std::string kinds;
    for (const decision::Crossing& crossing : call.crossings)
        kinds += (kinds.empty() ? "" : ",") + jsonQuoted(name(crossing.kind));
    return fmt::format(R"({{"verdict":"{}","crossings":[{}]}})", name(call.verdict), kinds);
}

void printJson(const WhatIf& result, Session& session)
{
    std::vector<std::string> grants;
    for (const Affected& each : result.affected)
        grants.push_back(fmt::format(
            R"({{"grant":{},"holder":{},"before":"{}","after":"{}","accessesBefore":{},"accessesAfter":{},"exposure":{{"from":"{}","to":"{}"}}}})",
            jsonQuoted(each.grant), jsonQuoted(each.holder), name(each.before), name(each.after),
            each.accessesBefore, each.accessesAfter, rfc3339(result.first),
            rfc3339(each.wouldHaveEnded)));
    std::vector<std::string> calls;
    for (const ChangedCall& call : result.calls)
        calls.push_back(fmt::format(R"({{"run":{},"step":{},"before":{},"after":{}}})",
                                    jsonQuoted(call.before.run), call.before.step,
                                    callJson(call.before), callJson(call.after)));
    session.printLine(fmt::format(R"({{"affected":[{}],"calls":[{}],"compared":{}}})",
                                  joined(grants, ","), joined(calls, ","), result.compared));
}

tl::expected<std::vector<analysis::WhatIfEvent>, ExitStatus>
readEvents(const WhatIfOptions& options, const decision::Setup& setup, Session& session)
{
    std::vector<analysis::WhatIfEvent> events;
    ExitStatus status = ExitStatus::Yes;
    for (const std::string& file : options.events) {
        const auto source = session.read(file);
        if (!source)
            return tl::unexpected(source.error());
        Diagnostics diagnostics;
        auto more =
            analysis::readWhatIfEvents((*source)->text(), (*source)->name(), setup, diagnostics);
        status = worse(status, session.report(diagnostics, **source));
        std::move(more.begin(), more.end(), std::back_inserter(events));
    }
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return events;
}

ExitStatus runWhatIf(const WhatIfOptions& options, Session& session)
{
    session.setFormat(options.format);
    auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto events = readEvents(options, *opened->setup, session);
    if (!events)
        return events.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const auto result =
        analysis::whatIf(opened->setup, *traces->source, *events, session.job("Replaying session"));
    session.endProgress();
    if (!result)
        return session.fail(result.error());
    if (options.format == Format::Text)
        printText(*result, session);
    else
        printJson(*result, session);
    return worse(traces->status, result->changesNothing() ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addWhatIf(Commands& commands)
{
    auto options = std::make_shared<WhatIfOptions>();
    CLI::App& app = commands.add(
        "whatif", "Inserts life-cycle events and shows which recorded calls change verdict",
        [options](Session& session) { return runWhatIf(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    app.add_option("--event", options->events,
                   "An event as JSON, or a list of them; may be given several times; - is standard "
                   "input")
        ->type_name("E.json")
        ->required()
        ->allow_extra_args(false);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
