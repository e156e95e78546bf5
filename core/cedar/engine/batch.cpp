// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/decide.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace remit::cedar {

namespace {

/// Requests that a thread takes at a time: enough that threads seldom meet, few enough that a stop
/// is heard at once.
constexpr std::size_t kPortion = 64;

class Batch {
public:
    Batch(const Program& program, const EntityStore& entities, std::span<const Request> requests,
          const JobControl& control)
        : m_program(program)
        , m_entities(entities)
        , m_requests(requests)
        , m_control(control)
        , m_responses(requests.size())
    {}

    void run(std::size_t threads)
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < threads; ++i)
            others.emplace_back([this] { work(); });
        work();
    }

    [[nodiscard]] std::vector<Response> take() { return std::move(m_responses); }

private:
    void work()
    {
        Scratch scratch;
        while (!m_control.cancelled()) {
            const std::size_t begin = m_next.fetch_add(kPortion);
            if (begin >= m_requests.size())
                return;
            const std::size_t end = std::min(begin + kPortion, m_requests.size());
            for (std::size_t i = begin; i < end; ++i)
                m_responses[i] = authorize(m_program, m_entities, m_requests[i], scratch);
            m_control.tell(end, m_requests.size());
        }
    }

    const Program& m_program;
    const EntityStore& m_entities;
    std::span<const Request> m_requests;
    const JobControl& m_control;
    std::vector<Response> m_responses;
    std::atomic<std::size_t> m_next{0};
};

std::size_t threadsFor(std::size_t requests, unsigned wanted)
{
    const std::size_t portions = (requests + kPortion - 1) / kPortion;
    return std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(1, portions));
}

} // namespace

Result<std::vector<Response>> authorizeAll(const Program& program, const EntityStore& entities,
                                           std::span<const Request> requests, unsigned threads,
                                           const JobControl& control)
{
    Batch batch(program, entities, requests, control);
    batch.run(threadsFor(requests.size(), threads));
    if (control.cancelled())
        return failure(ErrorCode::Cancelled, "the decisions were stopped");
    return batch.take();
}

std::vector<Response> authorizeAll(const Program& program, const EntityStore& entities,
                                   std::span<const Request> requests, unsigned threads)
{
    return *authorizeAll(program, entities, requests, threads, JobControl{});
}

} // namespace remit::cedar
