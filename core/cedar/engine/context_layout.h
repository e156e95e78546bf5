// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cedar {

/// The members of the context that a program names, each with a slot: a request's context is looked
/// up once for each, however many policies read it.
class ContextLayout {
public:
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

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_names.size()); }
    [[nodiscard]] const std::string& name(std::uint32_t slot) const { return m_names[slot]; }

private:
    std::vector<std::string> m_names;
    std::map<std::string, std::uint32_t, std::less<>> m_slots;
};

} // namespace remit::cedar
