// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/workload_report.h"

#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

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

template <class Work>
double medianOf(int runs, Work work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const Clock::time_point start = Clock::now();
        work();
        times.push_back(nanoseconds(Clock::now() - start));
    }
    return median(times);
}

/// Each request is timed by itself, in turn, several times over; the clock's own time is included.
template <class Decide>
double medianDecision(const Workload& workload, int passes, Decide decideOne)
{
    std::vector<std::vector<double>> times(workload.requests.size());
    for (int pass = 0; pass < passes; ++pass) {
        for (std::size_t i = 0; i < workload.requests.size(); ++i) {
            const Clock::time_point start = Clock::now();
            decideOne(workload.requests[i]);
            times[i].push_back(nanoseconds(Clock::now() - start));
        }
    }
    std::vector<double> medians;
    medians.reserve(times.size());
    for (std::vector<double>& each : times)
        medians.push_back(median(std::move(each)));
    return median(std::move(medians));
}

/// As above, without the binding.
double medianBound(const Workload& workload, int passes, cedar::Search search)
{
    cedar::Scratch scratch;
    std::vector<double> times;
    for (int pass = 0; pass < passes; ++pass) {
        for (const cedar::Request& request : workload.requests) {
            cedar::bind(*workload.program, *workload.entities, request, scratch);
            const Clock::time_point start = Clock::now();
            (void)cedar::decideBound(scratch, cedar::Detail::Full, search);
            times.push_back(nanoseconds(Clock::now() - start));
        }
    }
    return median(std::move(times));
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
        medianOf(7, [&workload] { (void)cedar::Program::compile(parsedSet(workload.policyText)); });
    const double load = medianOf(5, [&workload] { (void)parsedEntities(workload.entityText); });
    cedar::Scratch scratch;
    const double decision = medianDecision(workload, kPasses, [&](const cedar::Request& request) {
        (void)decide(*workload.program, *workload.entities, request, scratch);
    });
    const double bound = medianBound(workload, kPasses, cedar::Search::Index);
    const double linear = medianBound(workload, 1, cedar::Search::Linear);
    return fmt::format(
        "{{\"engine\":\"remit\",\"workload\":\"{}\",\"wrong\":{},\"parse_us\":{:.1f},"
        "\"validate_us\":null,\"load_entities_us\":{:.1f},\"decision_ns\":{:.0f},"
        "\"bound_ns\":{:.0f},\"linear_ns\":{:.0f}}}",
        workload.name, wrongAnswers(workload), parse / 1000, load / 1000, decision, bound, linear);
}

} // namespace remit::bench
