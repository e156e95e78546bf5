// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/call_scope.h"

namespace remit::ui {

void CallScope::set(CallScopeState state, const QString& merged)
{
    if (state == this->state())
        return;
    m_states.resize(m_at + 1);
    // The state that a merged step began from stays.
    if (!merged.isEmpty() && merged == m_merged && m_at > 0)
        m_states[m_at] = std::move(state);
    else
        m_states.push_back(std::move(state));
    if (m_states.size() > kMostKept)
        m_states.erase(m_states.begin());
    m_at = m_states.size() - 1;
    m_merged = merged;
    emit changed();
}

void CallScope::back()
{
    if (!canGoBack())
        return;
    --m_at;
    m_merged.clear();
    emit changed();
}

void CallScope::forward()
{
    if (!canGoForward())
        return;
    ++m_at;
    m_merged.clear();
    emit changed();
}

void CallScope::clear()
{
    m_states = {CallScopeState()};
    m_at = 0;
    m_merged.clear();
    emit changed();
}

} // namespace remit::ui
