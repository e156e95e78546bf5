// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/asked_calls.h"

namespace remit::trace {

namespace {

std::string keyOf(const std::string& tool, const std::string& arguments)
{
    return tool + '\n' + arguments;
}

} // namespace

AskedCalls::AskedCalls(const std::vector<Span>& spans) : m_taken(spans.size(), false)
{
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const Span& span = spans[i];
        if (span.kind != Span::Kind::Tool)
            continue;
        m_any = true;
        if (!span.callId.empty())
            m_byId.emplace(span.callId, i);
        else if (span.arguments)
            m_byArguments[keyOf(span.name, *span.arguments)].push_back(i);
        else
            m_byTool[span.name].push_back(i);
    }
}

std::optional<std::size_t> AskedCalls::take(Queue& queue)
{
    while (!queue.empty()) {
        const std::size_t span = queue.front();
        queue.pop_front();
        if (!m_taken[span]) {
            m_taken[span] = true;
            return span;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> AskedCalls::spanOf(const Said& call)
{
    if (const auto found = m_byId.find(call.callId); found != m_byId.end())
        return found->second;
    if (call.arguments) {
        const auto found = m_byArguments.find(keyOf(call.tool, *call.arguments));
        if (found != m_byArguments.end()) {
            if (auto span = take(found->second))
                return span;
        }
    }
    const auto found = m_byTool.find(call.tool);
    return found != m_byTool.end() ? take(found->second) : std::nullopt;
}

} // namespace remit::trace
