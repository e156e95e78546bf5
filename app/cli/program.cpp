// SPDX-License-Identifier: Apache-2.0
#include "app/cli/program.h"

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/usage.h"
#include "app/cli/version.h"
#include "app/versions.h"

#include <fmt/format.h>

#include <exception>
#include <new>

namespace remit::cli {
namespace {

namespace fs = std::filesystem;

fs::path programPath(const char* invokedAs)
{
    std::error_code error;
    const fs::path path = fs::canonical("/proc/self/exe", error);
    return error ? fs::absolute(invokedAs, error) : path;
}

void describe(CLI::App& app)
{
    app.description("Writes, tries and signs task-level authorization policies for AI agents");
    app.name("remit");
    app.set_version_flag(
        "--version", [] { return versionText("remit", kVersion); },
        "Print the version, the revision and the libraries");
    app.set_help_flag("-h,--help", "Print this help");
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.require_subcommand(1);
    app.footer("Exit status: 0 yes, 1 could not do it, 2 the answer is no, 3 invalid input, "
               "130 interrupted.\n`remit COMMAND --help` tells the options of a command.");
}

ExitStatus run(const Run& chosen, Session& session)
{
    ExitStatus status = ExitStatus::Failed;
    try {
        status = chosen(session);
    } catch (const std::bad_alloc&) {
        status = session.fail({ErrorCode::TooLarge, "there is not enough memory for this input",
                               "Give the program more memory or less input."});
    } catch (const std::exception& error) {
        status = session.fail({ErrorCode::Internal, fmt::format("internal fault: {}", error.what()),
                               "Please report it with the input that led to it."});
    }
    status = worse(status, session.finish());
    return session.stop().stop_requested() ? ExitStatus::Interrupted : status;
}

} // namespace

ExitStatus runProgram(int argc, const char* const* argv)
{
    const Interrupt interrupt;
    Session session(interrupt.token(), programPath(argc > 0 ? argv[0] : "remit"));
    CLI::App app;
    describe(app);
    Commands commands(app);
    addAllCommands(commands);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) { // --help, --version
        app.exit(asked);
        return session.finish();
    } catch (const CLI::Error& error) {
        return session.fail(usageError(app, error, argc, argv));
    }
    const Run* chosen = commands.chosen();
    return chosen == nullptr ? ExitStatus::Failed : run(*chosen, session);
}

} // namespace remit::cli
