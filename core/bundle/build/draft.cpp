// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/build/draft.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/bundle/archive/member_name.h"
#include "core/bundle/verify/verify.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace remit::bundle {
namespace {

using workspace::FileKind;

bool belongsInBundles(FileKind kind)
{
    return kind != FileKind::Traces && kind != FileKind::Tests && kind != FileKind::Reviews &&
           kind != FileKind::Other;
}

/// Of what the files say, not of how they are laid out or called.
std::optional<std::string> schemaDigestOf(const workspace::Snapshot& snapshot)
{
    std::vector<std::string> normal;
    for (const std::string& path : snapshot.paths(FileKind::Schema))
        normal.push_back(
            cedar::toSchemaJson(cedar::parseSchema(*snapshot.files.at(path).text, path)));
    if (normal.empty())
        return std::nullopt;
    std::sort(normal.begin(), normal.end());
    return sha256Text(joined(normal, "\n"));
}

Result<Members> membersOfSnapshot(const workspace::Snapshot& snapshot)
{
    Members members;
    MemberNames names;
    for (const auto& [path, file] : snapshot.files) {
        if (!belongsInBundles(file.kind))
            continue;
        if (const auto why = badMemberName(path))
            return failure(ErrorCode::Invalid,
                           fmt::format("{} cannot go into a bundle: {}", shown(path), *why),
                           "give the file another name");
        if (!names.add(path))
            return failure(
                ErrorCode::Invalid,
                fmt::format("{} has the name of another file but for case or form", shown(path)),
                "give the file another name");
        members.emplace(path, *file.text);
    }
    return members;
}

Result<> checkOptions(const workspace::Settings& settings, const BuildOptions& options)
{
    if (options.revision < 1)
        return failure(ErrorCode::Usage, "a revision is a number from 1",
                       "give the number after that of the last bundle: --revision N");
    if (!options.exportProfile)
        return {};
    std::vector<std::string> names;
    for (const workspace::ExportProfile& profile : settings.exportProfiles)
        names.push_back(profile.name);
    if (std::find(names.begin(), names.end(), *options.exportProfile) != names.end())
        return {};
    const auto near = nearest(*options.exportProfile, names);
    return failure(
        ErrorCode::Usage,
        fmt::format("remit.json has no export profile {}", jsonQuoted(*options.exportProfile)),
        near ? fmt::format("did you mean {}?", jsonQuoted(*near)) : "add it to \"exportProfiles\"");
}

Statement statementFor(const workspace::Settings& settings, const ReleaseChecks& checks,
                       const BuildOptions& options)
{
    const workspace::BundleSettings said = settings.bundle.value_or(workspace::BundleSettings{});
    Statement statement;
    statement.bundleId = options.id.value_or(said.id.empty() ? idOfName(settings.name) : said.id);
    statement.revision = options.revision;
    statement.previousDigest = options.previousDigest;
    statement.notBefore = options.notBefore ? options.notBefore : said.notBefore;
    statement.expiresAt = options.expiresAt ? options.expiresAt : said.expiresAt;
    statement.target = options.target.value_or(said.target);
    statement.language = kCedarLanguageVersion;
    statement.facts = kFactsVersion;
    statement.semantics = kSemanticsVersion;
    statement.authority = settings.authority;
    statement.rootEntitlement = settings.rootEntitlement;
    statement.statusMaxAgeSeconds = said.statusMaxAgeSeconds;
    statement.policyDigest = checks.setup->revision;
    statement.exportProfile = options.exportProfile;
    const auto failed = static_cast<std::int64_t>(checks.failedTests());
    statement.tests = {static_cast<std::int64_t>(checks.tests.size()) - failed, failed};
    statement.replay = checks.replay;
    statement.acknowledged = checks.acknowledged;
    statement.approvals = options.approvals;
    return statement;
}

/// A bundle that we would refuse ourselves is never written.
Result<> readBack(const std::string& bytes, const std::vector<PrivateKey>& keys)
{
    Demands demands;
    demands.threshold = keys.size();
    demands.allowAssumed = demands.allowNotModelled = true;
    for (const PrivateKey& key : keys)
        demands.keys.push_back({"signer", key.publicKey(), {}, {}});
    const auto opened = openUntrusted(bytes);
    if (!opened)
        return failure(
            opened.error().kind == RefusalKind::TooLarge ? ErrorCode::TooLarge : ErrorCode::Invalid,
            "the bundle would be refused: " + opened.error().message, opened.error().hint);
    const auto reports = checkSignatures(opened->envelope, demands.keys, {});
    if (const auto enough = enoughSigners(reports, demands.threshold); !enough)
        return failure(ErrorCode::Invalid, "the bundle would be refused: " + enough.error().message,
                       "give each key once");
    return {};
}

} // namespace

std::string idOfName(std::string_view name)
{
    std::string id;
    for (const char c : foldedName(name)) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (word)
            id += c;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    id.erase(id.find_last_not_of('-') + 1);
    return id.empty() ? "workspace" : id;
}

Result<Draft> draftOf(const workspace::Snapshot& snapshot, const ReleaseChecks& checks,
                      const BuildOptions& options)
{
    if (!checks.passed())
        return failure(ErrorCode::Invalid, "the workspace is not ready to be signed",
                       joined(objections(checks), "; "));
    if (const Result<> good = checkOptions(snapshot.settings, options); !good)
        return tl::unexpected(good.error());
    auto members = membersOfSnapshot(snapshot);
    if (!members)
        return tl::unexpected(members.error());
    Draft draft{statementFor(snapshot.settings, checks, options), std::move(*members)};
    Statement& statement = draft.statement;
    if (trimmed(statement.bundleId).empty())
        return failure(ErrorCode::Usage, "the bundle has no id", "give one: --id NAME");
    if (statement.notBefore && statement.expiresAt && *statement.expiresAt <= *statement.notBefore)
        return failure(ErrorCode::Invalid, "the bundle expires before it becomes valid",
                       "look at both dates");
    statement.schemaDigest = schemaDigestOf(snapshot);
    for (const auto& [name, content] : draft.members)
        statement.subjects.emplace(name, hex(sha256(content)));
    return draft;
}

Result<std::string> sealed(const Draft& draft, const std::vector<PrivateKey>& keys)
{
    if (keys.empty())
        return failure(ErrorCode::Usage, "a bundle is signed by a key", "give one: --key K");
    Envelope envelope;
    envelope.payload = statementText(draft.statement);
    envelope.payloadType = kStatementPayload;
    for (const PrivateKey& key : keys)
        addSignature(envelope, key);
    std::string bytes = packed(envelope, draft.members);
    if (const Result<> good = readBack(bytes, keys); !good)
        return tl::unexpected(good.error());
    return bytes;
}

Checked<std::string> countersigned(std::string_view bytes, const PrivateKey& key)
{
    auto opened = openUntrusted(bytes);
    if (!opened)
        return tl::unexpected(opened.error());
    addSignature(opened->envelope, key);
    return packed(opened->envelope, opened->members);
}

} // namespace remit::bundle
