// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/policy_index.h"

#include <algorithm>

namespace remit::cedar {

/// Builds the tree from the top. Rows carry the demands that no node above has used.
class PolicyIndexBuilder {
public:
    PolicyIndexBuilder(PolicyIndex& index, std::span<const IndexEntry> entries)
        : m_index(index), m_entries(entries)
    {}

    void build()
    {
        std::vector<std::uint32_t> rows;
        rows.reserve(m_entries.size());
        for (std::uint32_t i = 0; i < m_entries.size(); ++i)
            rows.push_back(i);
        if (rows.empty())
            return;
        newNode(); // 0 is no place
        m_index.m_root = buildNode(rows, {});
    }

private:
    using Question = PolicyIndex::Question;
    using Rows = std::vector<std::uint32_t>;
    /// So many are looked through faster than they are parted: one after the other, in one line
    /// of the cache or a few.
    static constexpr std::size_t kLeafSize = 12;
    /// From so many on a second tree over the same policies is worth its memory.
    static constexpr std::size_t kChoiceSize = 64;

    /// Which questions the nodes above have asked.
    struct Asked {
        bool principal = false;
        bool action = false;
        bool resource = false;
        bool context = false;
        bool guarded = false;
    };
    struct Keyed {
        std::uint32_t key = 0;
        std::uint32_t row = 0;
        bool operator<(const Keyed& other) const
        {
            return key != other.key ? key < other.key : row < other.row;
        }
    };
    struct Split {
        Question question = Question::None;
        std::uint32_t contextPath = 0;
        double cost = 0;
        std::vector<Keyed> keyed; ///< sorted by key
        Rows others;
    };

    std::uint32_t buildNode(const Rows& rows, Asked asked)
    {
        Split split = rows.size() > kLeafSize ? bestSplit(rows, asked) : Split{};
        if (split.question == Question::None)
            return buildLeaves(rows, asked);
        const bool isOfSide =
            split.question == Question::Principal || split.question == Question::Resource;
        if (isOfSide && !asked.principal && !asked.resource && rows.size() >= kChoiceSize) {
            const Question other =
                split.question == Question::Principal ? Question::Resource : Question::Principal;
            Split second = splitBy(rows, other, 0);
            if (second.cost < static_cast<double>(rows.size()) * kWorthwhile)
                return buildChoice(split, second, asked);
        }
        return buildSplit(split, asked);
    }

    std::uint32_t newNode()
    {
        m_index.m_nodes.emplace_back();
        return static_cast<std::uint32_t>(m_index.m_nodes.size() - 1);
    }

    std::uint32_t buildSplit(const Split& split, Asked asked)
    {
        const std::uint32_t number = newNode();
        mark(asked, split.question);
        buildTable(number, split, asked);
        if (!split.others.empty()) {
            const std::uint32_t otherwise = buildNode(split.others, asked);
            m_index.m_nodes[number].otherwise = otherwise;
        }
        return number;
    }

    std::uint32_t buildChoice(const Split& first, const Split& second, const Asked& asked)
    {
        const std::uint32_t number = newNode();
        const std::uint32_t one = buildSplit(first, asked);
        const std::uint32_t two = buildSplit(second, asked);
        const auto perKey = [](const Split& split) {
            return static_cast<float>(split.cost - static_cast<double>(split.others.size()));
        };
        PolicyIndex::Choice choice{one, two, perKey(first), perKey(second)};
        if (first.question == Question::Resource)
            choice = {two, one, perKey(second), perKey(first)};
        m_index.m_nodes[number].question = Question::Either;
        m_index.m_nodes[number].begin = static_cast<std::uint32_t>(m_index.m_choices.size());
        m_index.m_choices.push_back(choice);
        return number;
    }

    std::uint32_t buildLeaves(const Rows& rows, const Asked& asked)
    {
        const std::size_t begin = m_index.m_leaves.size();
        for (const std::uint32_t row : rows)
            m_index.m_leaves.push_back(leaf(m_entries[row], asked));
        if (PolicyIndex::fitsPlace(begin, rows.size()))
            return PolicyIndex::placeOfLeaves(begin, rows.size());
        const std::uint32_t number = newNode();
        m_index.m_nodes[number].begin = static_cast<std::uint32_t>(begin);
        m_index.m_nodes[number].count = static_cast<std::uint32_t>(rows.size());
        return number;
    }

    static PolicyIndex::Leaf leaf(const IndexEntry& entry, const Asked& asked)
    {
        PolicyIndex::Leaf leaf;
        leaf.policy = entry.policy;
        leaf.principal = KeyBits::bitOf(asked.principal ? IndexEntry::kNone : entry.principal);
        leaf.resource = KeyBits::bitOf(asked.resource ? IndexEntry::kNone : entry.resource);
        if (entry.anyAction || asked.action)
            leaf.actions = KeyBits{}.bits;
        else
            for (const std::uint32_t action : entry.actions)
                leaf.actions |= std::uint64_t{1} << KeyBits::bitOf(action);
        return leaf;
    }

