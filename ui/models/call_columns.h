// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/verdict.h"

#include <QString>

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::ui {

/// What a timeline and a scroll bar need of every decided call, some forty bytes each, in the order
/// of the replay: a million calls fit easily where their rows do not. Immutable once it is filled.
class CallColumns {
public:
    static constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

    struct Call {
        std::int64_t time = kNoTime; ///< milliseconds since 1970
        std::uint32_t run = 0;       ///< index of runs()
        std::uint32_t agent = 0;     ///< index of agents()
        std::uint32_t tool = 0;      ///< index of tools()
        std::uint32_t step = 0;      ///< in its run
        decision::Verdict verdict{};
        bool identity = false; ///< the crossing is about who and with what
    };

    CallColumns() = default;
    /// Of rows in memory, in their order.
    explicit CallColumns(const std::vector<decision::CallVerdict>& rows);

    void add(const decision::CallVerdict& row);
    /// Puts the calls into the order of time; after the last one.
    void finish();

    [[nodiscard]] std::size_t size() const { return m_calls.size(); }
    [[nodiscard]] const Call& operator[](std::size_t row) const { return m_calls[row]; }
    [[nodiscard]] const std::string& run(std::size_t row) const
    {
        return m_runs.texts[m_calls[row].run];
    }
    [[nodiscard]] const std::string& agent(std::size_t row) const
    {
        return m_agents.texts[m_calls[row].agent];
    }
    [[nodiscard]] const std::string& tool(std::size_t row) const
    {
        return m_tools.texts[m_calls[row].tool];
    }
    [[nodiscard]] const std::vector<std::string>& agents() const { return m_agents.texts; }
    /// The row of that call; nothing when there is none.
    [[nodiscard]] std::optional<std::size_t> rowOf(std::string_view run, std::int64_t step) const;

    /// Rows by time, then as replayed; without times as replayed. A rank is a place in it.
    [[nodiscard]] const std::vector<std::uint32_t>& byTime() const { return m_byTime; }
    [[nodiscard]] std::uint32_t rankOf(std::size_t row) const { return m_ranks[row]; }
    /// Every call has one.
    [[nodiscard]] bool hasTimes() const { return m_hasTimes; }

private:
    struct Texts {
        std::vector<std::string> texts;
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::uint32_t numberOf(const std::string& text);
    };

    std::vector<Call> m_calls;
    Texts m_runs;
    Texts m_agents;
    Texts m_tools;
    std::vector<std::uint32_t> m_firstOfRun; ///< rows; those of a run stand together
    std::vector<std::uint32_t> m_byTime;
    std::vector<std::uint32_t> m_ranks;
    bool m_hasTimes = true;
};

} // namespace remit::ui
