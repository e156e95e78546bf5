// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct VerifyOptions {
    std::string file;
    TrustDemands demands;
    Format format = Format::Text;
};

std::string statusJson(const std::optional<bundle::VerifiedStatus>& status)
{
    if (!status)
        return "null";
    return fmt::format(R"({{"number":{},"issuedAt":"{}","events":{},"payload":"{}"}})",
                       status->list.number, rfc3339(status->list.issuedAt),
                       status->list.events.size(), status->payloadDigest);
}

std::string heldJson(const HeldBundle& held, std::size_t threshold)
{
    const bundle::Verified& verified = held.verified;
    const bundle::Statement& statement = verified.statement;
    return fmt::format(
        R"({{"verified":true,"bundleId":{},"revision":{},"target":{},"payload":"{}","tar":"{}","signatures":{},"signers":{},"threshold":{},"authority":"{}","rootEntitlement":"{}","members":{},"continuesAccepted":{},"status":{}}})",
        jsonQuoted(statement.bundleId), statement.revision, jsonQuoted(statement.target),
        verified.payloadDigest, verified.tarDigest, signaturesJson(verified.signatures),
        distinctSigners(verified.signatures), threshold, bundle::nameOf(statement.authority),
        bundle::nameOf(statement.rootEntitlement), verified.members.size(),
        verified.continuesAccepted ? (*verified.continuesAccepted ? "true" : "false") : "null",
        statusJson(held.status));
}

void printHeld(const HeldBundle& held, const VerifyOptions& options, Session& session)
{
    const bundle::Verified& verified = held.verified;
    if (options.format == Format::Json) {
        session.printLine(heldJson(held, options.demands.threshold));
        return;
    }
    session.print(fmt::format("{} verifies, signed by\n{}{}", options.file,
                              signatureLines(verified.signatures),
                              statementLines(verified.statement)));
    session.print(fmt::format("  {:<14} {}\n  {:<14} {}\n", "payload", verified.payloadDigest,
                              "tar", verified.tarDigest));
    if (held.status)
        session.print(fmt::format("  {:<14} {} of {}, {} events\n", "status list",
                                  held.status->list.number, rfc3339(held.status->list.issuedAt),
                                  held.status->list.events.size()));
}

/// What does not refuse it and should be known.
void tellDoubts(const HeldBundle& held, Session& session)
{
    const bundle::Statement& statement = held.verified.statement;
    if (statement.statusMaxAgeSeconds && !held.status)
        session.tell(fmt::format("note: no status list was looked at; without one at most {} s old "
                                 "all grants of this bundle are inactive (--status FILE)",
                                 *statement.statusMaxAgeSeconds));
    if (held.verified.continuesAccepted == false)
        session.tell("note: it does not follow the bundle that was accepted last");
}

ExitStatus verifyBundle(const VerifyOptions& options, bool accept, Session& session)
{
    session.setFormat(options.format);
    const auto demands = demandsOf(options.demands, session);
    if (!demands)
        return demands.error();
    const auto held = holdBundle(options.file, options.demands, *demands, session);
    if (!held)
        return held.error();
    if (accept) {
        const std::string record = recordFile(options.demands);
        if (record.empty())
            return session.fail({ErrorCode::Usage, "there is no place for the record",
                                 "name a file: --record FILE"});
        bundle::Acceptance acceptance{held->verified.statement.bundleId,
                                      held->verified.statement.revision,
                                      held->verified.payloadDigest,
                                      0,
                                      {},
                                      demands->now};
        if (held->status) {
            acceptance.statusNumber = held->status->list.number;
            acceptance.statusDigest = held->status->payloadDigest;
        }
        const auto advanced = bundle::advanceAcceptedRecord(record, acceptance);
        if (!advanced)
            return session.fail(advanced.error());
        if (!*advanced)
            return refuse(options.file, advanced->error(), session);
        session.tell(fmt::format("Revision {} of {} is the one accepted now ({}).",
                                 acceptance.revision, jsonQuoted(acceptance.bundleId), record));
    }
    printHeld(*held, options, session);
    tellDoubts(*held, session);
    return ExitStatus::Yes;
}

void addVerifyCommand(Commands& group, const std::string& name, const std::string& summary,
                      bool accept)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App& app = group.add(name, summary, [options, accept](Session& session) {
        return verifyBundle(*options, accept, session);
    });
    app.add_option("FILE", options->file, "Bundle; - is standard input")->type_name("")->required();
    addDemandOptions(app, options->demands);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace

tl::expected<HeldBundle, ExitStatus> holdBundle(const std::string& file,
                                                const TrustDemands& options,
                                                const bundle::Demands& demands, Session& session)
{
    const auto bytes = readPacked(file, session);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto verified = bundle::verify(*bytes, demands, session.job("Checking member"));
    session.endProgress();
    if (!verified)
        return tl::unexpected(refuse(file, verified.error(), session));
    HeldBundle held{std::move(*verified), {}};
    if (options.status.empty())
        return held;
    const auto text = readPacked(options.status, session);
    if (!text)
        return tl::unexpected(text.error());
    auto status = bundle::verifyStatus(*text, demands);
    if (!status)
        return tl::unexpected(refuse(options.status, status.error(), session));
    const auto fresh = bundle::checkFreshness(held.verified.statement, status->list, demands.now);
    if (!fresh)
        return tl::unexpected(refuse(options.status, fresh.error(), session));
    held.status = std::move(*status);
    return held;
}

void addBundleVerify(Commands& group)
{
    addVerifyCommand(group, "verify",
                     "Tells whether a bundle is whole, current and signed by whom it must", false);
    addVerifyCommand(group, "accept",
                     "Verifies a bundle and remembers its revision: older ones are refused then",
                     true);
}

} // namespace remit::cli
