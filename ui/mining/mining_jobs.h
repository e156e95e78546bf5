// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mining/inventory_edit.h"
#include "core/analysis/mining/trial.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace remit::ui {

class Studio;
struct ReplayResult;

/// What was seen, by task and by grant.
struct MiningSeen {
    std::vector<analysis::TaskProfile> tasks;
    std::vector<analysis::GrantProfile> grants;
};

/// The work of the mining wizard, on workers. What is asked again replaces what still runs; errors
/// are reported, and only results come back.
class MiningJobs : public QObject {
public:
    using ReplayPtr = std::shared_ptr<const ReplayResult>;

    MiningJobs(Studio& studio, QObject* parent);

    void look(const ReplayPtr& replay, std::function<void(MiningSeen)> take);
    void mineInventories(const ReplayPtr& replay,
                         std::function<void(analysis::InventoryProposal)> take);
    void tryPolicies(const ReplayPtr& replay, const analysis::Proposal& proposal,
                     std::function<void(analysis::ProposalTrial)> take);
    void tryInventories(const ReplayPtr& replay,
                        const std::vector<analysis::InventoryAddition>& additions,
                        std::function<void(analysis::InventoryTrial)> take);

private:
    template <class T>
    void run(const QString& title, const QString& key,
             std::function<Result<T>(const JobControl&)> work, std::function<void(T)> take);

    Studio& m_studio;
};

} // namespace remit::ui
