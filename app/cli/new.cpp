// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/workspace/create.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct NewOptions {
    std::string folder;
    std::string sample;
    bool list = false;
};

ExitStatus listSamples(const std::filesystem::path& samples, Session& session)
{
    const auto known = workspace::samples(samples);
    for (const workspace::Sample& sample : known)
        session.printLine(fmt::format("{}\t{}", sample.name, sample.title));
    if (known.empty())
        session.tell("No samples are installed beside this program.");
    return ExitStatus::Yes;
}

ExitStatus makeWorkspace(const NewOptions& options, Session& session)
{
    const auto samples = workspace::samplesFolder(session.program());
    if (options.list)
        return listSamples(samples, session);
    if (options.folder.empty())
        return session.fail({ErrorCode::Usage, "the folder is missing", "Run `remit new DIR`."});
    const auto made = options.sample.empty()
                          ? workspace::createWorkspace(options.folder)
                          : workspace::createWorkspace(options.folder, samples, options.sample);
    if (!made)
        return session.fail(made.error());
    session.tell(
        fmt::format("Made the workspace {}. Its README.md says what to do next.", options.folder));
    return ExitStatus::Yes;
}

} // namespace

void addNew(Commands& commands)
{
    auto options = std::make_shared<NewOptions>();
    CLI::App& app = commands.add("new", "Makes a workspace", [options](Session& session) {
        return makeWorkspace(*options, session);
    });
    app.add_option("DIR", options->folder, "Folder that does not exist yet or is empty")
        ->type_name("");
    app.add_option("--sample", options->sample, "Begin with this story")->type_name("NAME");
    app.add_flag("--list-samples", options->list, "Tell which stories there are");
}

} // namespace remit::cli
