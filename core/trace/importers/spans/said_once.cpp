// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/said_once.h"

#include <functional>
#include <string>

namespace remit::trace {

namespace {

/// Calls and results are known by their id where they have one: their text may vary.
std::size_t hashOf(const Said& said)
{
    std::string text{static_cast<char>('0' + static_cast<int>(said.kind))};
    if (said.kind == Said::Kind::Text)
        text += static_cast<char>('0' + static_cast<int>(said.role));
    if (said.kind != Said::Kind::Text && !said.callId.empty())
        text += said.callId;
    else
        text += said.tool + '\n' + said.text + '\n' + said.arguments.value_or("");
    return std::hash<std::string>{}(text);
}

} // namespace

bool SaidOnce::isNew(const Said& said)
{
    const std::size_t hash = hashOf(said);
    const int count = ++m_now[hash];
    int& before = m_before[hash];
    if (count <= before)
        return false;
    before = count;
    return true;
}

} // namespace remit::trace
