// SPDX-License-Identifier: Apache-2.0
#include "core/replay/ordered_output.h"

#include <utility>

namespace remit::replay {

bool OrderedOutput::put(std::size_t number, Result<Rows> rows)
{
    std::unique_lock lock(m_mutex);
    m_moved.wait(lock, [&] { return !m_result || number < m_next + m_window; });
    if (!m_result)
        return false;
    m_waiting.emplace(number, std::move(rows));
    drain();
    m_moved.notify_all();
    return m_result.has_value();
}

void OrderedOutput::drain()
{
    for (auto first = m_waiting.begin();
         m_result && first != m_waiting.end() && first->first == m_next;
         first = m_waiting.begin()) {
        Result<Rows> rows = std::move(first->second);
        m_waiting.erase(first);
        ++m_next;
        m_result = rows ? m_sink(std::move(*rows)) : tl::unexpected(std::move(rows.error()));
    }
}

void OrderedOutput::end(Error error)
{
    const std::lock_guard lock(m_mutex);
    if (m_result)
        m_result = tl::unexpected(std::move(error));
    m_moved.notify_all();
}

Result<> OrderedOutput::result()
{
    const std::lock_guard lock(m_mutex);
    return m_result;
}

} // namespace remit::replay
