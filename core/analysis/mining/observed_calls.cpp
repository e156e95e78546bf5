// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/observed_calls.h"

#include "core/base/text.h"
#include "core/replay/visit_calls.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace remit::analysis {
namespace {

bool matchesAny(const std::vector<std::string>& globs, std::string_view text)
{
    return globs.empty() || std::any_of(globs.begin(), globs.end(), [text](const auto& glob) {
               return globMatches(glob, text);
           });
}

/// What the events of a session say of its calls beside the verdict.
class Recorded {
public:
    explicit Recorded(const std::vector<trace::Event>& events)
    {
        for (const trace::Event& event : events) {
            if (const auto* call = std::get_if<trace::Call>(&event.body))
                m_calls[event.run].push_back(call);
            else if (const auto* result = std::get_if<trace::CallResult>(&event.body))
                m_results.try_emplace({event.run, result->callId}, result);
        }
    }

    void fill(ObservedCall& observed) const
    {
        const auto calls = m_calls.find(observed.verdict.run);
        const auto step = static_cast<std::size_t>(observed.verdict.step);
        if (calls == m_calls.end() || step >= calls->second.size())
            return;
        const trace::Call& call = *calls->second[step];
        if (call.arguments) {
            JsonDocument document = parseJson(*call.arguments);
            if (document.root && document.root->isObject())
                observed.arguments = std::make_shared<const JsonValue>(std::move(*document.root));
        }
        const auto result = m_results.find({observed.verdict.run, call.callId});
        if (result == m_results.end())
            return;
        observed.succeeded = result->second->ok;
        observed.result = result->second->content;
    }

private:
    std::map<std::string, std::vector<const trace::Call*>, std::less<>> m_calls; ///< by run, step
    std::map<std::pair<std::string, std::string>, const trace::CallResult*> m_results;
};

/// `every` of each argument in `context.provenance`.
ArgumentSources sourcesOf(const cedar::Attributes& context)
{
    ArgumentSources sources;
    const auto provenance = context.find("provenance");
    if (provenance == context.end() || !provenance->second.is(cedar::ValueKind::Record))
        return sources;
    for (const auto& [argument, origin] : provenance->second.asRecord()) {
        if (!origin.is(cedar::ValueKind::Record))
            continue;
        const auto every = origin.asRecord().find("every");
        if (every == origin.asRecord().end() || !every->second.is(cedar::ValueKind::Set))
            continue;
        std::vector<std::string>& names = sources[argument];
        for (const cedar::Value& name : every->second.asSet())
            names.push_back(name.asString());
    }
    return sources;
}

/// Where each run's session is in the source.
std::map<std::string, std::size_t, std::less<>> sessionOfRun(const replay::EventSource& source)
{
    std::map<std::string, std::size_t, std::less<>> sessions;
    for (std::size_t i = 0; i < source.sessions().size(); ++i)
        for (const std::string& run : source.sessions()[i].runs)
            sessions.emplace(run, i);
    return sessions;
}

} // namespace

bool RunChoice::takes(std::string_view run, std::string_view task) const
{
    return matchesAny(runs, run) && matchesAny(tasks, task);
}

Result<std::vector<ObservedCall>> observedCalls(const decision::Decider& decider,
                                                const replay::EventSource& source,
                                                const RunChoice& choice, const JobControl& job)
{
    std::vector<ObservedCall> calls;
    const auto visitor = [&](const replay::SeenCall& seen) {
        const std::string task(replay::taskId(seen.verdict.task.value_or("")));
        if (choice.takes(seen.verdict.run, task))
            calls.push_back({seen.verdict,
                             task,
                             nullptr,
                             {},
                             {},
                             sourcesOf(seen.prepared.facts.context.asRecord()),
                             seen.recorded.call().redacted});
    };
    if (const Result<> visited =
            replay::visitCalls(decider, source, visitor, decision::KeepProvenance::Yes, job);
        !visited)
        return tl::unexpected(visited.error());
    const auto sessions = sessionOfRun(source);
    std::optional<std::size_t> current;
    std::optional<Recorded> recorded;
    replay::Events events; // keeps alive what `recorded` points into
    const auto isBefore = [&](const ObservedCall& a, const ObservedCall& b) {
        const std::size_t ofA = sessions.find(a.verdict.run)->second;
        const std::size_t ofB = sessions.find(b.verdict.run)->second;
        return std::tie(ofA, a.verdict.run, a.verdict.step) <
               std::tie(ofB, b.verdict.run, b.verdict.step);
    };
    std::stable_sort(calls.begin(), calls.end(), isBefore);
    for (ObservedCall& call : calls) {
        const std::size_t session = sessions.find(call.verdict.run)->second;
        if (current != session) {
            auto read = source.events(session);
            if (!read)
                return tl::unexpected(read.error());
            events = std::move(*read);
            recorded.emplace(*events);
            current = session;
        }
        recorded->fill(call);
    }
    return calls;
}

} // namespace remit::analysis
