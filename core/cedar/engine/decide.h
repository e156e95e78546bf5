// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/cedar/engine/authorizer.h"

#include <span>
#include <vector>

/// Deciding at speed: the answer of `authorize` as numbers, without an allocation in the steady
/// state. A request is bound once and then decided as often as wanted, also for other principals.
namespace remit::cedar {

enum class Detail {
    Full,         ///< decision, all reasons, all errors
    DecisionOnly, ///< stops as soon as the decision is settled; reasons and errors are partial
};

/// Policies by their index in Program::policies(), ascending. Valid until the scratch's next use.
struct Answer {
    Decision decision = Decision::Deny;
    std::span<const std::uint32_t> reasons;
    std::span<const std::uint32_t> errors;
};

/// How the policies that may matter are found; the meaning is the same.
enum class Search {
    Index,
    Linear, ///< every policy in turn: for comparison
};

/// Makes the request the scratch's current one. Program, entities and request must outlive its use.
void bind(const Program& program, const EntityStore& entities, const Request& request,
          Scratch& scratch);
/// The bound request again, for another principal, which must live as long.
void bindPrincipal(const EntityUid& principal, Scratch& scratch);
[[nodiscard]] Answer decideBound(Scratch& scratch, Detail detail = Detail::Full,
                                 Search search = Search::Index);

/// bind and decideBound.
[[nodiscard]] Answer decide(const Program& program, const EntityStore& entities,
                            const Request& request, Scratch& scratch, Detail detail = Detail::Full);

/// Decides every request, on that many threads (at least one); the result is the same whatever
/// their number.
[[nodiscard]] std::vector<Response> authorizeAll(const Program& program,
                                                 const EntityStore& entities,
                                                 std::span<const Request> requests,
                                                 unsigned threads);
/// The same, which may be stopped: then the error is Cancelled. Progress is told from any of the
/// threads.
[[nodiscard]] Result<std::vector<Response>>
authorizeAll(const Program& program, const EntityStore& entities, std::span<const Request> requests,
             unsigned threads, const JobControl& control);

} // namespace remit::cedar
