// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store/text_table.h"

#include <algorithm>
#include <numeric>

namespace remit::replay::store {

using trace::Database;

std::int64_t NewTexts::numberOf(const std::string& text)
{
    if (const auto known = m_numbers.find(text); known != m_numbers.end())
        return known->second;
    const auto number = static_cast<std::int64_t>(m_texts.size());
    m_numbers.emplace(m_texts.emplace_back(text), number);
    return number;
}

std::optional<std::int64_t> NewTexts::numberOf(const std::optional<std::string>& text)
{
    return text ? std::optional(numberOf(*text)) : std::nullopt;
}

Result<> NewTexts::write(Database& database, std::int64_t replay) const
{
    auto insert = database.prepare("INSERT INTO replay_texts(replay,id,text) VALUES(?1,?2,?3)");
    if (!insert)
        return tl::unexpected(std::move(insert).error());
    std::int64_t number = 0;
    for (const std::string& text : m_texts) {
        if (auto done = insert->bind(1, replay).bind(2, number++).bind(3, text).run(); !done)
            return done;
    }
    return {};
}

Result<KeptTexts> KeptTexts::read(const Database& database, std::int64_t replay,
                                  const JobControl& control)
{
    auto query = database.prepare("SELECT id,text FROM replay_texts WHERE replay=?1 ORDER BY id");
    if (!query)
        return tl::unexpected(std::move(query).error());
    query->bind(1, replay);
    KeptTexts kept;
    constexpr std::size_t kTextsBetweenLooks = 4096;
    for (;;) {
        if (kept.m_texts.size() % kTextsBetweenLooks == 0 && control.cancelled())
            return failure(ErrorCode::Cancelled, "Reading the kept verdicts was cancelled.");
        const auto row = query->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return kept;
        if (query->integer(0) != static_cast<std::int64_t>(kept.m_texts.size()))
            return failure(ErrorCode::Malformed, "the kept verdicts are damaged",
                           "Move .remit-local/traces.sqlite away and import the traces again.");
        kept.m_texts.push_back(query->text(1));
    }
}

const std::string* KeptTexts::text(std::int64_t number) const
{
    const auto index = static_cast<std::uint64_t>(number);
    return index < m_texts.size() ? &m_texts[index] : nullptr;
}

std::optional<std::int64_t> KeptTexts::numberOf(std::string_view text) const
{
    const auto found = std::find(m_texts.begin(), m_texts.end(), text);
    return found == m_texts.end() ? std::nullopt
                                  : std::optional<std::int64_t>(found - m_texts.begin());
}

std::vector<std::int64_t> KeptTexts::ranks() const
{
    std::vector<std::size_t> order(m_texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [this](std::size_t a, std::size_t b) { return m_texts[a] < m_texts[b]; });
    std::vector<std::int64_t> ranks(order.size());
    for (std::size_t place = 0; place < order.size(); ++place)
        ranks[order[place]] = static_cast<std::int64_t>(place);
    return ranks;
}

Result<SingleTexts> SingleTexts::open(const Database& database, std::int64_t replay)
{
    return database.prepare("SELECT text FROM replay_texts WHERE replay=?1 AND id=?2")
        .map([replay](trace::Statement query) { return SingleTexts(std::move(query), replay); });
}

const std::string* SingleTexts::text(std::int64_t number)
{
    if (const auto known = m_known.find(number); known != m_known.end())
        return &known->second;
    const auto row = m_query.bind(1, m_replay).bind(2, number).step();
    const std::string* found =
        row && *row ? &m_known.emplace(number, m_query.text(0)).first->second : nullptr;
    m_query.reset();
    return found;
}

} // namespace remit::replay::store
