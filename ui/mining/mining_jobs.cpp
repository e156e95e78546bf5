// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_jobs.h"

#include "core/decision/decide.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/studio.h"

#include <utility>

namespace remit::ui {

MiningJobs::MiningJobs(Studio& studio, QObject* parent) : QObject(parent), m_studio(studio) {}

template <class T>
void MiningJobs::run(const QString& title, const QString& key,
                     std::function<Result<T>(const JobControl&)> work, std::function<void(T)> take)
{
    m_studio.jobs().run<T>({.title = title, .key = key, .listed = false}, std::move(work), this,
                           [this, take = std::move(take)](Result<T> result) {
                               if (result)
                                   take(std::move(*result));
                               else if (result.error().code != ErrorCode::Cancelled)
                                   m_studio.notifications().report(result.error());
                           });
}

void MiningJobs::look(const ReplayPtr& replay, std::function<void(MiningSeen)> take)
{
    run<MiningSeen>(
        tr("Look at what tasks did"), QStringLiteral("mine"),
        [replay](const JobControl& job) -> Result<MiningSeen> {
            const auto calls = analysis::observedCalls(*replay->decider, *replay->source, {}, job);
            if (!calls)
                return tl::unexpected<Error>(calls.error());
            return MiningSeen{analysis::taskProfiles(*calls), analysis::grantProfiles(*calls)};
        },
        std::move(take));
}

void MiningJobs::mineInventories(const ReplayPtr& replay,
                                 std::function<void(analysis::InventoryProposal)> take)
{
    run<analysis::InventoryProposal>(
        tr("Mine inventories"), QStringLiteral("mine-inventories"),
        [replay](const JobControl& job) {
            return analysis::mineInventories(*replay->decider, *replay->source, {{}, true}, job);
        },
        std::move(take));
}

void MiningJobs::tryPolicies(const ReplayPtr& replay, const analysis::Proposal& proposal,
                             std::function<void(analysis::ProposalTrial)> take)
{
    run<analysis::ProposalTrial>(
        tr("Try the proposal"), QStringLiteral("mine-trial"),
        [replay, proposal](const JobControl& job) {
            return analysis::tryProposal(*replay->decider, *replay->source, proposal, job);
        },
        std::move(take));
}

void MiningJobs::tryInventories(const ReplayPtr& replay,
                                const std::vector<analysis::InventoryAddition>& additions,
                                std::function<void(analysis::InventoryTrial)> take)
{
    run<analysis::InventoryTrial>(
        tr("Try the proposal"), QStringLiteral("mine-trial"),
        [replay, additions](const JobControl& job) {
            return analysis::tryInventories(*replay->decider, *replay->source, additions, job);
        },
        std::move(take));
}

} // namespace remit::ui
