// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"
#include "app/cli/estate_option.h"
#include "app/cli/passphrase.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct StatusOptions {
    std::string file;
    std::string out;
    SigningKeys keys;
    std::int64_t number = 0;
    std::string bundle;
    std::string previous;
    std::vector<std::string> events;
    TrustDemands demands;
    bool accept = false;
    Format format = Format::Text;
};

std::string eventLine(const bundle::StatusEvent& event)
{
    return fmt::format("  {} {} {} {}\n", rfc3339(event.at), event.object,
                       jsonQuoted(shown(event.id)), event.event);
}

void printStatus(const bundle::VerifiedStatus& status, const StatusOptions& options,
                 Session& session)
{
    const bundle::StatusList& list = status.list;
    if (options.format == Format::Json) {
        session.printLine(fmt::format(
            R"({{"verified":true,"payload":"{}","signatures":{},"list":{}}})", status.payloadDigest,
            signaturesJson(status.signatures), bundle::statusText(list)));
        return;
    }
    session.print(fmt::format("{} holds: status list {} of {}, issued at {}, signed by\n{}",
                              options.file, list.number, jsonQuoted(shown(list.bundleId)),
                              rfc3339(list.issuedAt), signatureLines(status.signatures)));
    for (const bundle::StatusEvent& event : list.events)
        session.print(eventLine(event));
    if (list.events.empty())
        session.print("  nothing was revoked\n");
}

ExitStatus checkFreshnessFor(const StatusOptions& options, const bundle::Demands& demands,
                             const bundle::StatusList& list, Session& session)
{
    if (options.bundle.empty())
        return ExitStatus::Yes;
    const auto bytes = readPacked(options.bundle, session);
    if (!bytes)
        return bytes.error();
    const auto verified = bundle::verify(*bytes, demands);
    if (!verified)
        return refuse(options.bundle, verified.error(), session);
    const auto fresh = bundle::checkFreshness(verified->statement, list, demands.now);
    return fresh ? ExitStatus::Yes : refuse(options.file, fresh.error(), session);
}

ExitStatus checkStatus(const StatusOptions& options, Session& session)
{
    const auto demands = demandsOf(options.demands, session);
    if (!demands)
        return demands.error();
    const auto text = readPacked(options.file, session);
    if (!text)
        return text.error();
    const auto status = bundle::verifyStatus(*text, *demands);
    if (!status)
        return refuse(options.file, status.error(), session);
    const ExitStatus fresh = checkFreshnessFor(options, *demands, status->list, session);
    if (fresh != ExitStatus::Yes)
        return fresh;
    if (options.accept) {
        const auto advanced =
            bundle::advanceAcceptedRecord(recordFile(options.demands), {status->list.bundleId,
                                                                        0,
                                                                        {},
                                                                        status->list.number,
                                                                        status->payloadDigest,
                                                                        demands->now});
        if (!advanced)
            return session.fail(advanced.error());
        if (!*advanced)
            return refuse(options.file, advanced->error(), session);
    }
    printStatus(*status, options, session);
    return ExitStatus::Yes;
}

/// What the list before says goes on holding.
ExitStatus takePreviousStatus(const StatusOptions& options, bundle::StatusList& list,
                              Session& session)
{
    if (options.previous.empty())
        return ExitStatus::Yes;
    const auto text = readPacked(options.previous, session);
    if (!text)
        return text.error();
    const auto envelope = bundle::readEnvelope(*text);
    if (!envelope)
        return refuse(options.previous, envelope.error(), session);
    const auto before = bundle::readStatus(envelope->payload);
    if (!before)
        return refuse(options.previous, before.error(), session);
    if (before->number >= list.number ||
        (!list.bundleId.empty() && list.bundleId != before->bundleId))
        return session.fail({ErrorCode::Usage,
                             fmt::format("{} is list {} of {}", options.previous, before->number,
                                         jsonQuoted(shown(before->bundleId))),
                             "give the list before of the same bundle, and a higher number"});
    list.bundleId = before->bundleId;
    list.events = before->events;
    return ExitStatus::Yes;
}

