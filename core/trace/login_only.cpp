// SPDX-License-Identifier: Apache-2.0
#include "core/trace/login_only.h"

#include "core/base/hash.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/trace/trace_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::trace {

namespace {

constexpr std::string_view kLogFormat = "authzen";
constexpr std::int64_t kWindow = 60'000;   // milliseconds
constexpr std::size_t kCandidates = 1'000; // looked at for one call
constexpr std::size_t kShown = 5;

std::string keyOf(const std::string& tool, const std::string& agent)
{
    return tool + '\n' + agent;
}

std::optional<std::string> digestOf(const Call& call)
{
    if (!call.arguments || !call.redacted.empty())
        return std::nullopt;
    const JsonDocument json = parseJson(*call.arguments);
    return json.root ? std::optional(sha256Text(canonicalJson(*json.root))) : std::nullopt;
}

bool areNear(const std::optional<Instant>& a, const std::optional<Instant>& b)
{
    if (!a || !b)
        return true;
    const std::int64_t apart = a->milliseconds - b->milliseconds;
    return apart <= kWindow && apart >= -kWindow;
}

} // namespace

void DecisionMatch::add(const Event& event)
{
    if (const auto* start = std::get_if<RunStart>(&event.body)) {
        m_agents.emplace(event.run, start->agent.text);
        if (start->format == kLogFormat)
            m_logs.insert(event.run);
        return;
    }
    const auto* call = std::get_if<Call>(&event.body);
    if (call == nullptr)
        return;
    if (m_logs.count(event.run) > 0) {
        addDecision(*call, event);
        return;
    }
    const std::string agent = call->agent.isPresent() ? call->agent.text : m_agents[event.run];
    m_calls.push_back({{event.run, event.sequence, call->callId, agent, call->tool, event.time},
                       digestOf(*call)});
}

void DecisionMatch::addDecision(const Call& call, const Event& event)
{
    ++m_count;
    auto& list = m_decisions[keyOf(call.tool, call.agent.text)];
    list.push_back({call.callId, digestOf(call), event.time, false});
    m_byCall.emplace(call.callId, &list.back());
}

bool DecisionMatch::take(const Asked& asked)
{
    const auto named = m_byCall.find(asked.call.callId);
    if (named != m_byCall.end() && !named->second->used) {
        named->second->used = true;
        return true;
    }
    const auto list = m_decisions.find(keyOf(asked.call.tool, asked.call.agent));
    if (list == m_decisions.end())
        return false;
    std::size_t looked = 0;
    for (Decision& decision : list->second) {
        looked += decision.used ? 0 : 1;
        if (looked > kCandidates)
            break;
        const bool same =
            !decision.arguments || !asked.arguments || *decision.arguments == *asked.arguments;
        if (decision.used || !same || !areNear(decision.time, asked.call.time))
            continue;
        decision.used = true;
        return true;
    }
    return false;
}

LoginOnly DecisionMatch::finish()
{
    LoginOnly found;
    found.hasLog = m_count > 0;
    found.calls = m_calls.size();
    found.decisions = m_count;
    for (Asked& asked : m_calls) {
        if (found.hasLog && !take(asked))
            found.undecided.push_back(std::move(asked.call));
    }
    m_calls.clear();
    return found;
}

Result<LoginOnly> loginOnly(const TraceStore& store)
{
    const auto runs = store.runs();
    if (!runs)
        return tl::unexpected(runs.error());
    const bool hasLog = std::any_of(runs->begin(), runs->end(),
                                    [](const RunSummary& run) { return run.format == kLogFormat; });
    if (!hasLog)
        return LoginOnly{};
    DecisionMatch match;
    for (const RunSummary& run : *runs) {
        auto cursor = store.events({run.run});
        if (!cursor)
            return tl::unexpected(cursor.error());
        for (;;) {
            auto event = cursor->next();
            if (!event)
                return tl::unexpected(event.error());
            if (!*event)
                break;
            match.add(**event);
        }
    }
    return match.finish();
}

std::vector<std::string> sentences(const LoginOnly& found)
{
    std::vector<std::string> lines;
    if (!found.hasLog || found.undecided.empty())
        return lines;
    lines.push_back(
        fmt::format("{} of {} recorded calls have no decision in the decision log: login only",
                    found.undecided.size(), found.calls));
    for (std::size_t i = 0; i < std::min(kShown, found.undecided.size()); ++i) {
        const UndecidedCall& call = found.undecided[i];
        lines.push_back(fmt::format(
            "  {} {} by {} ({})", shown(call.run), shown(call.tool),
            call.agent.empty() ? "an agent not recorded" : shown(call.agent), shown(call.callId)));
    }
    if (found.undecided.size() > kShown)
        lines.push_back(fmt::format("  … and {} more", found.undecided.size() - kShown));
    return lines;
}

} // namespace remit::trace
