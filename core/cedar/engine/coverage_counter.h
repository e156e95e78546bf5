// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/coverage_counts.h"
#include "core/cedar/engine/observer.h"

#include <memory>

namespace remit::cedar {

/// Counts coverage while a thread decides. It runs the conditions of the policies in scope once
/// more, in the one evaluator with a listener, over code with one node for each node of the tree;
/// that code is made when a policy is first in scope. One for each thread; the counts are added up.
class CoverageCounter final : public EvaluationObserver {
public:
    CoverageCounter();
    ~CoverageCounter() override;

    void evaluated(const Program& program, std::span<const std::uint32_t> setAside,
                   Scratch::State& state) override;

    [[nodiscard]] CoverageCounts take();

private:
    class OfProgram;
    std::map<const Program*, std::unique_ptr<OfProgram>> m_programs;
};

} // namespace remit::cedar
