// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_status.h"
#include "app/cli/session.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// How a subcommand joins `remit`. One file each, `app/cli/NAME.cpp`, with one function that is
/// declared in commands.h and called in commands.cpp:
///
///     void addCount(Commands& commands)
///     {
///         auto options = std::make_shared<CountOptions>();
///         CLI::App& app = commands.add("count", "Counts policies", [options](Session& session) {
///             return count(*options, session);
///         });
///         app.add_option("-p,--policies", options->files, "Cedar policies; - is standard input")
///             ->type_name("FILE");
///         commands.addFormat(app, options->format, {Format::Text, Format::Json});
///     }
///
/// A command parses arguments, calls core/ and prints; what it knows to do belongs to core/.
namespace remit::cli {

/// Does the work after the arguments are read.
using Run = std::function<ExitStatus(Session&)>;

class Commands {
public:
    explicit Commands(CLI::App& root) : m_root(&root) {}

    /// A subcommand of `remit`; `summary` is one line without a full stop.
    CLI::App& add(const std::string& name, const std::string& summary, Run run);
    /// Subcommands of a subcommand, as in `remit bundle verify`.
    [[nodiscard]] Commands group(const std::string& name, const std::string& summary);
    /// `--format`, limited to the formats that the command has; the first is the default.
    static void addFormat(CLI::App& app, Format& format, const std::vector<Format>& allowed);

    /// What was asked for, after parsing; null where it was no command of this object.
    [[nodiscard]] const Run* chosen() const;

private:
    struct Entry {
        CLI::App* app = nullptr;
        Run run;
    };
    CLI::App* m_root = nullptr;
    /// Shared with the groups, so that chosen() of the outermost finds theirs.
    std::shared_ptr<std::vector<Entry>> m_entries = std::make_shared<std::vector<Entry>>();
};

} // namespace remit::cli
