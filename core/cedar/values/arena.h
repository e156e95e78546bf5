// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <vector>

namespace remit::cedar {

/// Memory handed out piece by piece and given back all at once. After `reset` it keeps what it has,
/// so that repeated work of the same size allocates nothing. Only for types that need no
/// destructor.
class Arena {
public:
    template <class T>
    [[nodiscard]] T* make(std::size_t count = 1)
    {
        static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
        return static_cast<T*>(allocate(count * sizeof(T)));
    }

    template <class T>
    [[nodiscard]] T* copy(std::span<const T> items)
    {
        T* to = make<T>(items.size());
        std::copy(items.begin(), items.end(), to);
        return to;
    }

    void reset()
    {
        m_chunk = 0;
        m_used = 0;
    }

    /// Bytes held, used or not.
    [[nodiscard]] std::size_t capacity() const
    {
        std::size_t bytes = 0;
        for (const Chunk& chunk : m_chunks)
            bytes += chunk.size;
        return bytes;
    }

private:
    static constexpr std::size_t kAlignment = 16;
    static constexpr std::size_t kFirstChunk = 4096;
    static constexpr std::size_t kLargestChunk = 1U << 20U;

    struct Chunk {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };

    void* allocate(std::size_t size)
    {
        size = (size + kAlignment - 1) / kAlignment * kAlignment;
        while (m_chunk < m_chunks.size() && m_chunks[m_chunk].size - m_used < size) {
            ++m_chunk;
            m_used = 0;
        }
        if (m_chunk == m_chunks.size())
            grow(size);
        std::byte* at = m_chunks[m_chunk].bytes.get() + m_used;
        m_used += size;
        return at;
    }

    void grow(std::size_t size)
    {
        const std::size_t next =
            m_chunks.empty() ? kFirstChunk : std::min(m_chunks.back().size * 2, kLargestChunk);
        const std::size_t wanted = std::max(size, next);
        m_chunks.push_back({std::unique_ptr<std::byte[]>(new std::byte[wanted]), wanted});
        m_used = 0;
    }

    std::vector<Chunk> m_chunks;
    std::size_t m_chunk = 0;
    std::size_t m_used = 0;
};

} // namespace remit::cedar
