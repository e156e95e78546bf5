// SPDX-License-Identifier: Apache-2.0
#include "core/trace/store/writer_thread.h"

#include <utility>

namespace remit::trace::store {

namespace {

/// Its text, about: what counts for the memory that waiting events take.
std::size_t bytesOf(const Event& event)
{
    if (const auto* message = std::get_if<Message>(&event.body))
        return message->text.size();
    if (const auto* result = std::get_if<CallResult>(&event.body))
        return result->content.size();
    if (const auto* call = std::get_if<Call>(&event.body))
        return call->arguments ? call->arguments->size() : 0;
    const auto* note = std::get_if<Note>(&event.body);
    return note != nullptr ? note->json.size() : 0;
}

} // namespace

WriterThread::WriterThread(EventSink& sink) : m_sink(sink), m_thread([this] { work(); }) {}

WriterThread::~WriterThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void WriterThread::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stop || !m_queue.empty(); });
        if (m_queue.empty())
            return;
        Batch batch = std::move(m_queue.front());
        m_queue.pop_front();
        const bool failed = m_error.has_value();
        m_writing = true;
        lock.unlock();
        m_changed.notify_all();
        std::optional<Error> error;
        for (Event& event : batch) {
            if (failed || error)
                break;
            const std::lock_guard held(m_using);
            if (auto taken = m_sink.take(std::move(event)); !taken)
                error = std::move(taken).error();
        }
        batch.clear();
        lock.lock();
        m_writing = false;
        if (error)
            m_error = std::move(error);
        m_changed.notify_all();
    }
}

Result<> WriterThread::pass()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.size() < kBatches; });
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    m_queue.push_back(std::exchange(m_next, {}));
    m_nextBytes = 0;
    lock.unlock();
    m_changed.notify_all();
    return {};
}

Result<> WriterThread::drain()
{
    if (!m_next.empty()) {
        if (auto passed = pass(); !passed)
            return passed;
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.empty() && !m_writing; });
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    return {};
}

Result<bool> WriterThread::beginFile(const SourceFile& file)
{
    return m_sink.beginFile(file); // nothing is on its way between files
}

Result<> WriterThread::take(Event event)
{
    m_nextBytes += bytesOf(event);
    m_next.push_back(std::move(event));
    if (m_next.size() < kBatchEvents && m_nextBytes < kBatchBytes)
        return {};
    return pass();
}

Result<> WriterThread::endFile(const FileReport& report)
{
    if (auto done = drain(); !done) {
        abandonFile();
        return done;
    }
    return m_sink.endFile(report);
}

void WriterThread::abandonFile()
{
    m_next.clear();
    m_nextBytes = 0;
    std::unique_lock lock(m_mutex);
    m_queue.clear();
    m_changed.wait(lock, [this] { return !m_writing; });
    m_error.reset();
    m_sink.abandonFile();
}

bool WriterThread::hasRun(std::string_view run) const
{
    // Of an earlier file, so that nothing of it is on its way any more.
    const std::lock_guard held(m_using);
    return m_sink.hasRun(run);
}

} // namespace remit::trace::store
