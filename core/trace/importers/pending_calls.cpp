// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/pending_calls.h"

#include <algorithm>

namespace remit::trace {

namespace {

/// How well a result fits an open call; 0: not.
int fit(const PendingCalls::Call& call, const PendingCalls::Call& result)
{
    const bool sameTool = !result.tool.empty() && call.tool == result.tool;
    if (!result.recordedId.empty())
        return call.recordedId != result.recordedId ? 0 : sameTool ? 5 : 4;
    if (!sameTool)
        return 1;
    return result.arguments && call.arguments == result.arguments ? 3 : 2;
}

} // namespace

std::string PendingCalls::add(Call call)
{
    ++m_count;
    const std::string wanted =
        call.recordedId.empty() ? "call-" + std::to_string(m_count) : call.recordedId;
    std::string id = wanted;
    for (int n = 2; !m_used.insert(id).second; ++n)
        id = wanted + '#' + std::to_string(n);
    if (m_open.size() == kOpenCalls)
        m_open.erase(m_open.begin());
    m_open.push_back({std::move(call), id});
    return id;
}

void PendingCalls::nextTurn()
{
    m_open.erase(std::remove_if(m_open.begin(), m_open.end(),
                                [](const Open& open) { return open.call.recordedId.empty(); }),
                 m_open.end());
}

std::optional<std::string> PendingCalls::take(const Call& result)
{
    auto best = m_open.end();
    int bestFit = 0;
    for (auto open = m_open.begin(); open != m_open.end(); ++open) {
        const int fits = fit(open->call, result);
        if (fits > bestFit) {
            best = open;
            bestFit = fits;
        }
    }
    if (best == m_open.end())
        return std::nullopt;
    std::string id = std::move(best->id);
    m_open.erase(best);
    return id;
}

} // namespace remit::trace
