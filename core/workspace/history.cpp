// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/history.h"

#include <algorithm>

namespace remit::workspace {
namespace {

bool isInsertion(const TextEdit& edit)
{
    return !edit.text.empty();
}

/// Offset just after what the edit put in, in the text after it.
std::uint32_t endAfter(const TextEdit& edit)
{
    return edit.range.begin + static_cast<std::uint32_t>(edit.text.size());
}

bool hasLineBreak(std::string_view text)
{
    return text.find('\n') != std::string_view::npos;
}

bool isJoinable(const Step& step)
{
    return step.open && step.forward.size() == 1 && step.files.size() == 1 && step.existedBefore &&
           step.existsAfter;
}

/// Keys one after the other: `ab` then `c`. A new line begins a new step.
bool joinInsertion(Step& step, const Step& next)
{
    TextEdit& first = step.forward.front();
    const TextEdit& second = next.forward.front();
    if (!isInsertion(first) || !isInsertion(second) || !second.range.empty() ||
        second.range.begin != endAfter(first) || hasLineBreak(second.text))
        return false;
    first.text += second.text;
    step.backward.front().range.end += static_cast<std::uint32_t>(second.text.size());
    return true;
}

/// Backspace after backspace, or Delete after Delete.
bool joinDeletion(Step& step, const Step& next)
{
    TextEdit& first = step.forward.front();
    TextEdit& undo = step.backward.front();
    const TextEdit& second = next.forward.front();
    if (isInsertion(first) || isInsertion(second))
        return false;
    const std::string& taken = next.backward.front().text;
    if (second.range.end == first.range.begin) {
        first.range.begin = second.range.begin;
        undo = {{second.range.begin, second.range.begin}, taken + undo.text};
        return true;
    }
    if (second.range.begin == first.range.begin) {
        first.range.end += second.range.size();
        undo.text += taken;
        return true;
    }
    return false;
}

void detach(Step& step, std::uint64_t newGroup, const std::string& file)
{
    step.group = newGroup;
    step.files = {file};
}

} // namespace

void History::push(Step step)
{
    const bool afterUndo = !m_undone.empty();
    m_undone.clear();
    if (!afterUndo && !m_done.empty() && isJoinable(m_done.back()) && isJoinable(step) &&
        (joinInsertion(m_done.back(), step) || joinDeletion(m_done.back(), step)))
        return;
    endTyping();
    m_done.push_back(std::move(step));
}

void History::endTyping()
{
    if (!m_done.empty())
        m_done.back().open = false;
}

std::vector<std::string> History::undoTitles() const
{
    std::vector<std::string> titles;
    std::transform(m_done.rbegin(), m_done.rend(), std::back_inserter(titles),
                   [](const Step& step) { return step.title; });
    return titles;
}

const Step& History::takeUndo()
{
    endTyping();
    m_undone.push_back(std::move(m_done.back()));
    m_done.pop_back();
    return m_undone.back();
}

const Step& History::takeRedo()
{
    m_done.push_back(std::move(m_undone.back()));
    m_undone.pop_back();
    return m_done.back();
}

void History::detachUndo(std::uint64_t newGroup, const std::string& file)
{
    detach(m_done.back(), newGroup, file);
}

void History::detachRedo(std::uint64_t newGroup, const std::string& file)
{
    detach(m_undone.back(), newGroup, file);
}

} // namespace remit::workspace
