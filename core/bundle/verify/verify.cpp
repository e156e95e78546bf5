// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/verify/verify.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/bundle/limits.h"
#include "core/workspace/settings.h"

#include <fmt/format.h>

namespace remit::bundle {
namespace {

Checked<> checkPayloadType(const Envelope& envelope, std::string_view expected)
{
    if (envelope.payloadType == expected)
        return {};
    return refused(RefusalKind::WrongPayloadType,
                   fmt::format("it is signed as {}, and {} is needed",
                               jsonQuoted(shown(envelope.payloadType)), expected),
                   "check that it is the kind of file you meant");
}

Checked<> checkValidity(const Statement& statement, Instant now)
{
    if (statement.notBefore && now < *statement.notBefore)
        return refused(RefusalKind::NotYetValid,
                       fmt::format("it is valid from {} on", rfc3339(*statement.notBefore)),
                       "wait, or check the clock");
    if (statement.expiresAt && now >= *statement.expiresAt)
        return refused(RefusalKind::Expired,
                       fmt::format("it has expired at {}", rfc3339(*statement.expiresAt)),
                       "get the current bundle");
    return {};
}

Checked<> checkVersions(const Statement& statement)
{
    const auto check = [](std::string_view what, const std::string& written,
                          std::string_view known) -> Checked<> {
        if (written == known)
            return {};
        return refused(RefusalKind::UnknownVersion,
                       fmt::format("its {} are {}, and this program knows {}", what,
                                   jsonQuoted(shown(written)), known),
                       "verify it with the version of Remit that built it");
    };
    if (const auto facts = check("facts", statement.facts, kFactsVersion); !facts)
        return facts;
    if (const auto rules = check("semantics", statement.semantics, kSemanticsVersion); !rules)
        return rules;
    return check("policies", statement.language, kCedarLanguageVersion);
}

Checked<> checkIdentity(const Statement& statement, const Demands& demands)
{
    if (demands.id && *demands.id != statement.bundleId)
        return refused(RefusalKind::WrongId,
                       fmt::format("it is the bundle {}, and {} is wanted",
                                   jsonQuoted(shown(statement.bundleId)), jsonQuoted(*demands.id)));
    if (demands.target && *demands.target != statement.target)
        return refused(RefusalKind::WrongTarget,
                       fmt::format("it is for the target {}, and {} is wanted",
                                   jsonQuoted(shown(statement.target)),
                                   jsonQuoted(*demands.target)));
    return {};
}

Checked<> checkAuthority(const Statement& statement, const Demands& demands)
{
    if (statement.authority == decision::Authority::NotModelled && !demands.allowNotModelled)
        return refused(RefusalKind::NotModelled,
                       "it says nothing about who delegated what (authority: not modelled)",
                       "if that is meant, allow it: --allow not-modelled");
    if (statement.rootEntitlement == decision::RootEntitlement::Assumed && !demands.allowAssumed)
        return refused(RefusalKind::Assumed,
                       "it takes the roots of its chains to be entitled to everything "
                       "(rootEntitlement: assumed)",
                       "if that is meant, allow it: --allow assumed");
    return {};
}

Checked<> checkRevision(const Statement& statement, const std::string& payloadDigest,
                        const Demands& demands)
{
    if (demands.minRevision && statement.revision < *demands.minRevision)
        return refused(RefusalKind::OlderRevision,
                       fmt::format("it is revision {}, and at least {} is wanted",
                                   statement.revision, *demands.minRevision),
                       "get the current bundle");
    return demands.accepted.checkRevision(statement.bundleId, statement.revision, payloadDigest);
}

Checked<> checkDemands(const Statement& statement, const std::string& payloadDigest,
                       const Demands& demands)
{
    if (const auto identity = checkIdentity(statement, demands); !identity)
        return identity;
    if (const auto versions = checkVersions(statement); !versions)
        return versions;
    if (const auto authority = checkAuthority(statement, demands); !authority)
        return authority;
    if (const auto validity = checkValidity(statement, demands.now); !validity)
        return validity;
    return checkRevision(statement, payloadDigest, demands);
}

/// The statement must not promise what remit.json does not say.
Checked<> checkSettings(const Statement& statement, const Members& members)
{
    const auto file = members.find(std::string(workspace::kSettingsFile));
    if (file == members.end())
        return refused(RefusalKind::MissingMember, "it has no remit.json",
                       "build it with `remit bundle build`");
    const workspace::ReadSettings read = workspace::readSettings(file->second);
    if (hasErrors(read.diagnostics))
        return refused(RefusalKind::BadWorkspace,
                       "its remit.json cannot be read: " + read.diagnostics.front().message,
                       "verify it with the version of Remit that built it");
    if (read.settings.authority != statement.authority)
        return refused(RefusalKind::SettingsDiffer,
                       fmt::format("its statement says authority {}, its remit.json {}",
                                   nameOf(statement.authority), nameOf(read.settings.authority)));
    if (read.settings.rootEntitlement != statement.rootEntitlement)
        return refused(RefusalKind::SettingsDiffer,
                       fmt::format("its statement says rootEntitlement {}, its remit.json {}",
                                   nameOf(statement.rootEntitlement),
                                   nameOf(read.settings.rootEntitlement)));
    return {};
}

std::optional<bool> continues(const Statement& statement, const AcceptedRecord& accepted)
{
    const auto known = accepted.revisions.find(statement.bundleId);
    if (!statement.previousDigest || known == accepted.revisions.end() ||
        known->second.number >= statement.revision)
        return std::nullopt;
    return *statement.previousDigest == known->second.payloadDigest;
}

} // namespace

Checked<Verified> verify(std::string_view packed, const Demands& demands, const JobControl& control)
{
    auto package = PackageReader::open(packed);
    if (!package)
        return tl::unexpected(package.error());
    const Envelope& envelope = package->envelope();
    Verified verified;
    verified.payloadDigest = package->payloadDigest();
    verified.signatures = checkSignatures(envelope, demands.keys, demands.now);
    if (const auto enough = enoughSigners(verified.signatures, demands.threshold); !enough)
        return tl::unexpected(enough.error());
    if (const auto type = checkPayloadType(envelope, kStatementPayload); !type)
        return tl::unexpected(type.error());
    auto statement = readStatement(envelope.payload);
    if (!statement)
        return tl::unexpected(statement.error());
    verified.statement = std::move(*statement);
    if (const auto fits = checkDemands(verified.statement, verified.payloadDigest, demands); !fits)
        return tl::unexpected(fits.error());
    auto members = package->members(verified.statement, control);
    if (!members)
        return tl::unexpected(members.error());
    verified.members = std::move(*members);
    if (const auto settings = checkSettings(verified.statement, verified.members); !settings)
        return tl::unexpected(settings.error());
    const auto digest = tarDigest(packed);
    if (!digest)
        return tl::unexpected(digest.error());
    verified.tarDigest = *digest;
    verified.continuesAccepted = continues(verified.statement, demands.accepted);
    return verified;
}

Checked<VerifiedStatus> verifyStatus(std::string_view text, const Demands& demands)
{
    if (text.size() > limits::kStatusBytes)
        return refused(RefusalKind::TooLarge, fmt::format("the status list is larger than {} MiB",
                                                          limits::kStatusBytes >> 20U));
    const auto envelope = readEnvelope(text);
    if (!envelope)
        return tl::unexpected(envelope.error());
    VerifiedStatus verified;
    verified.payloadDigest = sha256Text(envelope->payload);
    verified.signatures = checkSignatures(*envelope, demands.keys, demands.now);
    if (const auto enough = enoughSigners(verified.signatures, demands.threshold); !enough)
        return tl::unexpected(enough.error());
    if (const auto type = checkPayloadType(*envelope, kStatusPayload); !type)
        return tl::unexpected(type.error());
    auto list = readStatus(envelope->payload);
    if (!list)
        return tl::unexpected(list.error());
    verified.list = std::move(*list);
    if (demands.id && *demands.id != verified.list.bundleId)
        return refused(RefusalKind::StatusOfAnother,
                       fmt::format("it is the status list of {}, and that of {} is wanted",
                                   jsonQuoted(shown(verified.list.bundleId)),
                                   jsonQuoted(*demands.id)));
    if (verified.list.issuedAt > demands.now)
        return refused(RefusalKind::StatusFromFuture,
                       fmt::format("the status list is of {}, which is in the future",
                                   rfc3339(verified.list.issuedAt)),
                       "check the clock");
    const auto known = demands.accepted.checkStatus(verified.list.bundleId, verified.list.number,
                                                    verified.payloadDigest);
    if (!known)
        return tl::unexpected(known.error());
    return verified;
}

Checked<> checkFreshness(const Statement& statement, const StatusList& status, Instant now)
{
    if (status.bundleId != statement.bundleId)
        return refused(RefusalKind::StatusOfAnother,
                       fmt::format("it is the status list of {}, not of {}",
                                   jsonQuoted(shown(status.bundleId)),
                                   jsonQuoted(shown(statement.bundleId))));
    if (!statement.statusMaxAgeSeconds)
        return {};
    const std::int64_t age = (now.milliseconds - status.issuedAt.milliseconds) / 1000;
    const bool fresh =
        now.milliseconds - status.issuedAt.milliseconds <= *statement.statusMaxAgeSeconds * 1000;
    if (fresh)
        return {};
    return refused(RefusalKind::StaleStatus,
                   fmt::format("the status list is {} s old, and the bundle allows {} s: all its "
                               "grants are inactive",
                               age, *statement.statusMaxAgeSeconds),
                   "get the current status list");
}

Checked<Inspected> inspect(std::string_view packed, const std::vector<TrustedKey>& trusted,
                           Instant now)
{
    const auto package = PackageReader::open(packed);
    if (!package)
        return tl::unexpected(package.error());
    const Envelope& envelope = package->envelope();
    Inspected inspected{envelope, package->payloadDigest(), checkSignatures(envelope, trusted, now),
                        Statement{}};
    const auto type = checkPayloadType(envelope, kStatementPayload);
    inspected.statement =
        type ? readStatement(envelope.payload) : Checked<Statement>(tl::unexpected(type.error()));
    return inspected;
}

Checked<Untrusted> openUntrusted(std::string_view packed)
{
    auto package = PackageReader::open(packed);
    if (!package)
        return tl::unexpected(package.error());
    Untrusted untrusted;
    untrusted.envelope = package->envelope();
    untrusted.payloadDigest = package->payloadDigest();
    if (const auto type = checkPayloadType(untrusted.envelope, kStatementPayload); !type)
        return tl::unexpected(type.error());
    auto statement = readStatement(untrusted.envelope.payload);
    if (!statement)
        return tl::unexpected(statement.error());
    untrusted.statement = std::move(*statement);
    auto members = package->members(untrusted.statement);
    if (!members)
        return tl::unexpected(members.error());
    untrusted.members = std::move(*members);
    if (const auto settings = checkSettings(untrusted.statement, untrusted.members); !settings)
        return tl::unexpected(settings.error());
    return untrusted;
}

} // namespace remit::bundle