ExitStatus takeEvents(const StatusOptions& options, bundle::StatusList& list, Session& session)
{
    ExitStatus status = ExitStatus::Yes;
    for (const std::string& file : options.events) {
        const auto source = session.read(file);
        if (!source)
            return source.error();
        const auto read = bundle::readStatusEvents((*source)->text(), file);
        status = worse(status, session.report(read.diagnostics, **source));
        list.events = bundle::mergedEvents(std::move(list.events), read.events);
    }
    return status;
}

ExitStatus takeBundleId(const StatusOptions& options, bundle::StatusList& list, Session& session)
{
    list.bundleId = options.demands.id.value_or(std::string());
    if (!options.bundle.empty()) {
        const auto bytes = readPacked(options.bundle, session);
        if (!bytes)
            return bytes.error();
        const auto said = bundle::inspect(*bytes, {}, {});
        if (!said)
            return refuse(options.bundle, said.error(), session);
        if (!said->statement)
            return refuse(options.bundle, said->statement.error(), session);
        list.bundleId = said->statement->bundleId;
    }
    return ExitStatus::Yes;
}

ExitStatus makeStatus(const StatusOptions& options, Session& session)
{
    bundle::StatusList list;
    list.number = options.number;
    const auto now = timeOf(options.demands.at, session);
    if (!now)
        return now.error();
    list.issuedAt = *now;
    for (const auto step : {takeBundleId, takePreviousStatus, takeEvents}) {
        if (const ExitStatus status = step(options, list, session); status != ExitStatus::Yes)
            return status;
    }
    if (list.number < 1 || list.bundleId.empty() || options.keys.files.empty())
        return session.fail({ErrorCode::Usage, "a status list has a number, a bundle and a key",
                             "give --number N, --id ID (or --bundle FILE) and --key K"});
    const auto keys = readSigningKeys(options.keys, session);
    if (!keys)
        return keys.error();
    bundle::Envelope envelope{bundle::statusText(list), std::string(bundle::kStatusPayload), {}};
    for (const bundle::PrivateKey& key : *keys)
        bundle::addSignature(envelope, key);
    const ExitStatus status = session.write(options.out, bundle::envelopeText(envelope));
    if (status == ExitStatus::Yes && options.out != "-")
        session.tell(fmt::format("Wrote {}: status list {} of {}, {} events.", options.out,
                                 list.number, jsonQuoted(list.bundleId), list.events.size()));
    return status;
}

ExitStatus runStatus(const StatusOptions& options, Session& session)
{
    session.setFormat(options.format);
    if (options.out.empty() == options.file.empty())
        return session.fail({ErrorCode::Usage, "name a status list to look at, or one to make",
                             "run `remit bundle status FILE --trust K.pub`, or `remit bundle "
                             "status --out FILE --key K --number N --id ID`"});
    return options.out.empty() ? checkStatus(options, session) : makeStatus(options, session);
}

} // namespace

void addBundleStatus(Commands& group)
{
    auto options = std::make_shared<StatusOptions>();
    CLI::App& app =
        group.add("status", "Verifies a status list, or makes one: what was revoked since",
                  [options](Session& session) { return runStatus(*options, session); });
    app.add_option("FILE", options->file, "Status list to verify; - is standard input")
        ->type_name("");
    addDemandOptions(app, options->demands);
    app.remove_option(app.get_option("--status"));
    app.remove_option(app.get_option("--min-revision"));
    app.add_option("--bundle", options->bundle,
                   "The bundle that it must be fresh enough for, or that a new one is about")
        ->type_name("FILE");
    app.add_flag("--accept", options->accept, "Remember its number: older ones are refused then");
    app.add_option("-o,--out", options->out, "Make a status list here")->type_name("FILE");
    app.add_option("--number", options->number, "Its number; must rise")->type_name("N");
    app.add_option("--event", options->events,
                   "What happened, as JSON: {\"event\": \"revoke\", \"object\": \"grant\", \"id\": "
                   "…, \"at\": …}; may be given several times")
        ->type_name("E.json");
    app.add_option("--previous", options->previous, "The list before, whose events go on holding")
        ->type_name("FILE");
    addSigningKeys(app, options->keys);
    app.get_option("--key")->required(false);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
