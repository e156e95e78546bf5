// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle_side.h"

#include "app/cli/trust_option.h"
#include "app/cli/workspace_option.h"
#include "core/bundle/extract.h"
#include "core/workspace/load.h"

#include <filesystem>

namespace remit::cli {

tl::expected<ComparedSide, ExitStatus> openSide(const std::string& path, Session& session)
{
    std::error_code error;
    const std::filesystem::path file(path);
    if (std::filesystem::is_directory(file, error) || file.filename() == workspace::kSettingsFile) {
        auto opened = openWorkspace(path, session);
        if (!opened)
            return tl::unexpected(opened.error());
        return ComparedSide{std::move(opened->snapshot), std::move(opened->setup), {}, {}};
    }
    const auto bytes = readPacked(path, session);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto opened = bundle::openUntrusted(*bytes);
    if (!opened)
        return tl::unexpected(refuse(path, opened.error(), session));
    ComparedSide side{bundle::snapshotOf(opened->members), nullptr, opened->statement,
                      opened->payloadDigest};
    workspace::Loaded loaded = workspace::loadSetup(side.snapshot);
    const ExitStatus status = reportOfFiles(loaded.diagnostics, side.snapshot, session);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    side.setup = std::move(loaded.setup);
    return side;
}

} // namespace remit::cli
