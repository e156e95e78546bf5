// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/call_pages.h"

#include "ui/models/text.h"
#include "ui/shell/job_runner.h"

#include <algorithm>

namespace remit::ui {

namespace {

/// More wanted pages than this were scrolled past: nobody looks at the first of them any more.
constexpr std::size_t kMostWanted = 4;

} // namespace

CallPages::CallPages(QObject* parent) : QObject(parent) {}

void CallPages::reset(std::shared_ptr<const CallTable> table,
                      const std::vector<std::int64_t>* numbers)
{
    ++m_generation;
    m_table = std::move(table);
    m_numbers = numbers;
    m_pages.clear();
    m_used.clear();
    m_wanted.clear();
}

const decision::CallVerdict* CallPages::at(std::size_t place)
{
    const std::size_t number = place / kRowsOfPage;
    const auto page = m_pages.find(number);
    if (page == m_pages.end()) {
        want(number);
        return nullptr;
    }
    m_used.splice(m_used.begin(), m_used, page->second.used);
    const std::size_t row = place % kRowsOfPage;
    return row < page->second.rows.size() ? &page->second.rows[row] : nullptr;
}

void CallPages::want(std::size_t page)
{
    if (!m_table || m_numbers == nullptr || page * kRowsOfPage >= m_numbers->size())
        return;
    std::erase(m_wanted, page);
    m_wanted.push_back(page);
    if (m_wanted.size() > kMostWanted)
        m_wanted.erase(m_wanted.begin());
    if (!m_reading)
        readNext();
}

std::vector<std::int64_t> CallPages::numbersOf(std::size_t page) const
{
    const std::size_t begin = page * kRowsOfPage;
    const std::size_t end = std::min(m_numbers->size(), begin + kRowsOfPage);
    return {m_numbers->begin() + static_cast<std::ptrdiff_t>(begin),
            m_numbers->begin() + static_cast<std::ptrdiff_t>(end)};
}

void CallPages::readNext()
{
    if (m_wanted.empty() || m_jobs == nullptr)
        return;
    const std::size_t page = m_wanted.back();
    m_reading = true;
    m_jobs->run<Rows>(
        {.title = tr("Read calls"), .key = {}, .listed = false},
        [table = m_table, numbers = numbersOf(page)](const JobControl&) {
            return table->page(numbers);
        },
        this,
        [this, page, generation = m_generation](Result<Rows> rows) {
            m_reading = false;
            if (generation == m_generation)
                take(page, std::move(rows));
            readNext();
        });
}

void CallPages::take(std::size_t page, Result<Rows> rows)
{
    std::erase(m_wanted, page);
    if (!rows) {
        if (rows.error().code != ErrorCode::Cancelled)
            emit failed(toQString(rows.error().message));
        return;
    }
    if (m_pages.size() >= kMostPages) {
        m_pages.erase(m_used.back());
        m_used.pop_back();
    }
    m_used.push_front(page);
    const auto count = static_cast<int>(rows->size());
    m_pages[page] = {std::move(*rows), m_used.begin()};
    const auto first = static_cast<int>(page * kRowsOfPage);
    emit arrived(first, first + count - 1);
}

} // namespace remit::ui
