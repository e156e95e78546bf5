// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store/verdict_row.h"

#include "core/replay/store/verdict_details.h"

namespace remit::replay::store {
namespace {

using decision::CallVerdict;
using trace::Statement;

/// Two bits a member: 0 unknown, 1 no, 2 yes.
std::int64_t packed(const decision::Triad& triad)
{
    const auto bits = [](decision::Tristate value) { return !value ? 0 : *value ? 2 : 1; };
    return bits(triad.authenticated) | bits(triad.delegated) << 2 | bits(triad.permitted) << 4;
}

decision::Tristate unpacked(std::int64_t bits)
{
    return (bits & 3) == 0 ? std::nullopt : decision::Tristate((bits & 3) == 2);
}

/// Reads the columns of texts, and remembers whether one was damaged.
struct TextReader {
    const Statement& from;
    const TextLookup& texts;
    bool sound = true;

    void take(Column column, std::string& to)
    {
        const std::string* text = texts(from.integer(column));
        sound = sound && text != nullptr;
        if (text != nullptr)
            to = *text;
    }
    void take(Column column, std::optional<std::string>& to)
    {
        if (!from.isNull(column))
            take(column, to.emplace());
    }
};

} // namespace

void bindRow(Statement& insert, std::int64_t number, const CallVerdict& row, NewTexts& texts)
{
    // Names all members: a new one does not compile until it is kept as well, here or in details.
    const auto& [run, session, step, call, time, agent, onBehalfOf, credential, workload, task,
                 tool, action, resource, verdict, triad, crossings, notes, chain, reasons,
                 approvalsUsed, unknown, undecidable, skipped, asKnownThen] = row;
    const auto bind = [&insert](Column column, const auto& value) {
        insert.bind(column + 1, value);
    };
    bind(Row, number);
    bind(Run, texts.numberOf(run));
    bind(Session, texts.numberOf(session));
    bind(Agent, texts.numberOf(agent));
    bind(OnBehalfOf, texts.numberOf(onBehalfOf));
    bind(Credential, texts.numberOf(credential));
    bind(Workload, texts.numberOf(workload));
    bind(Task, texts.numberOf(task));
    bind(Tool, texts.numberOf(tool));
    bind(Action, texts.numberOf(action));
    bind(Resource, texts.numberOf(resource));
    bind(Step, step);
    bind(CallId, call);
    bind(Time, time ? std::optional(time->milliseconds) : std::nullopt);
    bind(Verdict, static_cast<std::int64_t>(verdict));
    bind(CrossingKind, crossings.empty()
                           ? std::nullopt
                           : std::optional(static_cast<std::int64_t>(crossings.front().kind)));
    bind(Triad, packed(triad));
    bind(Details, detailsOf(row));
}

Result<CallVerdict> readRow(const Statement& from, const TextLookup& texts)
{
    CallVerdict row;
    TextReader reader{from, texts};
    reader.take(Run, row.run);
    reader.take(Session, row.session);
    reader.take(Agent, row.agent);
    reader.take(OnBehalfOf, row.onBehalfOf);
    reader.take(Credential, row.credential);
    reader.take(Workload, row.workload);
    reader.take(Task, row.task);
    reader.take(Tool, row.tool);
    reader.take(Action, row.action);
    reader.take(Resource, row.resource);
    row.step = from.integer(Step);
    row.call = from.text(CallId);
    if (const auto time = from.optionalInteger(Time))
        row.time = Instant{*time};
    row.verdict = static_cast<decision::Verdict>(from.integer(Verdict));
    const std::int64_t triad = from.integer(Triad);
    row.triad = {unpacked(triad), unpacked(triad >> 2), unpacked(triad >> 4)};
    const bool sound =
        reader.sound && (from.isNull(Details) || readDetails(from.view(Details), row));
    if (!sound)
        return failure(ErrorCode::Malformed, "the kept verdicts are damaged",
                       "Move .remit-local/traces.sqlite away and import the traces again.");
    return row;
}

} // namespace remit::replay::store
