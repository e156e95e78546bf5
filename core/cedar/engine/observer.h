// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"

#include <cstdint>
#include <span>

namespace remit::cedar {

class Program;

/// Looks at evaluations as they happen. Deciding without one costs nothing.
class EvaluationObserver {
public:
    virtual ~EvaluationObserver() = default;
    /// After an evaluation of the whole program; the state still holds the request. `setAside` as
    /// for `evaluateAll`.
    virtual void evaluated(const Program& program, std::span<const std::uint32_t> setAside,
                           Scratch::State& state) = 0;
};

/// Every evaluation with this scratch is shown to the observer from now on; null: to none. Gives
/// the one before. It must outlive the scratch's use.
EvaluationObserver* observe(Scratch& scratch, EvaluationObserver* observer);

/// While it lives, evaluations are not shown: they ask what would be, not what was.
class Unobserved {
public:
    explicit Unobserved(Scratch& scratch) : m_scratch(scratch), m_before(observe(scratch, nullptr))
    {}
    ~Unobserved() { observe(m_scratch, m_before); }
    Unobserved(const Unobserved&) = delete;
    Unobserved& operator=(const Unobserved&) = delete;

private:
    Scratch& m_scratch;
    EvaluationObserver* m_before;
};

} // namespace remit::cedar
