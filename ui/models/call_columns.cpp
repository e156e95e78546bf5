// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/call_columns.h"

#include <algorithm>
#include <numeric>

namespace remit::ui {

namespace {

bool isAboutIdentity(const decision::CallVerdict& row)
{
    using Kind = decision::CrossingKind;
    if (!decision::isCrossing(row.verdict) || row.crossings.empty())
        return false;
    const Kind kind = row.crossings.front().kind;
    return kind == Kind::Unauthenticated || kind == Kind::CredentialExpired ||
           kind == Kind::CredentialMisused;
}

} // namespace

std::uint32_t CallColumns::Texts::numberOf(const std::string& text)
{
    const auto [found, isNew] = numbers.emplace(text, static_cast<std::uint32_t>(texts.size()));
    if (isNew)
        texts.push_back(text);
    return found->second;
}

CallColumns::CallColumns(const std::vector<decision::CallVerdict>& rows)
{
    for (const decision::CallVerdict& row : rows)
        add(row);
    finish();
}

void CallColumns::add(const decision::CallVerdict& row)
{
    Call call;
    if (row.time)
        call.time = row.time->milliseconds;
    else
        m_hasTimes = false;
    call.run = m_runs.numberOf(row.run);
    if (call.run == m_firstOfRun.size())
        m_firstOfRun.push_back(static_cast<std::uint32_t>(m_calls.size()));
    call.agent = m_agents.numberOf(row.agent);
    call.tool = m_tools.numberOf(row.tool);
    call.step = static_cast<std::uint32_t>(row.step);
    call.verdict = row.verdict;
    call.identity = isAboutIdentity(row);
    m_calls.push_back(call);
}

void CallColumns::finish()
{
    m_byTime.resize(m_calls.size());
    std::iota(m_byTime.begin(), m_byTime.end(), 0U);
    if (m_hasTimes)
        std::stable_sort(m_byTime.begin(), m_byTime.end(),
                         [this](auto a, auto b) { return m_calls[a].time < m_calls[b].time; });
    m_ranks.resize(m_calls.size());
    for (std::uint32_t rank = 0; rank < m_byTime.size(); ++rank)
        m_ranks[m_byTime[rank]] = rank;
}

std::optional<std::size_t> CallColumns::rowOf(std::string_view run, std::int64_t step) const
{
    const auto number = m_runs.numbers.find(std::string(run));
    if (number == m_runs.numbers.end() || step < 0)
        return std::nullopt;
    // Rows of a run follow one another by step, and as a rule no step is missing.
    for (std::size_t row = m_firstOfRun[number->second];
         row < m_calls.size() && m_calls[row].run == number->second; ++row) {
        const std::size_t straight = row + static_cast<std::size_t>(step) - m_calls[row].step;
        if (m_calls[row].step <= step && straight < m_calls.size() &&
            m_calls[straight].run == number->second && m_calls[straight].step == step)
            return straight;
        if (m_calls[row].step == step)
            return row;
    }
    return std::nullopt;
}

} // namespace remit::ui
