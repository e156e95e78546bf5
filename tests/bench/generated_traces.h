// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/setup.h"
#include "core/replay/event_source.h"

#include <memory>
#include <string>
#include <vector>

namespace remit::bench {

/// Recorded sessions that are made when they are read, always the same: memory does not grow with
/// their number. A session has a person's message and 20 calls with their results. With chains of
/// `hops` grants (see withChains) the run names the person, the task and the credential too.
class GeneratedTraces final : public replay::EventSource {
public:
    static constexpr std::size_t kCallsPerSession = 20;
    explicit GeneratedTraces(std::size_t calls, std::size_t hops = 0);

    [[nodiscard]] const std::vector<replay::Session>& sessions() const override
    {
        return m_sessions;
    }
    [[nodiscard]] Result<replay::Events> events(std::size_t session) const override;

private:
    std::vector<replay::Session> m_sessions;
    std::size_t m_hops;
};

/// A workspace of that many policies over the generated calls: most for some tool and vendor, some
/// for every call; they read arguments, session facts and, where asked, provenance.
[[nodiscard]] std::shared_ptr<decision::Setup> generatedWorkspace(std::size_t policies,
                                                                  bool provenance);
/// The same with authority modelled: a task, and for each agent a credential and a chain of that
/// many grants (at least one) from a person through others down to the agent.
[[nodiscard]] std::shared_ptr<const decision::Setup>
withChains(const std::shared_ptr<const decision::Setup>& setup, std::size_t hops);
/// The same with every policy edited: their limits are a little higher.
[[nodiscard]] std::shared_ptr<const decision::Setup>
withEveryPolicyEdited(const std::shared_ptr<const decision::Setup>& setup);
/// The same with one policy edited.
[[nodiscard]] std::shared_ptr<const decision::Setup>
withEditedPolicy(const std::shared_ptr<const decision::Setup>& setup);

} // namespace remit::bench
