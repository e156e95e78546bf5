// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/observed_calls.h"

#include "core/base/text.h"
#include "core/replay/replay.h"

#include <algorithm>
#include <map>

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
    const replay::Sink sink = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (decision::CallVerdict& row : rows) {
            const std::string task(replay::taskId(row.task.value_or("")));
            if (choice.takes(row.run, task))
                calls.push_back({std::move(row), task, nullptr, {}, {}});
        }
        return {};
    };
    const auto summary = replay::replay(decider, source, {}, sink, job);
    if (!summary)
        return tl::unexpected(summary.error());
    const auto sessions = sessionOfRun(source);
    std::optional<std::size_t> current;
    std::optional<Recorded> recorded;
    replay::Events events; // keeps alive what `recorded` points into
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
