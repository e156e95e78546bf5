// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/export/export.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/bundle/export/targets.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace remit::bundle {

namespace {

using workspace::ExportProfile;
using workspace::ExportTarget;

std::vector<ExportProfile> plainProfiles()
{
    std::vector<ExportProfile> profiles(3);
    profiles[0].name = "cedar";
    profiles[1].name = "agentcore";
    profiles[1].target = ExportTarget::AgentCore;
    profiles[2].name = "verified-permissions";
    profiles[2].target = ExportTarget::VerifiedPermissions;
    return profiles;
}

std::string_view targetName(ExportTarget target)
{
    switch (target) {
    case ExportTarget::Cedar:
        return "cedar";
    case ExportTarget::AgentCore:
        return "agentcore";
    case ExportTarget::VerifiedPermissions:
        return "verified-permissions";
    }
    return "cedar";
}

/// `export.json`: what this folder is, and the digest of each file in it.
ExportedFile manifestOf(const std::vector<ExportedFile>& files, const decision::Setup& setup,
                        const ExportProfile& profile)
{
    nlohmann::ordered_json manifest;
    manifest["export"] = 1;
    manifest["workspace"] = setup.name;
    manifest["profile"] = profile.name;
    manifest["target"] = targetName(profile.target);
    manifest["revision"] = setup.revision;
    for (const ExportedFile& file : files)
        manifest["files"][file.path] = sha256Text(file.content);
    return {"export.json", manifest.dump(2) + "\n"};
}

Result<> checkProfile(const ExportProfile& profile)
{
    if (profile.target != ExportTarget::AgentCore)
        return {};
    if (profile.gateway.empty())
        return failure(ErrorCode::Usage, "policies of a gateway name it, and its ARN is not given",
                       "Write it as \"gateway\" in the profile, or give --gateway ARN.");
    if (profile.gatewayTarget.empty())
        return failure(ErrorCode::Usage,
                       "actions of a gateway are called TARGET___TOOL, and the target is not given",
                       "Write it as \"gatewayTarget\" in the profile, or give --gateway-target "
                       "NAME.");
    return {};
}

Export exportFor(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                 const ExportProfile& profile)
{
    switch (profile.target) {
    case ExportTarget::AgentCore:
        return exportToGateway(setup, snapshot, profile);
    case ExportTarget::VerifiedPermissions:
        return exportPolicyStore(setup, snapshot, profile);
    case ExportTarget::Cedar:
        break;
    }
    return exportPlainCedar(setup, snapshot, profile);
}

} // namespace

Result<ExportProfile> exportProfile(const workspace::Settings& settings, std::string_view name)
{
    std::vector<ExportProfile> known = settings.exportProfiles;
    for (ExportProfile& plain : plainProfiles())
        known.push_back(std::move(plain));
    std::vector<std::string> names;
    for (const ExportProfile& profile : known) {
        if (profile.name == name)
            return profile;
        names.push_back(profile.name);
    }
    const auto meant = nearest(name, names);
    return failure(ErrorCode::NotFound,
                   fmt::format("there is no export profile {}", jsonQuoted(shown(name))),
                   (meant ? fmt::format("Did you mean {}? ", *meant) : std::string()) +
                       "Profiles stand in remit.json as \"exportProfiles\"; cedar, agentcore and "
                       "verified-permissions are always there.");
}

Result<Export> makeExport(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                          const ExportProfile& profile, std::vector<ExportedFile> more)
{
    if (auto checked = checkProfile(profile); !checked)
        return tl::unexpected(checked.error());
    Export made = exportFor(setup, snapshot, profile);
    if (!made.fits()) {
        made.files.clear();
        return made;
    }
    const auto sort = [&made] {
        std::sort(made.files.begin(), made.files.end(),
                  [](const auto& a, const auto& b) { return a.path < b.path; });
    };
    std::move(more.begin(), more.end(), std::back_inserter(made.files));
    sort();
    made.files.push_back(manifestOf(made.files, setup, profile));
    sort();
    return made;
}

std::string describe(const cedar::Policy& policy, std::size_t longest)
{
    const std::string* title = policy.annotation("title");
    const std::string* reason = policy.annotation("reason");
    std::string text = title != nullptr ? *title : std::string();
    if (reason != nullptr)
        text += (text.empty() ? "" : " – ") + *reason;
    if (text.size() <= longest)
        return text;
    std::size_t end = longest - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end; // not within a code point
    return text.substr(0, end) + "…";
}

} // namespace remit::bundle
