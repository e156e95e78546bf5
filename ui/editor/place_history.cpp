// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/place_history.h"

namespace remit::ui {

void PlaceHistory::jumped(const Visit& from, const Visit& to)
{
    if (!m_visits.empty())
        m_visits.resize(m_at);
    m_visits.push_back(from);
    m_visits.push_back(to);
    if (m_visits.size() > kMostKept)
        m_visits.erase(m_visits.begin(), m_visits.end() - static_cast<std::ptrdiff_t>(kMostKept));
    m_at = m_visits.size() - 1;
}

PlaceHistory::Visit PlaceHistory::back(const Visit& here)
{
    m_visits[m_at] = here;
    return m_visits[--m_at];
}

PlaceHistory::Visit PlaceHistory::forward(const Visit& here)
{
    m_visits[m_at] = here;
    return m_visits[++m_at];
}

void PlaceHistory::clear()
{
    m_visits.clear();
    m_at = 0;
}

} // namespace remit::ui
