// SPDX-License-Identifier: Apache-2.0
#include "app/cli/estate_option.h"

#include "core/analysis/estate_of.h"
#include "core/base/text.h"

#include <chrono>

namespace remit::cli {

void addTimeOption(CLI::App& app, std::string& at)
{
    app.add_option("--at", at, "The time asked for, as 2026-03-02T10:05:00Z (default: now)")
        ->type_name("T");
}

tl::expected<Instant, ExitStatus> timeOf(const std::string& at, Session& session)
{
    if (at.empty())
        return currentInstant();
    if (const auto time = parseRfc3339(at))
        return *time;
    return tl::unexpected(session.fail(
        {ErrorCode::Usage, jsonQuoted(at) + " is no time", "Write it as 2026-03-02T10:05:00Z."}));
}

tl::expected<OpenedEstate, ExitStatus> openEstate(const std::string& folder, Session& session)
{
    auto opened = openWorkspace(folder, session);
    if (!opened)
        return tl::unexpected(opened.error());
    auto estate = analysis::estateOf(*opened->setup);
    if (!estate)
        return tl::unexpected(session.fail(estate.error()));
    auto history = std::make_shared<const authority::History>(
        *estate->registry, std::vector<authority::LifecycleEvent>());
    return OpenedEstate{std::move(*opened), std::move(*estate), std::move(history)};
}

} // namespace remit::cli
