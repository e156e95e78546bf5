// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace remit::cedar {

/// What a policy demands of a request before anything in it can hold or fail, as far as an index
/// can use it. Keys are those of the program's symbols; kNone: no demand.
struct IndexEntry {
    static constexpr std::uint32_t kNone = 0xffffffff;

    std::uint32_t policy = 0;
    std::uint32_t principal = kNone;
    std::uint32_t resource = kNone;
    bool anyAction = true;
    std::vector<std::uint32_t> actions; ///< one of them
    /// What a path of the context must lead to: a key, or kPresent for anything. Without a guard
    /// (`context has …` before it) the policy fails where the path leads nowhere.
    std::uint32_t contextPath = kNone;
    std::uint32_t contextKey = kNone;
    bool guarded = false;
    static constexpr std::uint32_t kPresent = 0xfffffffe;
};

/// Entities and types, entities and texts share a space of keys.
[[nodiscard]] constexpr std::uint32_t entityKey(std::uint32_t symbol)
{
    return symbol * 2;
}
[[nodiscard]] constexpr std::uint32_t wordKey(std::uint32_t symbol)
{
    return symbol * 2 + 1;
}

/// A set of keys in one word: a key that is not in it is mostly told by its bit, without a look at
/// what has the key. The highest bit is of "no demand", and always set.
struct KeyBits {
    static constexpr std::uint32_t kNoDemand = 63;

    [[nodiscard]] static std::uint8_t bitOf(std::uint32_t key)
    {
        if (key == IndexEntry::kNone)
            return kNoDemand;
        return static_cast<std::uint8_t>((key * 0x9e3779b1U >> 16U) * kNoDemand >> 16U);
    }
    void add(std::uint32_t key) { bits |= std::uint64_t{1} << bitOf(key); }
    [[nodiscard]] bool mayHave(std::uint8_t bit) const { return (bits >> bit & 1U) != 0; }

    std::uint64_t bits = std::uint64_t{1} << kNoDemand;
};

/// The bits of a request's keys.
struct RequestBits {
    KeyBits principal;
    KeyBits action;
    KeyBits resource;
};

/// From what a request is to the policies that can matter for it: a tree that asks at each node for
/// the one thing that tells its policies best apart. It only ever leaves out policies whose scope,
/// or a first condition that cannot fail, does not hold; who is found is still tried in full, so
/// the index has no say in the meaning.
class PolicyIndex {
public:
    PolicyIndex() = default;
    explicit PolicyIndex(std::span<const IndexEntry> entries);

    /// Calls `visit(policy)` for each that may matter; a policy can come twice. `keys` gives
    /// `principal()`, `action()`, `resource()` (spans of keys), their `bits()` and `context(path)`:
    /// the key of what it leads to, kNone for a value that no policy names, kMissing where the
    /// context lacks it.
    template <class Keys, class Visit>
    void visit(Keys& keys, Visit& visit) const
    {
        walk(m_root, keys, visit);
    }

    static constexpr std::uint32_t kMissing = 0xfffffffe;

    [[nodiscard]] std::size_t bytes() const
    {
        return m_nodes.capacity() * sizeof(Node) + m_slots.capacity() * sizeof(Slot) +
               m_leaves.capacity() * sizeof(Leaf) + m_choices.capacity() * sizeof(Choice);
    }

private:
    friend class PolicyIndexBuilder;

    enum class Question : std::uint8_t {
        None,
        Principal,
        Action,
        Resource,
        Context,
        Guarded,
        Either, ///< principal or resource, whichever leaves fewer policies for this request
    };
    struct Node {
        Question question = Question::None;
        std::uint32_t contextPath = 0;
        std::uint32_t otherwise = 0; ///< the place of policies without this demand
        std::uint32_t begin = 0;     ///< None: policies; Either: a choice; else slots of the table
        std::uint32_t count = 0;     ///< None: of policies; else slots, a power of two
    };
    /// The same policies in two trees. How many entities a principal or a resource is in is known
    /// only with the request: whoever is in many teams meets fewer policies by the resource.
    struct Choice {
        std::uint32_t byPrincipal = 0; ///< places
        std::uint32_t byResource = 0;
        float perPrincipalKey = 0; ///< policies that a key of a request meets there
        float perResourceKey = 0;
    };
    struct Slot {
        std::uint32_t key = IndexEntry::kNone;
        std::uint32_t place = 0;
    };

    /// A policy, and what of its demands no node above has asked: most that do not hold are found
    /// here, in memory that is read anyway.
    struct Leaf {
        std::uint32_t policy = 0;
        std::uint8_t principal = KeyBits::kNoDemand;
        std::uint8_t resource = KeyBits::kNoDemand;
        std::uint64_t actions = 0;

        /// All three at once: which of them fails changes from policy to policy.
        [[nodiscard]] bool mayHold(const RequestBits& request) const
        {
            const std::uint64_t sides =
                request.resource.bits >> resource & request.principal.bits >> principal;
            const std::uint64_t action = (request.action.bits & actions) != 0 ? 1 : 0;
            return (sides & action) != 0;
        }
    };

