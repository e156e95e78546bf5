// SPDX-License-Identifier: Apache-2.0
#include "app/cli/import_setup.h"

#include "core/base/file_io.h"
#include "core/base/source_text.h"
#include "core/trace/mapping/mapping.h"
#include "core/trace/redaction/redactor.h"

namespace remit::cli {
namespace {

ExitStatus readMapping(const std::string& file, trace::ImportOptions& how, Session& session)
{
    const auto text = session.read(file);
    if (!text)
        return text.error();
    trace::ReadMapping read = trace::readMapping((*text)->text(), file);
    if (const ExitStatus status = session.report(read.diagnostics, **text);
        status != ExitStatus::Yes)
        return status;
    how.mapping = std::make_shared<const trace::Mapping>(std::move(read.mapping));
    return ExitStatus::Yes;
}

ExitStatus compile(const trace::RedactionRules& rules, trace::ImportOptions& how, Session& session)
{
    auto redactor = trace::Redactor::compile(rules);
    if (!redactor)
        return session.fail(redactor.error());
    how.redactor = std::make_shared<const trace::Redactor>(std::move(*redactor));
    return ExitStatus::Yes;
}

ExitStatus readRedaction(const std::string& file, trace::ImportOptions& how, Session& session)
{
    const auto text = session.read(file);
    if (!text)
        return text.error();
    const trace::ReadRedactionRules read = trace::readRedactionRules((*text)->text(), file);
    if (const ExitStatus status = session.report(read.diagnostics, **text);
        status != ExitStatus::Yes)
        return status;
    return compile(read.rules, how, session);
}

} // namespace

void addImportChoices(CLI::App& app, ImportChoices& choices)
{
    auto* format = app.add_option("--format", choices.format,
                                  "Format of the traces; found from their content when left out")
                       ->type_name("NAME");
    app.add_option("--map", choices.mapping,
                   "Read the traces as this mapping of a format of your own says")
        ->type_name("RULES.json")
        ->excludes(format);
    auto* rules = app.add_option("--redaction", choices.redaction,
                                 "Redaction rules; default: the workspace's redaction.json, else "
                                 "the built-in ones")
                      ->type_name("RULES.json");
    app.add_flag("--no-redaction", choices.noRedaction, "Keep secrets as they were recorded")
        ->excludes(rules);
}

tl::expected<trace::ImportOptions, ExitStatus>
importOptions(workspace::Workspace& workspace, const ImportChoices& choices, Session& session)
{
    trace::ImportOptions how;
    how.format = choices.format;
    workspace::Snapshot snapshot = workspace.snapshot();
    how.rules = snapshot.settings.importRules;
    ExitStatus status = ExitStatus::Yes;
    if (!choices.mapping.empty())
        status = readMapping(choices.mapping, how, session);
    const auto own = workspace.absolute(std::string(trace::kRedactionFile));
    std::error_code error;
    if (choices.noRedaction)
        return how;
    if (!choices.redaction.empty())
        status = worse(status, readRedaction(choices.redaction, how, session));
    else if (std::filesystem::exists(own, error))
        status = worse(status, readRedaction(own.string(), how, session));
    else
        status = worse(status, compile(trace::builtInRedaction(), how, session));
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return how;
}

} // namespace remit::cli
