// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/span_run.h"

#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/asked_calls.h"
#include "core/trace/importers/spans/hand_off.h"
#include "core/trace/importers/spans/span_tree.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace remit::trace {

namespace {

constexpr std::int64_t kNanosecondsOfMillisecond = 1'000'000;

struct Timed {
    std::int64_t order = 0; ///< nanoseconds
    std::optional<std::int64_t> time;
    EventBody body;
};

/// Gathers the events of the spans.
class Gather {
public:
    Gather(SpanTree& tree, SaidOnce& said, const std::string& runAgent)
        : m_tree(tree), m_said(said), m_runAgent(runAgent), m_asked(tree.spans())
    {}

    std::vector<Timed> all()
    {
        findHandOffs();
        findSaid();
        for (std::size_t i = 0; i < m_tree.spans().size(); ++i)
            addSpan(i);
        if (m_tree.isTimed())
            std::stable_sort(m_events.begin(), m_events.end(),
                             [](const Timed& a, const Timed& b) { return a.order < b.order; });
        return std::move(m_events);
    }

private:
    /// What was said in one span and is new, with calls of their own only.
    struct New {
        std::vector<Said> before;
        std::vector<Said> after;
    };

    void findHandOffs()
    {
        for (std::size_t i = 0; i < m_tree.spans().size(); ++i) {
            const Span& span = m_tree.spans()[i];
            if (span.kind == Span::Kind::HandOff)
                m_handOffs.insert({giver(i), span.name});
            if (span.kind != Span::Kind::Tool)
                continue;
            if (auto to = handOffTo(span.name, span.arguments))
                m_handOffs.insert({m_tree.agent(i), std::move(*to)});
        }
    }

    const std::string& giver(std::size_t i) const
    {
        const Span& span = m_tree.spans()[i];
        return span.from.empty() ? m_tree.agent(i) : span.from;
    }

    /// In a pass before the events: what models say fills tool spans that began earlier or later.
    void findSaid()
    {
        m_new.resize(m_tree.spans().size());
        for (std::size_t i = 0; i < m_tree.spans().size(); ++i) {
            Span& span = m_tree.spans()[i];
            m_said.begin();
            for (Said& said : span.before)
                sort(said, m_new[i].before);
            for (Said& said : span.after)
                sort(said, m_new[i].after);
        }
    }

    void sort(Said& said, std::vector<Said>& to)
    {
        if (!m_said.isNew(said))
            return;
        if (said.kind == Said::Kind::Call) {
            const auto span = m_asked.spanOf(said);
            if (span) {
                fill(m_tree.spans()[*span], said);
                return;
            }
            if (!m_handOffs.empty() && handOffTo(said.tool, said.arguments))
                return; // told by the hand-over
            if (said.callId.empty())
                said.callId = "call-" + std::to_string(++m_unnamed);
            m_ownCalls.insert(said.callId);
            m_open.push_back({said.callId, said.tool});
        } else if (said.kind == Said::Kind::Result && !isOwn(said)) {
            return;
        }
        to.push_back(std::move(said));
    }

    static void fill(Span& span, const Said& said)
    {
        if (span.callId.empty())
            span.callId = said.callId;
        if (!span.arguments)
            span.arguments = said.arguments;
    }

    /// Does the result belong to a call that no tool span shows? Finds the call where it has no id.
    bool isOwn(Said& said)
    {
        if (!said.callId.empty())
            return m_ownCalls.count(said.callId) > 0 || !m_asked.hasSpans();
        const auto call = std::find_if(m_open.begin(), m_open.end(), [&](const auto& open) {
            return said.tool.empty() || open.second == said.tool;
        });
        if (call == m_open.end())
            return false;
        said.callId = call->first;
        m_open.erase(call);
        return true;
    }

    void addSpan(std::size_t i)
    {
        const Span& span = m_tree.spans()[i];
        addDelegation(i);
        for (const Said& said : m_new[i].before)
            addSaid(i, said, span.start);
        if (span.kind == Span::Kind::Tool)
            addCall(i);
        for (const Said& said : m_new[i].after)
            addSaid(i, said, span.end ? span.end : span.start);
    }

    void addDelegation(std::size_t i)
    {
        const Span& span = m_tree.spans()[i];
        if (span.kind == Span::Kind::HandOff) {
            add(Delegate{giver(i), span.name, {}, {}}, span.start);
            return;
        }
        if (!m_tree.isActor(i))
            return;
        const std::size_t above = m_tree.actorAbove(i);
        const std::string from = above != SpanTree::kNone ? m_tree.spans()[above].name : span.from;
        if (from.empty() || from == span.name || m_handOffs.count({from, span.name}) > 0)
            return;
        add(Delegate{from, span.name, {}, {}}, span.start);
    }