    /// What a table or a node leads to: nothing (0), the number of a node, or, marked by the
    /// highest bit, a few leaves: their count and where they begin.
    using Place = std::uint32_t;
    static constexpr std::uint32_t kOfLeaves = 0x80000000;
    static constexpr std::uint32_t kCountBits = 7;
    static constexpr std::uint32_t kBeginBits = 24;
    [[nodiscard]] static Place placeOfLeaves(std::size_t begin, std::size_t count)
    {
        return kOfLeaves | static_cast<std::uint32_t>(count) << kBeginBits |
               static_cast<std::uint32_t>(begin);
    }
    [[nodiscard]] static bool fitsPlace(std::size_t begin, std::size_t count)
    {
        return count < 1U << kCountBits && begin < 1U << kBeginBits;
    }

    [[nodiscard]] static std::uint32_t spread(std::uint32_t key)
    {
        key *= 0x9e3779b1U;
        return key ^ (key >> 15U);
    }

    [[nodiscard]] Place childOf(const Node& node, std::uint32_t key) const
    {
        const std::uint32_t mask = node.count - 1;
        std::uint32_t at = spread(key) & mask;
        while (true) {
            const Slot& slot = m_slots[node.begin + at];
            if (slot.key == key || slot.key == IndexEntry::kNone)
                return slot.place;
            at = (at + 1) & mask;
        }
    }

    template <class Keys, class Visit>
    void walk(Place place, Keys& keys, Visit& visit) const
    {
        while (place != 0) {
            if ((place & kOfLeaves) != 0) {
                constexpr std::uint32_t kBegin = (1U << kBeginBits) - 1;
                visitLeaves(place & kBegin, (place & ~kOfLeaves) >> kBeginBits, keys.bits(), visit);
                return;
            }
            place = ask(m_nodes[place], keys, visit);
        }
    }

    /// Goes into what the answer leads to; returns the place to go on at.
    template <class Keys, class Visit>
    [[nodiscard]] Place ask(const Node& node, Keys& keys, Visit& visit) const
    {
        switch (node.question) {
        case Question::None:
            visitLeaves(node.begin, node.count, keys.bits(), visit);
            return 0;
        case Question::Principal:
            descend(node, keys.principal(), keys, visit);
            break;
        case Question::Action:
            descend(node, keys.action(), keys, visit);
            break;
        case Question::Resource:
            descend(node, keys.resource(), keys, visit);
            break;
        case Question::Context:
            askContext(node, keys, visit);
            break;
        case Question::Guarded:
            askGuarded(node, keys, visit);
            break;
        case Question::Either:
            return better(m_choices[node.begin], keys);
        }
        return node.otherwise;
    }

    template <class Keys>
    [[nodiscard]] static Place better(const Choice& choice, const Keys& keys)
    {
        const auto cost = [](std::size_t count, float perKey) {
            return static_cast<float>(count) * (perKey + 1);
        };
        return cost(keys.principal().size(), choice.perPrincipalKey) <
                       cost(keys.resource().size(), choice.perResourceKey)
                   ? choice.byPrincipal
                   : choice.byResource;
    }

    template <class Visit>
    void visitLeaves(std::uint32_t begin, std::uint32_t count, const RequestBits& request,
                     Visit& visit) const
    {
        for (const Leaf *leaf = m_leaves.data() + begin, *end = leaf + count; leaf != end; ++leaf) {
            if (leaf->mayHold(request))
                visit(leaf->policy);
        }
    }

    template <class Keys, class Visit>
    void descend(const Node& node, std::span<const std::uint32_t> wanted, Keys& keys,
                 Visit& visit) const
    {
        for (const std::uint32_t key : wanted) {
            if (const Place child = childOf(node, key); child != 0)
                walk(child, keys, visit);
        }
    }

    template <class Keys, class Visit>
    void askContext(const Node& node, Keys& keys, Visit& visit) const
    {
        const std::uint32_t key = keys.context(node.contextPath);
        if (key == kMissing) {
            // Reading it is an error, which every one of these policies reports.
            for (std::uint32_t i = 0; i < node.count; ++i) {
                walk(m_slots[node.begin + i].place, keys, visit);
            }
        } else if (key != IndexEntry::kNone) {
            descend(node, std::span(&key, 1), keys, visit);
        }
    }

    template <class Keys, class Visit>
    void askGuarded(const Node& node, Keys& keys, Visit& visit) const
    {
        const std::uint32_t key = keys.context(node.contextPath);
        if (key == kMissing)
            return;
        const std::array<std::uint32_t, 2> wanted = {IndexEntry::kPresent, key};
        descend(node, std::span(wanted).first(key == IndexEntry::kNone ? 1 : 2), keys, visit);
    }

    Place m_root = 0;
    std::vector<Node> m_nodes; ///< the first is none
    std::vector<Slot> m_slots;
    std::vector<Leaf> m_leaves;
    std::vector<Choice> m_choices;
};

} // namespace remit::cedar
