// SPDX-License-Identifier: Apache-2.0
#include "core/authority/entitlement.h"

#include "app/cli/commands.h"
#include "app/cli/estate_option.h"
#include "core/authority/blast_radius.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/decide.h"
#include "core/report/authorization_details.h"
#include "core/report/entitlement_text.h"

namespace remit::cli {
namespace {

struct EntitlementOptions {
    std::string folder;
    std::string principal;
    std::string at;
    std::string task; ///< "id" or "id@version": its authorization_details are wanted
    bool from = false;
    Format format = Format::Text;
};

/// A credential's id, a uid, or a bare name of an agent.
struct Subject {
    const authority::Credential* credential = nullptr;
    cedar::EntityUid uid;
};

Subject subjectOf(const EntitlementOptions& options, const decision::Setup& setup)
{
    Subject subject;
    if (options.from)
        subject.credential = setup.registry->credential(options.principal);
    subject.uid = decision::principalOf(
        options.principal, setup.types.agents.empty() ? "Agent" : setup.types.agents.front());
    return subject;
}

ExitStatus tellBlast(authority::Reaches& reaches, const OpenedEstate& opened,
                     const Subject& subject, Instant time, Format format, Session& session)
{
    const authority::BlastRadius blast =
        subject.credential ? blastRadius(reaches, *opened.history, *subject.credential, time)
                           : blastRadius(reaches, *opened.history, subject.uid, time);
    if (format == Format::Json)
        session.printLine(report::blastJson(blast, *opened.estate.inventory, time));
    else
        session.print(report::blastText(blast, *opened.estate.inventory, time));
    return ExitStatus::Yes;
}

/// The version that is named, else the newest one.
std::optional<authority::TaskRef> taskNamed(const std::string& text,
                                            const authority::Registry& registry)
{
    const auto ref = authority::parseTaskRef(text);
    if (ref)
        return registry.task(*ref) != nullptr ? ref : std::nullopt;
    const auto versions = registry.versions(text);
    return versions.empty() ? std::nullopt : std::optional(versions.back()->ref);
}

ExitStatus tellDetails(const EntitlementOptions& options, Session& session)
{
    auto opened = openEstate(options.folder, session);
    if (!opened)
        return opened.error();
    const decision::Setup& setup = *opened->opened.setup;
    const auto task = taskNamed(options.task, *setup.registry);
    if (!task) {
        std::vector<std::string> known;
        for (const authority::Task& each : setup.registry->tasks())
            known.push_back(toText(each.ref));
        return session.fail({ErrorCode::NotFound,
                             "The workspace has no task " + shown(options.task) + ".",
                             known.empty() ? "It has no tasks at all; they stand in tasks/*.json."
                                           : "Its tasks: " + joined(known, ", ") + "."});
    }
    authority::Reaches reaches(opened->estate);
    session.print(report::authorizationDetails(setup, reaches, *task));
    return ExitStatus::Yes;
}

ExitStatus tellEntitlement(const EntitlementOptions& options, Session& session)
{
    session.setFormat(options.format);
    if (!options.task.empty() && !options.principal.empty())
        return session.fail({ErrorCode::Usage, "A principal and a task are named.",
                             "Ask for one of them at a time."});
    if (!options.task.empty())
        return tellDetails(options, session);
    if (options.principal.empty())
        return session.fail(
            {ErrorCode::Usage, "No principal is named.", "Name one, or a task with --task."});
    const auto time = timeOf(options.at, session);
    if (!time)
        return time.error();
    auto opened = openEstate(options.folder, session);
    if (!opened)
        return opened.error();
    const Subject subject = subjectOf(options, *opened->opened.setup);
    authority::Reaches reaches(opened->estate);
    if (options.from)
        return tellBlast(reaches, *opened, subject, *time, options.format, session);
    const authority::Entitlement entitlement =
        entitlementOf(reaches, *opened->history, subject.uid, *time);
    if (options.format == Format::Json)
        session.printLine(report::entitlementJson(reaches, entitlement));
    else
        session.print(report::entitlementText(reaches, entitlement));
    return ExitStatus::Yes;
}

} // namespace

void addEntitlement(Commands& commands)
{
    auto options = std::make_shared<EntitlementOptions>();
    CLI::App& app =
        commands.add("entitlement", "Tells what a principal may do, and through which chains",
                     [options](Session& session) { return tellEntitlement(*options, session); });
    app.add_option("PRINCIPAL", options->principal,
                   "Uid text (Agent::\"planner\"), or the name of an agent; with --from also "
                   "the id of a credential")
        ->type_name("");
    app.add_option("--task", options->task,
                   "Print what the task hands on at its roots, as OAuth authorization_details "
                   "(RFC 9396)")
        ->type_name("ID[@VERSION]");
    addWorkspaceOption(app, options->folder);
    addTimeOption(app, options->at);
    app.add_flag("--from", options->from,
                 "Blast radius: what whoever has taken it over can reach, with all below it");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