    static void mark(Asked& asked, Question question)
    {
        asked.principal = asked.principal || question == Question::Principal;
        asked.action = asked.action || question == Question::Action;
        asked.resource = asked.resource || question == Question::Resource;
        asked.context = asked.context || question == Question::Context;
        asked.guarded = asked.guarded || question == Question::Guarded;
    }

    void buildTable(std::uint32_t number, const Split& split, Asked asked)
    {
        std::uint32_t groups = 0;
        for (std::size_t i = 0; i < split.keyed.size(); ++i)
            groups += i == 0 || split.keyed[i].key != split.keyed[i - 1].key ? 1 : 0;
        std::uint32_t slots = 2;
        while (slots < groups * 2)
            slots *= 2;
        PolicyIndex::Node& node = m_index.m_nodes[number];
        node.question = split.question;
        node.contextPath = split.contextPath;
        node.begin = static_cast<std::uint32_t>(m_index.m_slots.size());
        node.count = slots;
        const std::uint32_t begin = node.begin;
        m_index.m_slots.resize(begin + slots);
        Rows group;
        for (std::size_t i = 0; i < split.keyed.size();) {
            const std::uint32_t key = split.keyed[i].key;
            group.clear();
            for (; i < split.keyed.size() && split.keyed[i].key == key; ++i)
                group.push_back(split.keyed[i].row);
            const std::uint32_t child = buildNode(group, asked);
            std::uint32_t at = PolicyIndex::spread(key) & (slots - 1);
            while (m_index.m_slots[begin + at].key != IndexEntry::kNone)
                at = (at + 1) & (slots - 1);
            m_index.m_slots[begin + at] = {key, child};
        }
    }

    [[nodiscard]] Split bestSplit(const Rows& rows, const Asked& asked) const
    {
        Split best;
        best.cost = static_cast<double>(rows.size()) * kWorthwhile;
        const auto consider = [&](bool done, Question question, std::uint32_t path) {
            if (done)
                return;
            Split split = splitBy(rows, question, path);
            if (split.cost < best.cost)
                best = std::move(split);
        };
        consider(asked.principal, Question::Principal, 0);
        consider(asked.resource, Question::Resource, 0);
        consider(asked.action, Question::Action, 0);
        std::uint32_t path = commonContextPath(rows, false);
        consider(asked.context || path == IndexEntry::kNone, Question::Context, path);
        path = commonContextPath(rows, true);
        consider(asked.guarded || path == IndexEntry::kNone, Question::Guarded, path);
        return best;
    }

    /// The cost is the number of policies that a request with one key, as frequent as its
    /// policies, still meets.
    [[nodiscard]] Split splitBy(const Rows& rows, Question question, std::uint32_t path) const
    {
        Split split;
        split.question = question;
        split.contextPath = path;
        for (const std::uint32_t row : rows) {
            if (!addKeys(split.keyed, row, question, path))
                split.others.push_back(row);
        }
        std::sort(split.keyed.begin(), split.keyed.end());
        double squares = 0;
        for (std::size_t i = 0; i < split.keyed.size();) {
            const std::size_t begin = i;
            while (i < split.keyed.size() && split.keyed[i].key == split.keyed[begin].key)
                ++i;
            squares += static_cast<double>(i - begin) * static_cast<double>(i - begin);
        }
        split.cost = static_cast<double>(split.others.size());
        if (!split.keyed.empty())
            split.cost += squares / static_cast<double>(split.keyed.size());
        return split;
    }

    bool addKeys(std::vector<Keyed>& keyed, std::uint32_t row, Question question,
                 std::uint32_t path) const
    {
        const IndexEntry& entry = m_entries[row];
        std::uint32_t key = IndexEntry::kNone;
        if (question == Question::Action) {
            for (const std::uint32_t action : entry.actions)
                keyed.push_back({action, row});
            return !entry.anyAction;
        }
        if (question == Question::Principal)
            key = entry.principal;
        else if (question == Question::Resource)
            key = entry.resource;
        else if (entry.contextPath == path && entry.guarded == (question == Question::Guarded))
            key = entry.contextKey;
        if (key == IndexEntry::kNone)
            return false;
        keyed.push_back({key, row});
        return true;
    }

    [[nodiscard]] std::uint32_t commonContextPath(const Rows& rows, bool guarded) const
    {
        std::vector<std::uint32_t> paths;
        for (const std::uint32_t row : rows) {
            if (m_entries[row].contextPath != IndexEntry::kNone &&
                m_entries[row].guarded == guarded)
                paths.push_back(m_entries[row].contextPath);
        }
        std::sort(paths.begin(), paths.end());
        std::uint32_t best = IndexEntry::kNone;
        std::size_t bestCount = 0;
        for (std::size_t i = 0; i < paths.size();) {
            const std::size_t begin = i;
            while (i < paths.size() && paths[i] == paths[begin])
                ++i;
            if (i - begin > bestCount) {
                best = paths[begin];
                bestCount = i - begin;
            }
        }
        return best;
    }

    static constexpr double kWorthwhile = 0.8;

    PolicyIndex& m_index;
    std::span<const IndexEntry> m_entries;
};

PolicyIndex::PolicyIndex(std::span<const IndexEntry> entries)
{
    PolicyIndexBuilder(*this, entries).build();
}

} // namespace remit::cedar
