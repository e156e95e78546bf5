// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace remit::cli {
namespace {

/// As far as the arguments name commands: the innermost one, and how it is called.
struct Reached {
    const CLI::App* app = nullptr;
    std::string name;
    int next = 1; ///< the argument after its name
};

const CLI::App* findCommand(const CLI::App& app, std::string_view name)
{
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const CLI::App* each) { return each->get_name() == name; });
    return found == commands.end() ? nullptr : *found;
}

Reached reached(const CLI::App& root, int argc, const char* const* argv)
{
    Reached at{&root, root.get_name(), 1};
    while (at.next < argc) {
        const CLI::App* inner = findCommand(*at.app, argv[at.next]);
        if (inner == nullptr)
            break;
        at = {inner, at.name + " " + inner->get_name(), at.next + 1};
    }
    return at;
}

std::vector<std::string> commandsOf(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::App* inner : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(inner->get_name());
    return names;
}

std::vector<std::string> optionsOf(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    }
    return names;
}

/// An option that the command does not have, if there is one.
std::optional<std::string> unknownOption(const CLI::App& app, int first, int argc,
                                         const char* const* argv)
{
    const auto known = optionsOf(app);
    for (int i = first; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--")
            break;
        const std::string name(argument.substr(0, argument.find('=')));
        if (name.starts_with("--") && std::find(known.begin(), known.end(), name) == known.end())
            return name;
    }
    return std::nullopt;
}

std::string advice(const std::string& written, const std::vector<std::string>& known,
                   const std::string& command)
{
    const auto meant = nearest(written, known);
    return (meant ? fmt::format("Did you mean {}? ", *meant) : std::string()) +
           fmt::format("Run `{} --help` for what it takes.", command);
}

} // namespace

Error usageError(const CLI::App& root, const CLI::Error& error, int argc, const char* const* argv)
{
    const Reached at = reached(root, argc, argv);
    const auto commands = commandsOf(*at.app);
    const bool more = at.next < argc;
    if (!commands.empty() && more && argv[at.next][0] != '-')
        return {ErrorCode::Usage,
                fmt::format("{} has no command \"{}\"", at.name, shown(argv[at.next])),
                advice(argv[at.next], commands, at.name)};
    if (!commands.empty() && !more)
        return {ErrorCode::Usage, fmt::format("{} needs a command", at.name),
                fmt::format("Run `{} --help` for the commands.", at.name)};
    if (const auto option = unknownOption(*at.app, at.next, argc, argv))
        return {ErrorCode::Usage, fmt::format("{} has no option {}", at.name, shown(*option)),
                advice(*option, optionsOf(*at.app), at.name)};
    return {ErrorCode::Usage, shown(error.what()),
            fmt::format("Run `{} --help` for what it takes.", at.name)};
}

} // namespace remit::cli
