// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/edit_collector.h"

namespace remit::ui {

void EditCollector::include(std::uint32_t begin, std::uint32_t end)
{
    if (!m_any) {
        m_any = true;
        m_before = m_after = {begin, end};
        return;
    }
    // Outside of the range both texts are the same, so it grows by as much in both.
    if (begin < m_after.begin) {
        m_before.begin -= m_after.begin - begin;
        m_after.begin = begin;
    }
    if (end > m_after.end) {
        m_before.end += end - m_after.end;
        m_after.end = end;
    }
}

void EditCollector::inserted(std::uint32_t at, std::uint32_t length)
{
    include(at, at);
    m_after.end += length;
}

void EditCollector::removed(std::uint32_t at, std::uint32_t length)
{
    include(at, at + length);
    m_after.end -= length;
}

} // namespace remit::ui
