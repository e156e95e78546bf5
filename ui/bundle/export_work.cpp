// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/export_work.h"

#include "core/base/file_io.h"
#include "core/base/text.h"
#include "ui/bundle/bundle_work.h"

#include <fmt/format.h>

namespace remit::ui {
namespace {

ExportCheck filesCheck(const bundle::ReleaseChecks& checks)
{
    ExportCheck check{checks.sound, "The workspace's files validate.", {}};
    for (const Diagnostic& one : checks.diagnostics) {
        if (one.severity == Severity::Error)
            check.details.push_back(fmt::format("{}: {}", one.file, one.message));
    }
    if (!checks.sound)
        check.what = "The workspace's files have errors.";
    return check;
}

ExportCheck testsCheck(const bundle::ReleaseChecks& checks)
{
    const std::size_t failed = checks.failedTests();
    ExportCheck check{failed == 0, fmt::format("{} tests pass.", checks.tests.size()), {}};
    if (failed > 0)
        check.what = fmt::format("{} of {} tests fail.", failed, checks.tests.size());
    for (std::size_t i = 0; i < checks.results.size(); ++i) {
        if (!checks.results[i].passed)
            check.details.push_back(fmt::format("{}: {}", checks.tests[i].name,
                                                joined(checks.results[i].differences, " ")));
    }
    return check;
}

ExportCheck findingsCheck(const bundle::ReleaseChecks& checks)
{
    ExportCheck check{
        checks.open.empty(),
        fmt::format("Somebody answers for each of {} findings.", checks.acknowledged.size()),
        {}};
    if (!checks.open.empty())
        check.what = fmt::format("Nobody answers for {} of {} findings.", checks.open.size(),
                                 checks.open.size() + checks.acknowledged.size());
    for (const analysis::Finding& finding : checks.open)
        check.details.push_back(fmt::format("{}: {}", finding.id(), finding.message));
    return check;
}

} // namespace

Result<ExportLook> lookAtExport(const std::filesystem::path& folder,
                                const bundle::BuildOptions& options, const JobControl& control)
{
    auto workspace = workspace::Workspace::open(folder);
    if (!workspace)
        return tl::unexpected(workspace.error());
    const workspace::Snapshot snapshot = workspace->snapshot();
    const auto checks = bundle::checkRelease(*workspace, snapshot, presentTime(), control);
    if (!checks)
        return tl::unexpected(checks.error());
    ExportLook look;
    look.checks.push_back(filesCheck(*checks));
    if (checks->sound) {
        look.checks.push_back(testsCheck(*checks));
        look.checks.push_back(findingsCheck(*checks));
    }
    if (!checks->passed())
        return look;
    auto draft = bundle::draftOf(snapshot, *checks, options);
    if (!draft)
        return tl::unexpected(draft.error());
    look.draft = std::move(*draft);
    return look;
}

Result<bool> isProtectedKey(const std::filesystem::path& key)
{
    const auto text = bundle::readSecretFile(key);
    if (!text)
        return tl::unexpected(text.error());
    const auto form = bundle::formOfPrivateKey(*text, key.filename().string());
    if (!form)
        return tl::unexpected(form.error());
    return *form == bundle::PrivateKeyForm::Protected;
}

Result<> signAndWrite(const bundle::Draft& draft, const std::filesystem::path& key,
                      const bundle::Secret& passphrase, const std::filesystem::path& out)
{
    const auto text = bundle::readSecretFile(key);
    if (!text)
        return tl::unexpected(text.error());
    auto read = bundle::parsePrivateKey(*text, key.filename().string(), passphrase);
    if (!read)
        return tl::unexpected(read.error());
    std::vector<bundle::PrivateKey> keys;
    keys.push_back(std::move(*read));
    const auto bytes = bundle::sealed(draft, keys);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return writeFileAtomically(out, *bytes);
}

} // namespace remit::ui
