// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/cedar/syntax/formatter.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct FormatCommandOptions {
    std::vector<std::string> files; ///< none: standard input
    cedar::FormatOptions layout;
    bool write = false;
    bool check = false;
    Format format = Format::Text;
};

ExitStatus formatFile(const std::string& file, const FormatCommandOptions& options,
                      Session& session)
{
    if (options.write && file == "-")
        return session.fail({ErrorCode::Usage, "standard input cannot be written back",
                             "Leave --write away, or name a file."});
    const auto source = session.read(file);
    if (!source)
        return source.error();
    const cedar::Formatted formatted = cedar::format((*source)->text(), options.layout, file);
    if (!formatted.ok())
        return worse(session.report(formatted.diagnostics, **source), ExitStatus::Invalid);
    const bool unchanged = formatted.text == (*source)->text();
    if (options.check) {
        if (!unchanged)
            session.tell(fmt::format("{} is not formatted", file));
        return unchanged ? ExitStatus::Yes : ExitStatus::No;
    }
    if (!options.write) {
        session.print(formatted.text);
        return ExitStatus::Yes;
    }
    return unchanged ? ExitStatus::Yes : session.write(file, formatted.text);
}

ExitStatus formatFiles(const FormatCommandOptions& options, Session& session)
{
    session.setFormat(options.format);
    const std::vector<std::string> standardInput{"-"};
    ExitStatus status = ExitStatus::Yes;
    for (const std::string& file : options.files.empty() ? standardInput : options.files)
        status = worse(status, formatFile(file, options, session));
    if (status == ExitStatus::Invalid || options.check || options.write)
        session.printDiagnostics();
    return status;
}

} // namespace

void addFormatCommand(Commands& commands)
{
    auto options = std::make_shared<FormatCommandOptions>();
    CLI::App& app = commands.add("format", "Lays policies out anew", [options](Session& session) {
        return formatFiles(*options, session);
    });
    app.add_option("-p,--policies", options->files,
                   "Cedar policies; may be given more than once; standard input when left out or -")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app.add_option("-l,--line-width", options->layout.width,
                   "Columns that a line should not exceed (default 80)")
        ->type_name("N")
        ->check(CLI::Range(1, 100000));
    app.add_option("-i,--indent-width", options->layout.indent, "Columns of a level (default 2)")
        ->type_name("N")
        ->check(CLI::Range(0, 100));
    CLI::Option* write = app.add_flag("-w,--write", options->write, "Write the files back");
    app.add_flag("-c,--check", options->check, "Only tell which files are not formatted")
        ->excludes(write);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json, Format::Sarif});
}

} // namespace remit::cli
