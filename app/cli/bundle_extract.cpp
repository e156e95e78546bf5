// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"
#include "core/base/text.h"
#include "core/bundle/extract.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct ExtractOptions {
    std::string file;
    std::string folder;
    bool untrusted = false;
    TrustDemands demands;
};

tl::expected<bundle::Members, ExitStatus> membersToExtract(const ExtractOptions& options,
                                                           Session& session)
{
    if (!options.untrusted) {
        const auto demands = demandsOf(options.demands, session);
        if (!demands)
            return tl::unexpected(demands.error());
        auto held = holdBundle(options.file, options.demands, *demands, session);
        if (!held)
            return tl::unexpected(held.error());
        return std::move(held->verified.members);
    }
    const auto bytes = readPacked(options.file, session);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto opened = bundle::openUntrusted(*bytes);
    if (!opened)
        return tl::unexpected(refuse(options.file, opened.error(), session));
    session.tell("note: nobody's signature was checked; what comes out is a stranger's word");
    return std::move(opened->members);
}

ExitStatus extractBundle(const ExtractOptions& options, Session& session)
{
    if (options.folder.empty())
        return session.fail({ErrorCode::Usage, "the folder is missing",
                             "name one that does not exist yet: --out DIR"});
    const auto members = membersToExtract(options, session);
    if (!members)
        return members.error();
    const Result<> done = bundle::extract(*members, options.folder, session.job("Writing member"));
    session.endProgress();
    if (!done)
        return session.fail(done.error());
    session.tell(fmt::format("Wrote {} files to {}.", members->size(), options.folder));
    return ExitStatus::Yes;
}

} // namespace

void addBundleExtract(Commands& group)
{
    auto options = std::make_shared<ExtractOptions>();
    CLI::App& app =
        group.add("extract", "Verifies a bundle and writes its files as a workspace",
                  [options](Session& session) { return extractBundle(*options, session); });
    app.add_option("FILE", options->file, "Bundle; - is standard input")->type_name("")->required();
    app.add_option("-o,--out,DIR", options->folder, "Folder that does not exist yet or is empty")
        ->type_name("DIR");
    app.add_flag("--untrusted", options->untrusted,
                 "Check hashes and names only, nobody's signature: to look at it");
    addDemandOptions(app, options->demands);
}

} // namespace remit::cli
