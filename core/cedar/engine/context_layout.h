// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cedar {

/// The members of the context that a program names, each with a slot: a request's context is looked
/// up once for each, however many policies read it. What the index asks for are paths: a member, or
/// a member of a member.
class ContextLayout {
public:
    struct Path {
        std::uint32_t slot = 0;
        std::vector<std::string> below; ///< empty: the member itself
        auto operator<=>(const Path&) const = default;
    };

    std::uint32_t slotOf(std::string_view name)
    {
        const auto found = m_slots.find(name);
        if (found != m_slots.end())
            return found->second;
        const auto slot = static_cast<std::uint32_t>(m_names.size());
        m_names.emplace_back(name);
        m_slots.emplace(name, slot);
        return slot;
    }

    /// The number of a path of at least one name.
    std::uint32_t pathOf(const std::vector<std::string>& names)
    {
        Path path{slotOf(names.front()), {names.begin() + 1, names.end()}};
        const auto next = static_cast<std::uint32_t>(m_paths.size());
        const auto [found, isNew] = m_pathNumbers.try_emplace(path, next);
        if (isNew)
            m_paths.push_back(std::move(path));
        return found->second;
    }

    /// The members with their slots, by name.
    [[nodiscard]] const std::map<std::string, std::uint32_t, std::less<>>& slots() const
    {
        return m_slots;
    }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_names.size()); }
    [[nodiscard]] const std::string& name(std::uint32_t slot) const { return m_names[slot]; }
    [[nodiscard]] std::uint32_t pathCount() const
    {
        return static_cast<std::uint32_t>(m_paths.size());
    }
    [[nodiscard]] const Path& path(std::uint32_t number) const { return m_paths[number]; }

private:
    std::vector<std::string> m_names;
    std::map<std::string, std::uint32_t, std::less<>> m_slots;
    std::vector<Path> m_paths;
    std::map<Path, std::uint32_t> m_pathNumbers;
};

} // namespace remit::cedar
