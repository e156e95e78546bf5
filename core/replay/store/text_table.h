// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/trace/sqlite.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::replay::store {

/// A text by its number; nullptr for one that is not there: the store is damaged. What it points to
/// stays until the lookup ends.
using TextLookup = std::function<const std::string*(std::int64_t number)>;

/// The texts of one replay while it is written: each gets a number once.
class NewTexts {
public:
    [[nodiscard]] std::int64_t numberOf(const std::string& text);
    [[nodiscard]] std::optional<std::int64_t> numberOf(const std::optional<std::string>& text);
    /// Into `replay_texts`.
    Result<> write(trace::Database& database, std::int64_t replay) const;

private:
    std::unordered_map<std::string_view, std::int64_t> m_numbers;
    std::deque<std::string> m_texts; ///< by number; the map's keys point into them
};

/// All texts of a replay that was kept.
class KeptTexts {
public:
    /// Errors: Cancelled, besides those of the database; there may be millions.
    [[nodiscard]] static Result<KeptTexts>
    read(const trace::Database& database, std::int64_t replay, const JobControl& control = {});

    [[nodiscard]] const std::string* text(std::int64_t number) const; ///< as TextLookup
    [[nodiscard]] std::optional<std::int64_t> numberOf(std::string_view text) const;
    /// The place of each text among all of them, bytewise, by number.
    [[nodiscard]] std::vector<std::int64_t> ranks() const;

private:
    std::vector<std::string> m_texts;
};

/// Single texts of a replay that was kept, read when they are asked for.
class SingleTexts {
public:
    [[nodiscard]] static Result<SingleTexts> open(const trace::Database& database,
                                                  std::int64_t replay);
    [[nodiscard]] const std::string* text(std::int64_t number); ///< as TextLookup

private:
    SingleTexts(trace::Statement query, std::int64_t replay)
        : m_query(std::move(query)), m_replay(replay)
    {}
    trace::Statement m_query;
    std::int64_t m_replay;
    std::unordered_map<std::int64_t, std::string> m_known;
};

} // namespace remit::replay::store
