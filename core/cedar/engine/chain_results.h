// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/chain.h"

#include <array>
#include <vector>

namespace remit::cedar {

/// The answers of a chain while they are collected. Memory is kept from chain to chain; the lists
/// lie one after the other and become spans only when none can move any more.
class ChainResults {
public:
    void clear()
    {
        m_numbers.clear();
        m_rows.clear();
    }
    void begin(Decision decision)
    {
        m_list = 0;
        m_rows.push_back({decision, static_cast<std::uint32_t>(m_numbers.size()), {}});
    }
    void add(std::uint32_t policy) { m_numbers.push_back(policy); }
    void add(const std::vector<std::uint32_t>& policies)
    {
        m_numbers.insert(m_numbers.end(), policies.begin(), policies.end());
    }
    /// Ends the list; the lists come in the order of ChainAnswer's members.
    void endList() { m_rows.back().ends[m_list++] = static_cast<std::uint32_t>(m_numbers.size()); }

    [[nodiscard]] std::span<const ChainAnswer> answers()
    {
        m_answers.clear();
        for (const Row& row : m_rows)
            m_answers.push_back({row.decision, list(row.begin, row.ends[0]),
                                 list(row.ends[0], row.ends[1]), list(row.ends[1], row.ends[2]),
                                 list(row.ends[2], row.ends[3])});
        return m_answers;
    }

private:
    struct Row {
        Decision decision = Decision::Deny;
        std::uint32_t begin = 0;
        std::array<std::uint32_t, 4> ends;
    };

    [[nodiscard]] std::span<const std::uint32_t> list(std::uint32_t begin, std::uint32_t end) const
    {
        return {m_numbers.data() + begin, end - begin};
    }

    std::vector<std::uint32_t> m_numbers;
    std::vector<Row> m_rows;
    std::vector<ChainAnswer> m_answers;
    std::size_t m_list = 0;
};

} // namespace remit::cedar
