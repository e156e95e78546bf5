// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include "core/base/text.h"

#include <map>

namespace remit::cli {
namespace {

std::string_view formatName(Format format)
{
    switch (format) {
    case Format::Text:
        return "text";
    case Format::Json:
        return "json";
    case Format::JsonLines:
        return "jsonl";
    case Format::Sarif:
        return "sarif";
    }
    return "text";
}

} // namespace

CLI::App& Commands::add(const std::string& name, const std::string& summary, Run run)
{
    CLI::App* app = m_root->add_subcommand(name, summary);
    app->footer("")->group("Commands");
    m_entries->push_back({app, std::move(run)});
    return *app;
}

Commands Commands::group(const std::string& name, const std::string& summary)
{
    CLI::App* app = m_root->add_subcommand(name, summary);
    app->footer("")->group("Commands");
    app->require_subcommand(1);
    Commands inner(*app);
    inner.m_entries = m_entries;
    return inner;
}

void Commands::addFormat(CLI::App& app, Format& format, const std::vector<Format>& allowed)
{
    format = allowed.front();
    std::vector<std::pair<std::string, Format>> names;
    std::vector<std::string> shownNames;
    for (const Format each : allowed) {
        names.emplace_back(formatName(each), each);
        shownNames.emplace_back(formatName(each));
    }
    app.add_option_function<std::string>(
           "--format",
           [&format, names](const std::string& written) {
               for (const auto& [name, value] : names) {
                   if (name == written)
                       format = value;
               }
           },
           "How results and diagnostics are printed (default " + shownNames.front() + ")")
        ->check(CLI::IsMember(shownNames))
        ->type_name(joined(shownNames, "|"));
}

const Run* Commands::chosen() const
{
    for (const Entry& entry : *m_entries) {
        if (entry.app->parsed())
            return &entry.run;
    }
    return nullptr;
}

} // namespace remit::cli
