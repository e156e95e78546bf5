// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"
#include "app/cli/estate_option.h"
#include "app/cli/passphrase.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/reviews/review.h"
#include "core/base/text.h"
#include "core/bundle/build/draft.h"

#include <fmt/format.h>

#include <chrono>

namespace remit::cli {
namespace {

struct BuildArguments {
    std::string folder;
    SigningKeys keys;
    bundle::BuildOptions build;
    std::string notBefore;
    std::string expires;
    std::string previous;
    std::string out;
    std::string at;
    bool check = false;
    Format format = Format::Text;
};

/// A review that would acknowledge the finding, to be filled in.
std::string reviewToWrite(const analysis::Finding& finding)
{
    analysis::Review review;
    review.finding = finding.id();
    review.state = analysis::ReviewState::Accepted;
    review.reason = "why it may stay";
    review.owner = "who answers for it";
    return "[\n" + analysis::reviewText(review) + "\n]";
}

void tellFailures(const bundle::ReleaseChecks& checks, const workspace::Snapshot& snapshot,
                  Session& session)
{
    if (checks.failedTests() > 0)
        session.tell(analysis::testReport(checks.tests, checks.results, false, session.colour()));
    for (const analysis::Finding& finding : checks.open) {
        const Diagnostic diagnostic = asDiagnostic(finding);
        std::string text =
            finding.place.file.empty()
                ? fmt::format("{}[{}]: {}\n   = help: {}\n", severityName(diagnostic.severity),
                              diagnostic.code, shown(diagnostic.message), shown(diagnostic.help))
                : rendered(diagnostic, snapshot.source(finding.place.file), session.colour());
        session.tell(text + "   = acknowledge it as: " + finding.id());
    }
    if (!checks.open.empty())
        session.tell("A finding is acknowledged by a review in reviews/, for example:\n" +
                     reviewToWrite(checks.open.front()));
}

std::string checksJson(const bundle::ReleaseChecks& checks, const Session& session)
{
    std::vector<std::string> failed;
    for (std::size_t i = 0; i < checks.results.size(); ++i) {
        if (!checks.results[i].passed)
            failed.push_back(jsonQuoted(checks.tests[i].name));
    }
    std::vector<std::string> open;
    for (const analysis::Finding& finding : checks.open)
        open.push_back(fmt::format(R"({{"finding":{},"message":{}}})", jsonQuoted(finding.id()),
                                   jsonQuoted(finding.message)));
    return fmt::format(R"("failedTests":[{}],"openFindings":[{}],"diagnostics":{})",
                       joined(failed, ","), joined(open, ","), session.diagnosticsJson());
}

/// What is in the way has been told; Yes where nothing is.
ExitStatus judge(const bundle::ReleaseChecks& checks, const workspace::Snapshot& snapshot,
                 Session& session)
{
    Diagnostics errors; // lints and warnings are told by `remit validate`
    for (const Diagnostic& one : checks.diagnostics) {
        if (one.severity == Severity::Error)
            errors.push_back(one);
    }
    reportOfFiles(errors, snapshot, session);
    for (const std::string& problem : checks.traceProblems)
        session.tell(std::string(trimmed(problem)));
    if (checks.passed())
        return ExitStatus::Yes;
    if (session.format() == Format::Json)
        session.printLine("{\"built\":false," + checksJson(checks, session) + "}");
    else
        tellFailures(checks, snapshot, session);
    session.tell("The workspace is not ready to be signed:");
    for (const std::string& objection : objections(checks))
        session.tell("  " + objection);
    return checks.sound ? ExitStatus::No : ExitStatus::Invalid;
}

/// Digest and rule of the bundle that this one follows.
ExitStatus takePrevious(const BuildArguments& arguments, bundle::BuildOptions& options,
                        Session& session)
{
    if (arguments.previous.empty())
        return ExitStatus::Yes;
    const auto bytes = readPacked(arguments.previous, session);
    if (!bytes)
        return bytes.error();
    const auto earlier = bundle::inspect(*bytes, {}, {});
    if (!earlier)
        return refuse(arguments.previous, earlier.error(), session);
    if (!earlier->statement)
        return refuse(arguments.previous, earlier->statement.error(), session);
    if (earlier->statement->revision >= options.revision)
        return session.fail({ErrorCode::Usage,
                             fmt::format("{} has revision {} already", arguments.previous,
                                         earlier->statement->revision),
                             "give a higher one: --revision N"});
    options.previousDigest = earlier->payloadDigest;
    return ExitStatus::Yes;
}

ExitStatus takeTimes(const BuildArguments& arguments, bundle::BuildOptions& options,
                     Session& session)
{
    if (!arguments.notBefore.empty()) {
        const auto time = timeOf(arguments.notBefore, session);
        if (!time)
            return time.error();
        options.notBefore = *time;
    }
    if (!arguments.expires.empty()) {
        const auto time = timeOf(arguments.expires, session);
        if (!time)
            return time.error();
        options.expiresAt = *time;
    }
    return ExitStatus::Yes;
}

ExitStatus writeBundle(const bundle::Draft& draft, const BuildArguments& arguments,
                       const std::vector<bundle::PrivateKey>& keys, Session& session)
{
    const auto bytes = bundle::sealed(draft, keys);
    if (!bytes)
        return session.fail(bytes.error());
    const bundle::Statement& statement = draft.statement;
    const std::string out = arguments.out.empty()
                                ? fmt::format("{}-{}.remit", statement.bundleId, statement.revision)
                                : arguments.out;
    const auto digest = bundle::tarDigest(*bytes);
    const auto payload = bundle::inspect(*bytes, {}, {});
    if (!digest || !payload)
        return session.fail({ErrorCode::Internal, "the bundle cannot be read back", {}});
    if (session.stop().stop_requested())
        return ExitStatus::Interrupted;
    if (const ExitStatus status = session.write(out, *bytes); status != ExitStatus::Yes)
        return status;
    if (out == "-")
        return ExitStatus::Yes;
    if (arguments.format == Format::Json)
        session.printLine(fmt::format(
            R"({{"built":true,"file":{},"bundleId":{},"revision":{},"members":{},"tar":"{}","payload":"{}"}})",
            jsonQuoted(out), jsonQuoted(statement.bundleId), statement.revision,
            draft.members.size(), *digest, payload->payloadDigest));
    else
        session.print(fmt::format("Built {}: {} members, signed by {} key{}.\n{}  {:<14} {}\n  "
                                  "{:<14} {}\n",
                                  out, draft.members.size(), keys.size(),
                                  keys.size() == 1 ? "" : "s", statementLines(statement), "payload",
                                  payload->payloadDigest, "tar", *digest));
    return ExitStatus::Yes;
}

ExitStatus buildBundle(const BuildArguments& arguments, Session& session)
{
    session.setFormat(arguments.format);
    const auto now = timeOf(arguments.at, session);
    if (!now)
        return now.error();
    auto workspace = workspace::Workspace::open(arguments.folder);
    if (!workspace)
        return session.fail(workspace.error());
    bundle::BuildOptions options = arguments.build;
    if (const ExitStatus taken = takeTimes(arguments, options, session); taken != ExitStatus::Yes)
        return taken;
    if (const ExitStatus taken = takePrevious(arguments, options, session);
        taken != ExitStatus::Yes)
        return taken;
    const workspace::Snapshot snapshot = workspace->snapshot();
    const auto checks =
        bundle::checkRelease(*workspace, snapshot, *now, session.job("Checking the workspace"));
    session.endProgress();
    if (!checks)
        return session.fail(checks.error());
    if (const ExitStatus status = judge(*checks, snapshot, session); status != ExitStatus::Yes)
        return status;
    const auto draft = bundle::draftOf(snapshot, *checks, options);
    if (!draft)
        return session.fail(draft.error());
    if (arguments.check) {
        session.print("The workspace is ready to be signed.\n" + statementLines(draft->statement));
        return ExitStatus::Yes;
    }
    if (arguments.keys.files.empty())
        return session.fail({ErrorCode::Usage, "a bundle is signed by a key",
                             "give one: --key K; make one with `remit key generate --out K`"});
    const auto keys = readSigningKeys(arguments.keys, session);
    if (!keys)
        return keys.error();
    return writeBundle(*draft, arguments, *keys, session);
}

void addStatementOptions(CLI::App& app, BuildArguments& arguments)
{
    bundle::BuildOptions& build = arguments.build;
    app.add_option("--revision", build.revision, "Number of the bundle; must rise")
        ->type_name("N")
        ->required();
    app.add_option("--id", build.id,
                   "Id of the bundle (default: remit.json's, else from its name)");
    app.add_option("--target", build.target, "Where it is to be deployed (default: remit.json's)");
    app.add_option("--not-before", arguments.notBefore, "Valid from then on")->type_name("T");
    app.add_option("--expires", arguments.expires, "Valid until then")->type_name("T");
    app.add_option("--previous", arguments.previous, "The bundle that this one follows")
        ->type_name("FILE");
    app.add_option("--profile", build.exportProfile, "Export profile that it is meant for");
    app.add_option("--approved-by", build.approvals, "Who approved it; may be given several times")
        ->type_name("NAME");
}

} // namespace

void addBundleBuild(Commands& group)
{
    auto arguments = std::make_shared<BuildArguments>();
    CLI::App& app =
        group.add("build", "Checks a workspace and packs it into a signed bundle",
                  [arguments](Session& session) { return buildBundle(*arguments, session); });
    addWorkspaceOption(app, arguments->folder);
    addSigningKeys(app, arguments->keys);
    app.get_option("--key")->required(false);
    addStatementOptions(app, *arguments);
    app.add_option("-o,--out", arguments->out, "The bundle (default: ID-REVISION.remit)")
        ->type_name("FILE");
    app.add_flag("--check", arguments->check, "Only tell whether it could be built");
    addTimeOption(app, arguments->at);
    Commands::addFormat(app, arguments->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
