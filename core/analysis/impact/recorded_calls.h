// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/cedar/engine/authorizer.h"
#include "core/decision/authority_part.h"
#include "core/decision/decide.h"
#include "core/replay/event_source.h"
#include "core/replay/replay.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace remit::analysis {

/// What the files and traces say about authority at one call. Steps 1 to 4 do not depend on
/// policies: they are decided once.
struct KeptAuthority {
    /// With every approval recorded before the call, also those that earlier calls use up.
    decision::AuthorityContext context;
    decision::AuthorityPart part; ///< its pointers live as long as the decider
    bool frontLoaded = false;     ///< the part is that of the agent's first call
};

/// A recorded call with its facts, ready to be decided again and again. Without the texts of the
/// trace: messages and results are behind it.
struct KeptCall {
    trace::Event event; ///< the call, without arguments
    std::shared_ptr<const trace::RunStart> start;
    std::int64_t step = 0;
    decision::PreparedCall prepared;
    cedar::Request request;                         ///< of the prepared call
    std::shared_ptr<const KeptAuthority> authority; ///< never null
    decision::Verdict verdict{};                    ///< under the decider that it was prepared with
    std::uint32_t session = 0;                      ///< of the source
    std::uint32_t position = 0; ///< among the calls of the session, in its order
    bool usesApprovals = false; ///< in its session approvals are recorded: calls use them up

    [[nodiscard]] decision::RecordedCall recorded() const { return {&event, start.get(), step}; }
};

/// The approvals that earlier calls of a session have left (R5). Asked for the calls in order.
class ApprovalsLeft {
public:
    /// The context with those that are left.
    [[nodiscard]] decision::AuthorityContext at(const decision::AuthorityContext& all) const;
    void settle(const decision::CallVerdict& verdict);

private:
    std::map<std::string, std::int64_t, std::less<>> m_used; ///< by Approval::text()
};

/// The calls of one source, on the recorded history (isolated), in the order of a replay. Memory:
/// some kilobytes a call.
[[nodiscard]] Result<std::vector<KeptCall>> recordedCalls(const decision::Decider& decider,
                                                          const replay::EventSource& source,
                                                          replay::Timing timing,
                                                          const JobControl& control = {});

/// Do both setups make the same facts and requests of a trace? They may differ in policies and
/// links. Setups of one LoadMemory share schema and entities where these have not changed.
[[nodiscard]] bool sharesFacts(const decision::Setup& a, const decision::Setup& b);
/// All that facts depend on besides schema and entities, as one word: sharesFacts compares it.
[[nodiscard]] std::string factsRevision(const decision::Setup& setup);

} // namespace remit::analysis