    Field agentOf(std::size_t i) const
    {
        const std::string& agent = m_tree.agent(i);
        return agent == m_runAgent ? Field() : nonEmpty(agent);
    }

    void addSaid(std::size_t i, const Said& said, std::optional<std::int64_t> at)
    {
        if (said.kind == Said::Kind::Call) {
            Call call;
            call.callId = said.callId;
            call.agent = agentOf(i);
            call.tool = said.tool;
            call.arguments = said.arguments;
            add(std::move(call), at);
        } else if (said.kind == Said::Kind::Result) {
            add(CallResult{said.callId, said.ok, said.text}, at);
        } else {
            Message message;
            message.role = said.role;
            if (said.role == Role::Agent)
                message.from = nonEmpty(m_tree.agent(i));
            message.text = said.text;
            add(std::move(message), at);
        }
    }

    void addCall(std::size_t i)
    {
        const Span& span = m_tree.spans()[i];
        Call call;
        call.callId = !span.callId.empty() ? span.callId
                      : !span.id.empty()   ? span.id
                                           : "call-" + std::to_string(++m_unnamed);
        call.agent = agentOf(i);
        call.tool = span.name;
        call.server = nonEmpty(span.server);
        call.arguments = span.arguments;
        const std::string id = call.callId;
        add(std::move(call), span.start);
        if (auto to = handOffTo(span.name, span.arguments))
            add(Delegate{m_tree.agent(i), std::move(*to), {}, {}}, span.start);
        if (span.result || !span.ok)
            add(CallResult{id, span.ok, span.result.value_or("")},
                span.end ? span.end : span.start);
    }

    void add(EventBody body, std::optional<std::int64_t> at)
    {
        if (const auto* delegate = std::get_if<Delegate>(&body);
            delegate != nullptr && (delegate->from.empty() || delegate->to.empty()))
            return;
        m_events.push_back({at.value_or(0), at, std::move(body)});
    }

    SpanTree& m_tree;
    SaidOnce& m_said;
    const std::string& m_runAgent;
    AskedCalls m_asked;
    std::set<std::pair<std::string, std::string>> m_handOffs;
    std::vector<New> m_new;
    std::unordered_set<std::string> m_ownCalls;
    std::vector<std::pair<std::string, std::string>> m_open; ///< own calls: id, tool
    std::size_t m_unnamed = 0;
    std::vector<Timed> m_events;
};

std::optional<Instant> instant(std::optional<std::int64_t> nanoseconds)
{
    if (!nanoseconds)
        return std::nullopt;
    return Instant{*nanoseconds / kNanosecondsOfMillisecond};
}

/// The first that is not empty, outermost spans first.
std::string first(const std::vector<Span>& spans, std::string Span::*what)
{
    for (const Span& span : spans) {
        if (!(span.*what).empty())
            return span.*what;
    }
    return {};
}

} // namespace

std::size_t Span::size() const
{
    std::size_t bytes = sizeof(Span) + id.size() + name.size() + arguments.value_or("").size() +
                        result.value_or("").size();
    for (const auto* list : {&before, &after}) {
        for (const Said& said : *list)
            bytes += sizeof(Said) + said.text.size() + said.arguments.value_or("").size();
    }
    return bytes;
}

void SpanRun::write(std::vector<Span> spans, TraceHead head)
{
    SpanTree tree(std::move(spans));
    if (!m_writer) {
        if (head.session.empty())
            head.session = first(tree.spans(), &Span::session);
        if (head.user.empty())
            head.user = first(tree.spans(), &Span::user);
        m_agent = head.agent.empty() ? tree.firstAgent() : head.agent;
        m_writer.emplace(m_output, m_run, head.session);
        RunStart start;
        start.agent = nonEmpty(m_agent);
        start.onBehalfOf = nonEmpty(head.user);
        start.attributes = std::move(head.attributes);
        const bool timed = tree.isTimed() && !tree.spans().empty();
        m_writer->write(std::move(start),
                        timed ? instant(tree.spans().front().start) : std::nullopt);
    }
    for (Timed& event : Gather(tree, m_said, m_agent).all())
        m_writer->write(std::move(event.body), instant(event.time));
}

} // namespace remit::trace
