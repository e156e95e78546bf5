// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace remit::cedar {

/// An entity's name in 24 bytes: the number of its type, and its id, short ones in place. A longer
/// one stays borrowed.
class CompactUid {
public:
    CompactUid() = default;
    CompactUid(std::uint32_t type, std::string_view id)
        : m_type(type), m_size(static_cast<std::uint32_t>(id.size()))
    {
        if (id.size() <= kInPlace) {
            std::memcpy(m_id, id.data(), id.size());
        } else {
            const char* data = id.data();
            std::memcpy(m_id, &data, sizeof data);
        }
    }

    [[nodiscard]] std::uint32_t type() const { return m_type; }
    [[nodiscard]] bool hasId(std::string_view id) const { return id == this->id(); }

private:
    static constexpr std::size_t kInPlace = 16;

    [[nodiscard]] std::string_view id() const
    {
        const char* data = m_id;
        if (m_size > kInPlace)
            std::memcpy(&data, m_id, sizeof data);
        return {data, m_size};
    }

    std::uint32_t m_type = 0;
    std::uint32_t m_size = 0;
    alignas(8) char m_id[kInPlace] = {};
};
static_assert(sizeof(CompactUid) == 24);

} // namespace remit::cedar
