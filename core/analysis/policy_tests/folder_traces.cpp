// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/policy_tests/folder_traces.h"

#include "core/base/text.h"
#include "core/trace/import.h"

#include <algorithm>

namespace remit::analysis {

TraceLoader tracesBelow(const std::filesystem::path& folder, std::vector<trace::ImportRule> rules)
{
    trace::ImportOptions options;
    options.rules = std::move(rules);
    return [folder, options](const std::string& path) -> Result<std::vector<trace::Event>> {
        const std::filesystem::path relative(path);
        const bool outside = relative.is_absolute() ||
                             std::find(relative.begin(), relative.end(), "..") != relative.end();
        if (outside)
            return failure(ErrorCode::Invalid,
                           "The trace " + shown(path) + " is not in the workspace.");
        auto read = trace::readTraces({folder / relative}, options, {});
        if (!read)
            return tl::unexpected<Error>(read.error());
        return std::move(read->events);
    };
}

} // namespace remit::analysis
