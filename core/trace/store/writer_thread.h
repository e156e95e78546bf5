// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/import.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace remit::trace::store {

/// Hands the events of an import to another sink on a thread of its own: one core reads and
/// redacts, the other writes. The order stays. The two are never in the sink at once, and between
/// files nothing is on its way; an error of the sink comes out at a later event, or at the end of
/// the file.
class WriterThread final : public EventSink {
public:
    explicit WriterThread(EventSink& sink);
    ~WriterThread() override;
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    Result<bool> beginFile(const SourceFile& file) override;
    Result<> take(Event event) override;
    Result<> endFile(const FileReport& report) override;
    void abandonFile() override;
    [[nodiscard]] bool hasRun(std::string_view run) const override;

private:
    using Batch = std::vector<Event>;
    /// Events on their way: some hundred kilobytes, however long the file is.
    static constexpr std::size_t kBatchEvents = 128;
    static constexpr std::size_t kBatchBytes = 256U << 10U;
    static constexpr std::size_t kBatches = 8;

    void work();
    Result<> pass();
    /// Until the sink has all that was taken; its error, if there was one.
    Result<> drain();

    EventSink& m_sink;
    mutable std::mutex m_using; ///< held by whoever is in the sink
    Batch m_next;
    std::size_t m_nextBytes = 0;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    std::deque<Batch> m_queue;
    bool m_writing = false;
    std::optional<Error> m_error;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace remit::trace::store
