// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

namespace remit::analysis {
namespace {

std::string hours(std::int64_t milliseconds)
{
    return fmt::format("{:.1f} h", static_cast<double>(milliseconds) / 3'600'000.0);
}

} // namespace

/// Valid for longer than the task that it is for may take.
void findLongLived(FindingLog& log)
{
    for (const authority::Grant& grant : log.registry().grants()) {
        const authority::Task* task = log.registry().task(grant.task);
        const std::int64_t valid = grant.expiresAt.milliseconds - grant.notBefore.milliseconds;
        if (task && valid > task->maxDuration)
            log.addAbout(FindingKind::LongLived, grant,
                         fmt::format("grant {} is valid for {}, its task {} takes {} at most",
                                     grant.id, hours(valid), toText(grant.task),
                                     hours(task->maxDuration)),
                         "let it expire with the task");
    }
    for (const authority::Credential& credential : log.registry().credentials()) {
        const authority::Task* task =
            credential.task ? log.registry().task(*credential.task) : nullptr;
        if (!task || !credential.expiresAt)
            continue;
        const std::int64_t valid =
            credential.expiresAt->milliseconds - credential.issuedAt.milliseconds;
        if (valid > task->maxDuration)
            log.addAbout(FindingKind::LongLived, credential,
                         fmt::format("credential {} is valid for {}, its task {} takes {} at most",
                                     credential.id, hours(valid), toText(*credential.task),
                                     hours(task->maxDuration)),
                         "let it expire with the task");
    }
}

} // namespace remit::analysis
