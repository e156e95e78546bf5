// SPDX-License-Identifier: Apache-2.0
#include "app/cli/trust_option.h"

#include "app/cli/estate_option.h"
#include "app/cli/standard_input.h"
#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/bundle/limits.h"

#include <fmt/format.h>

#include <filesystem>

namespace remit::cli {
namespace {

constexpr const char* kAllowNotModelled = "not-modelled";
constexpr const char* kAllowAssumed = "assumed";

bool contains(const std::vector<std::string>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The keys of one file, a public key or a trust file.
ExitStatus addKeysOf(const std::string& file, std::vector<bundle::TrustedKey>& keys,
                     Session& session)
{
    const auto source = session.read(file);
    if (!source)
        return source.error();
    const std::string_view text = (*source)->text();
    if (!bundle::looksLikeTrustFile(text)) {
        const auto key = bundle::parsePublicKey(text, file);
        if (!key)
            return session.fail(key.error());
        const std::string name =
            key->comment.empty() ? std::filesystem::path(file).stem().string() : key->comment;
        keys.push_back({name, key->key, {}, {}});
        return ExitStatus::Yes;
    }
    const auto read = bundle::readTrustFile(text, file);
    const ExitStatus status = session.report(read.diagnostics, **source);
    keys.insert(keys.end(), read.trust.keys.begin(), read.trust.keys.end());
    return status;
}

} // namespace

void addTrustOption(CLI::App& app, std::vector<std::string>& trust)
{
    app.add_option("--trust", trust,
                   "Public key or trust file whose keys count; may be given several times "
                   "(default: the user's own trust file)")
        ->type_name("K.pub");
}

void addDemandOptions(CLI::App& app, TrustDemands& demands)
{
    addTrustOption(app, demands.trust);
    app.add_option("--threshold", demands.threshold,
                   "How many distinct trusted keys must have signed")
        ->type_name("T")
        ->check(CLI::Range(std::size_t{1}, std::size_t{64}))
        ->capture_default_str();
    app.add_option("--id", demands.id, "The bundle must be this one");
    app.add_option("--target", demands.target, "It must be for this target");
    app.add_option("--min-revision", demands.minRevision, "Its revision must be this or higher")
        ->type_name("N");
    app.add_option("--allow", demands.allow,
                   "Take it although its authority is not modelled, or its roots' entitlement is "
                   "assumed")
        ->delimiter(',')
        ->check(CLI::IsMember({kAllowNotModelled, kAllowAssumed}))
        ->type_name("not-modelled,assumed");
    app.add_option("--status", demands.status, "Status list that must be fresh enough for it")
        ->type_name("FILE");
    app.add_option("--record", demands.record,
                   "Record of the revisions accepted so far (default: the user's own)")
        ->type_name("FILE");
    addTimeOption(app, demands.at);
}

tl::expected<std::vector<bundle::TrustedKey>, ExitStatus>
readTrustedKeys(const std::vector<std::string>& files, Session& session)
{
    std::vector<bundle::TrustedKey> keys;
    ExitStatus status = ExitStatus::Yes;
    for (const std::string& file : files)
        status = worse(status, addKeysOf(file, keys, session));
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return keys;
}

std::string recordFile(const TrustDemands& demands)
{
    return demands.record.empty() ? bundle::usualAcceptedRecord().string() : demands.record;
}

tl::expected<bundle::Demands, ExitStatus> demandsOf(const TrustDemands& options, Session& session)
{
    std::vector<std::string> files = options.trust;
    const auto usual = bundle::usualTrustFile();
    std::error_code error;
    if (files.empty() && std::filesystem::exists(usual, error))
        files.push_back(usual.string());
    if (files.empty())
        return tl::unexpected(session.fail({ErrorCode::Usage, "no key is trusted",
                                            "name the signer's public key: --trust K.pub"}));
    auto keys = readTrustedKeys(files, session);
    if (!keys)
        return tl::unexpected(keys.error());
    const auto now = timeOf(options.at, session);
    if (!now)
        return tl::unexpected(now.error());
    bundle::Demands demands;
    demands.keys = std::move(*keys);
    demands.threshold = options.threshold;
    demands.id = options.id;
    demands.target = options.target;
    demands.minRevision = options.minRevision;
    demands.allowNotModelled = contains(options.allow, kAllowNotModelled);
    demands.allowAssumed = contains(options.allow, kAllowAssumed);
    demands.now = *now;
    if (const std::string record = recordFile(options); !record.empty()) {
        auto accepted = bundle::readAcceptedRecord(record);
        if (!accepted)
            return tl::unexpected(session.fail(accepted.error()));
        demands.accepted = std::move(*accepted);
    }
    return demands;
}

tl::expected<std::string, ExitStatus> readPacked(const std::string& file, Session& session)
{
    auto bytes = file == "-" ? readStandardInput(session.stop())
                             : readFile(file, bundle::limits::kPackedBytes);
    if (bytes)
        return std::move(*bytes);
    if (bytes.error().code == ErrorCode::TooLarge)
        return tl::unexpected(
            refuse(file, {bundle::RefusalKind::TooLarge, bytes.error().message, {}}, session));
    return tl::unexpected(session.fail(bytes.error()));
}

ExitStatus refuse(const std::string& file, const bundle::Refusal& refusal, Session& session)
{
    if (session.format() == Format::Text) {
        session.tell(fmt::format("{} is refused: {} [{}]", file, refusal.message,
                                 bundle::name(refusal.kind)));
        if (!refusal.hint.empty())
            session.tell(refusal.hint);
    } else {
        session.printLine(fmt::format(
            R"({{"verified":false,"refusal":{{"reason":"{}","message":{},"hint":{}}}}})",
            bundle::name(refusal.kind), jsonQuoted(refusal.message),
            refusal.hint.empty() ? "null" : jsonQuoted(refusal.hint)));
    }
    return bundle::isMalformed(refusal.kind) ? ExitStatus::Invalid : ExitStatus::No;
}

std::string signatureLines(const std::vector<bundle::SignatureReport>& signatures)
{
    std::string text;
    for (const bundle::SignatureReport& one : signatures) {
        if (!one.signer)
            text += fmt::format("  no trusted key made this signature (it names {})\n",
                                one.keyId.empty() ? "no key" : jsonQuoted(shown(one.keyId)));
        else
            text += fmt::format("  {} {}{}\n", bundle::fingerprint(*one.key), shown(*one.signer),
                                one.inTime ? "" : " (not valid at this time)");
    }
    return text.empty() ? "  nobody\n" : text;
}

std::string signaturesJson(const std::vector<bundle::SignatureReport>& signatures)
{
    std::string text;
    for (const bundle::SignatureReport& one : signatures)
        text +=
            fmt::format(R"({}{{"keyid":{},"signer":{},"fingerprint":{},"inTime":{}}})",
                        text.empty() ? "" : ",", one.keyId.empty() ? "null" : jsonQuoted(one.keyId),
                        one.signer ? jsonQuoted(*one.signer) : "null",
                        one.key ? jsonQuoted(bundle::fingerprint(*one.key)) : "null", one.inTime);
    return "[" + text + "]";
}

} // namespace remit::cli
