// SPDX-License-Identifier: Apache-2.0
#include "core/authority/graph.h"

#include "app/cli/commands.h"
#include "app/cli/estate_option.h"
#include "core/authority/layout/graph_input.h"
#include "core/report/graph_writers.h"

#include <fmt/format.h>

#include <map>

namespace remit::cli {
namespace {

enum class Picture { Dot, Svg, Json };

struct GraphOptions {
    std::string folder;
    std::string at;
    Picture picture = Picture::Dot;
    bool rings = false;
    bool dark = false;
    bool grantsOnly = false;
};

ExitStatus drawSvg(const GraphOptions& options, const authority::Graph& graph,
                   const std::string& title, Session& session)
{
    namespace layout = authority::layout;
    const layout::Input input = layout::inputOf(graph);
    const JobControl job = session.job("Laying out");
    const auto drawn =
        options.rings ? layout::radial(input, {}, job) : layout::layered(input, {}, job);
    session.endProgress();
    if (!drawn)
        return session.fail(drawn.error());
    session.print(report::graphSvg({graph, *drawn, title, {}, options.dark}));
    return ExitStatus::Yes;
}

ExitStatus drawGraph(const GraphOptions& options, Session& session)
{
    const auto time = timeOf(options.at, session);
    if (!time)
        return time.error();
    auto opened = openEstate(options.folder, session);
    if (!opened)
        return opened.error();
    authority::Reaches reaches(opened->estate);
    authority::GraphOptions parts;
    parts.uses = parts.memberships = !options.grantsOnly;
    const auto graph = authority::buildGraph(reaches, *opened->history, *time, parts,
                                             session.job("Reading grant"));
    session.endProgress();
    if (!graph)
        return session.fail(graph.error());
    const std::string title =
        fmt::format("{}: delegation at {}", opened->opened.setup->name, rfc3339(*time));
    switch (options.picture) {
    case Picture::Dot:
        session.print(report::graphDot(*graph, title));
        return ExitStatus::Yes;
    case Picture::Json:
        session.printLine(report::graphJson(*graph));
        return ExitStatus::Yes;
    case Picture::Svg:
        return drawSvg(options, *graph, title, session);
    }
    return ExitStatus::Yes;
}

} // namespace

void addGraph(Commands& commands)
{
    auto options = std::make_shared<GraphOptions>();
    CLI::App& app =
        commands.add("graph", "Draws who handed what to whom",
                     [options](Session& session) { return drawGraph(*options, session); });
    addWorkspaceOption(app, options->folder);
    addTimeOption(app, options->at);
    app.add_option("--format", options->picture, "dot (default), svg or json")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Picture>{
            {"dot", Picture::Dot}, {"svg", Picture::Svg}, {"json", Picture::Json}}))
        ->type_name("FORMAT");
    app.add_flag("--radial", options->rings, "svg: rings instead of columns");
    app.add_flag("--dark", options->dark, "svg: light on dark");
    app.add_flag("--grants-only", options->grantsOnly, "Without tools, data and memberships");
}

} // namespace remit::cli
