// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/spans/span.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace remit::trace {

/// Finds the tool span of each call that a model asked for: by id, else by tool and arguments,
/// else, where the span has neither, by tool. Each span answers once.
class AskedCalls {
public:
    explicit AskedCalls(const std::vector<Span>& spans);

    /// The index of the span, or nothing where none shows the call.
    std::optional<std::size_t> spanOf(const Said& call);
    [[nodiscard]] bool hasSpans() const { return m_any; }

private:
    using Queue = std::deque<std::size_t>;
    std::optional<std::size_t> take(Queue& queue);

    std::unordered_map<std::string, std::size_t> m_byId;
    std::unordered_map<std::string, Queue> m_byArguments;
    std::unordered_map<std::string, Queue> m_byTool;
    std::vector<bool> m_taken;
    bool m_any = false;
};

} // namespace remit::trace
