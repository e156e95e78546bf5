// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/call_table.h"

#include <QObject>

#include <cstddef>
#include <list>
#include <unordered_map>
#include <vector>

namespace remit::ui {

class JobRunner;

/// Reads the rows that a table shows, page by page, on a worker: what is looked at last is read
/// first, and what has not been looked at for long is forgotten.
class CallPages : public QObject {
    Q_OBJECT

public:
    explicit CallPages(QObject* parent = nullptr);

    void setRunner(JobRunner* jobs) { m_jobs = jobs; }
    /// Other rows, or another order. `numbers` must stay where they are until the next reset.
    void reset(std::shared_ptr<const CallTable> table, const std::vector<std::int64_t>* numbers);
    /// The row at a place of the order; null: it has not been read yet, and will be.
    [[nodiscard]] const decision::CallVerdict* at(std::size_t place);

    static constexpr std::size_t kRowsOfPage = 128;
    static constexpr std::size_t kMostPages = 64;

signals:
    /// These places can be shown now; both belong to it.
    void arrived(int first, int last);
    /// The store can no longer say.
    void failed(const QString& message);

private:
    using Rows = std::vector<decision::CallVerdict>;
    struct Page {
        Rows rows;
        std::list<std::size_t>::iterator used;
    };

    void want(std::size_t page);
    void readNext();
    void take(std::size_t page, Result<Rows> rows);
    [[nodiscard]] std::vector<std::int64_t> numbersOf(std::size_t page) const;

    JobRunner* m_jobs = nullptr;
    std::shared_ptr<const CallTable> m_table;
    const std::vector<std::int64_t>* m_numbers = nullptr;
    std::unordered_map<std::size_t, Page> m_pages;
    std::list<std::size_t> m_used;     ///< the last used first
    std::vector<std::size_t> m_wanted; ///< the last wanted last
    bool m_reading = false;
    quint64 m_generation = 0;
};

} // namespace remit::ui
