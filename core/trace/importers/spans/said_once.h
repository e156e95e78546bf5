// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/spans/said.h"

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace remit::trace {

/// Every call of a model is given the whole conversation so far again. This tells what is new in
/// each: what stands in it more often than in any before.
class SaidOnce {
public:
    /// Begins a call of a model.
    void begin() { m_now.clear(); }
    /// Is this piece, in the call that was begun, a new one?
    bool isNew(const Said& said);

private:
    std::unordered_map<std::size_t, int> m_now;
    std::unordered_map<std::size_t, int> m_before;
};

} // namespace remit::trace
