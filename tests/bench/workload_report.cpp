// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/workload_report.h"

#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/reference/reference_evaluator.h"
#include "core/cedar/validate/validator.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>

namespace remit::bench {

namespace {

using Clock = std::chrono::steady_clock;

double nanoseconds(Clock::duration duration)
{
    return std::chrono::duration<double, std::nano>(duration).count();
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The least of several runs: what others do on the machine only ever adds.
template <class Work>
double fastest(int runs, Work work)
{
    double least = std::numeric_limits<double>::max();
    for (int i = 0; i < runs; ++i) {
        const Clock::time_point start = Clock::now();
        work();
        least = std::min(least, nanoseconds(Clock::now() - start));
    }
    return least;
}

/// The median over the requests of the fastest of several passes: each request is timed by itself,
/// in turn with the others, so that none finds its data still warm from the pass before. `prepare`
/// is not timed; the clock's own time is included.
template <class Prepare, class Decide>
double medianDecision(const Workload& workload, int passes, Prepare prepare, Decide decideOne)
{
    std::vector<double> least(workload.requests.size(), std::numeric_limits<double>::max());
    for (int pass = 0; pass < passes; ++pass) {
        for (std::size_t i = 0; i < workload.requests.size(); ++i) {
            prepare(workload.requests[i]);
            const Clock::time_point start = Clock::now();
            decideOne(workload.requests[i]);
            least[i] = std::min(least[i], nanoseconds(Clock::now() - start));
        }
    }
    return median(std::move(least));
}

double medianFromStructs(const Workload& workload, int passes)
{
    cedar::Scratch scratch;
    return medianDecision(
        workload, passes, [](const cedar::Request&) {},
        [&](const cedar::Request& request) {
            (void)decide(*workload.program, *workload.entities, request, scratch);
        });
}

/// With the request bound already.
double medianBound(const Workload& workload, int passes, cedar::Search search)
{
    cedar::Scratch scratch;
    return medianDecision(
        workload, passes,
        [&](const cedar::Request& request) {
            cedar::bind(*workload.program, *workload.entities, request, scratch);
        },
        [&](const cedar::Request&) {
            (void)cedar::decideBound(scratch, cedar::Detail::Full, search);
        });
}

double threadNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// The mean over all requests in the thread's own time, of the best pass. What others do on the
/// machine is left out, but for what they push out of the caches.
template <class Decide>
double meanOwnTime(const Workload& workload, int passes, Decide decideOne)
{
    double least = std::numeric_limits<double>::max();
    for (int pass = 0; pass < passes; ++pass) {
        const double start = threadNanoseconds();
        for (const cedar::Request& request : workload.requests)
            decideOne(request);
        least = std::min(least, threadNanoseconds() - start);
    }
    return least / static_cast<double>(std::max<std::size_t>(1, workload.requests.size()));
}

/// Means of one workload in the thread's own time.
struct OwnTimes {
    double bind = 0;
    double decide = 0; ///< from structs: binding included
    double linear = 0; ///< binding included

    [[nodiscard]] double bound() const { return std::max(decide - bind, 1.0); }
    [[nodiscard]] double timesFaster() const { return std::max(linear - bind, 1.0) / bound(); }
};

OwnTimes ownTimes(const Workload& workload)
{
    cedar::Scratch scratch;
    const auto bindOne = [&](const cedar::Request& request) {
        cedar::bind(*workload.program, *workload.entities, request, scratch);
    };
    const auto with = [&](cedar::Search search) {
        return [&, search](const cedar::Request& request) {
            bindOne(request);
            (void)cedar::decideBound(scratch, cedar::Detail::Full, search);
        };
    };
    return {meanOwnTime(workload, 15, bindOne),
            meanOwnTime(workload, 15, with(cedar::Search::Index)),
            meanOwnTime(workload, 3, with(cedar::Search::Linear))};
}

/// The reference evaluator on the first requests.
double referenceTime(const Workload& workload)
{
    constexpr std::size_t kRequests = 5;
    std::vector<double> times;
    for (std::size_t i = 0; i < std::min(kRequests, workload.requests.size()); ++i)
        times.push_back(fastest(2, [&] {
            (void)cedar::reference::authorize(workload.policies, *workload.entities,
                                              workload.requests[i]);
        }));
    return median(std::move(times));
}

/// Microseconds, or null.
std::string validationTime(const Workload& workload)
{
    if (!workload.schema)
        return "null";
    const double time =
        fastest(3, [&] { (void)cedar::validate(workload.policies, *workload.schema); });
    return fmt::format("{:.1f}", time / 1000);
}

double perItem(std::size_t bytes, std::size_t count)
{
    return static_cast<double>(bytes) / static_cast<double>(std::max<std::size_t>(1, count));
}

bool agrees(const cedar::Response& response, const Expected& expected)
{
    std::vector<std::string> reasons = response.reasons;
    std::vector<std::string> errors;
    for (const cedar::PolicyError& error : response.errors)
        errors.push_back(error.policy);
    std::sort(reasons.begin(), reasons.end());
    std::sort(errors.begin(), errors.end());
    return (response.decision == cedar::Decision::Allow) == expected.allow &&
           reasons == expected.reasons && errors == expected.errors;
}

bool sameAnswer(const cedar::Answer& answer, const cedar::Response& response,
                const cedar::Program& program)
{
    std::vector<std::string> reasons;
    for (const std::uint32_t policy : answer.reasons)
        reasons.push_back(program.policies()[policy].id);
    return answer.decision == response.decision && reasons == response.reasons &&
           answer.errors.size() == response.errors.size();
}

} // namespace

std::size_t wrongAnswers(const Workload& workload)
{
    cedar::Scratch scratch;
    const cedar::Program& program = *workload.program;
    const cedar::EntityStore& entities = *workload.entities;
    // Explaining tries every policy: on large sets a sample suffices.
    const std::size_t explainEvery = 1 + program.policies().size() / 100;
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < workload.expected.size(); ++i) {
        const cedar::Request& request = workload.requests[i];
        const cedar::Response response = authorize(program, entities, request, scratch);
        bool right = agrees(response, workload.expected[i]);
        cedar::bind(program, entities, request, scratch);
        right =
            right && sameAnswer(decideBound(scratch, cedar::Detail::Full, cedar::Search::Linear),
                                response, program);
        right = right &&
                decideBound(scratch, cedar::Detail::DecisionOnly).decision == response.decision;
        if (i % explainEvery == 0)
            right = right && agrees(explain(program, entities, request, scratch).response,
                                    workload.expected[i]);
        wrong += right ? 0 : 1;
    }
    return wrong;
}

std::string reportLine(const Workload& workload)
{
    constexpr int kPasses = 21;
    const double parse =
        fastest(7, [&workload] { (void)cedar::Program::compile(parsedSet(workload.policyText)); });
    const double load = fastest(5, [&workload] { (void)parsedEntities(workload.entityText); });
    const double decision = medianFromStructs(workload, kPasses);
    const double bound = medianBound(workload, kPasses, cedar::Search::Index);
    const double linear = medianBound(workload, 3, cedar::Search::Linear);
    const OwnTimes own = ownTimes(workload);
    return fmt::format(
        "{{\"engine\":\"remit\",\"workload\":\"{}\",\"wrong\":{},\"parse_us\":{:.1f},"
        "\"validate_us\":{},\"load_entities_us\":{:.1f},\"decision_ns\":{:.0f},"
        "\"bound_ns\":{:.0f},\"linear_ns\":{:.0f},\"reference_ns\":{:.0f},"
        "\"decision_own_ns\":{:.0f},\"bound_own_ns\":{:.0f},\"times_linear\":{:.0f},"
        "\"bytes_per_policy\":{:.0f},\"bytes_per_entity\":{:.0f}}}",
        workload.name, wrongAnswers(workload), parse / 1000, validationTime(workload), load / 1000,
        decision, bound, linear, referenceTime(workload), own.decide, own.bound(),
        own.timesFaster(),
        perItem(workload.program->codeBytes(), workload.program->policies().size()),
        perItem(workload.entities->indexBytes(), workload.entities->size()));
}

} // namespace remit::bench
