// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/places/visit_list.h"

namespace remit::ui {

void VisitList::add(const Visit& visit)
{
    if (!m_visits.empty() && present() == visit)
        return;
    if (!m_visits.empty())
        m_visits.resize(m_at + 1);
    m_visits.push_back(visit);
    if (m_visits.size() > kMostKept)
        m_visits.erase(m_visits.begin());
    m_at = m_visits.size() - 1;
}

void VisitList::amend(const Visit& visit)
{
    if (m_visits.empty())
        return add(visit);
    m_visits[m_at] = visit;
}

Visit VisitList::back()
{
    return m_visits[--m_at];
}

Visit VisitList::forward()
{
    return m_visits[++m_at];
}

void VisitList::forgetPage(const QString& page)
{
    for (std::size_t i = m_visits.size(); i-- > 0;) {
        if (m_visits[i].page != page)
            continue;
        m_visits.erase(m_visits.begin() + static_cast<std::ptrdiff_t>(i));
        if (m_at > 0 && i <= m_at)
            --m_at;
    }
}

void VisitList::clear()
{
    m_visits.clear();
    m_at = 0;
}

} // namespace remit::ui
