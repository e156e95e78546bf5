// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/probe.h"
#include "core/base/text.h"
#include "core/decision/json_text.h"

#include <fmt/format.h>

namespace remit::analysis {

namespace {

std::string boundaryOf(const ProbeResult& result)
{
    if (result.verdict.crossings.empty())
        return result.outcome == ProbeOutcome::Undecidable
                   ? "missing: " + shown(joined(result.verdict.unknown, ", "))
                   : std::string();
    const decision::Crossing& first = result.verdict.crossings.front();
    std::string text(decision::name(first.kind));
    if (!first.policies.empty())
        text += " by " + shown(joined(first.policies, ", "));
    return text;
}

std::string probeColoured(bool colour, const char* code, std::string_view text)
{
    return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string outcomeText(const ProbeResult& result, bool colour)
{
    const char* const code = result.outcome == ProbeOutcome::Held      ? "32"
                             : result.outcome == ProbeOutcome::Crossed ? "31"
                                                                       : "33";
    return probeColoured(colour, code, name(result.outcome));
}

struct KindCounts {
    std::size_t all = 0;
    std::size_t held = 0;
    std::size_t crossed = 0;
    std::size_t undecidable = 0;
    std::size_t disturbed = 0;

    void add(const ProbeResult& result)
    {
        ++all;
        held += result.outcome == ProbeOutcome::Held ? 1 : 0;
        crossed += result.outcome == ProbeOutcome::Crossed ? 1 : 0;
        undecidable += result.outcome == ProbeOutcome::Undecidable ? 1 : 0;
        disturbed += result.disturbed.empty() ? 0 : 1;
    }
};

std::string resultText(const ProbeResult& result, const std::string& place, bool colour)
{
    const Probe& probe = result.probe;
    std::string text = fmt::format("  {} {} at step {}", probe.id, outcomeText(result, colour),
                                   result.verdict.step);
    if (const std::string boundary = boundaryOf(result); !boundary.empty())
        text += " (" + boundary + ")";
    text += fmt::format("\n      {}\n      from run {}, step {}", shown(probe.what),
                        shown(probe.run), probe.step);
    if (!result.disturbed.empty())
        text +=
            fmt::format("; {} of the recorded calls would be denied too", result.disturbed.size());
    return text + (place.empty() ? "\n" : "\n      " + shown(place) + "\n");
}

void writeResult(decision::JsonText& json, const ProbeResult& result, const std::string& place)
{
    const Probe& probe = result.probe;
    json.beginObject().key("probe").string(probe.id).key("kind").string(name(probe.kind));
    json.key("outcome").string(name(result.outcome));
    json.key("run").string(probe.run).key("step").number(probe.step);
    json.key("what").string(probe.what).key("changedRun").string(probe.changedRun);
    json.key("attempt").number(result.verdict.step).key("tool").string(result.verdict.tool);
    json.key("verdict").string(decision::name(result.verdict.verdict));
    json.key("boundary");
    if (result.verdict.crossings.empty()) {
        json.null();
    } else {
        const decision::Crossing& first = result.verdict.crossings.front();
        json.beginObject().key("kind").string(decision::name(first.kind));
        json.key("policies").strings(first.policies).key("message").string(first.message);
        json.endObject();
    }
    json.key("unknown").strings(result.verdict.unknown).key("disturbed").beginArray();
    for (const std::int64_t step : result.disturbed)
        json.number(step);
    json.endArray().key("trace");
    place.empty() ? json.null() : json.string(place);
    json.endObject();
}

std::string placeOf(const std::vector<std::string>& places, std::size_t i)
{
    return i < places.size() ? places[i] : std::string();
}

} // namespace

std::string probeText(const ProbeReport& report, const std::vector<std::string>& places, bool all,
                      bool colour)
{
    KindCounts counts[kProbeKinds];
    for (const ProbeResult& result : report.results)
        counts[static_cast<std::size_t>(result.probe.kind)].add(result);
    std::string text = fmt::format("{:<20} {:>6} {:>5} {:>8} {:>12}\n", "probes", "made", "held",
                                   "crossed", "undecidable");
    for (std::size_t i = 0; i < kProbeKinds; ++i) {
        if (counts[i].all > 0)
            text += fmt::format("{:<20} {:>6} {:>5} {:>8} {:>12}\n",
                                name(static_cast<ProbeKind>(i)), counts[i].all, counts[i].held,
                                counts[i].crossed, counts[i].undecidable);
    }
    for (const ProbeReport::None& none : report.none)
        text += fmt::format("{:<20} none: {}\n", name(none.kind), none.why);
    for (std::size_t i = 0; i < report.results.size(); ++i) {
        const ProbeResult& result = report.results[i];
        if (!all && result.outcome == ProbeOutcome::Held)
            continue;
        text += "\n" + resultText(result, placeOf(places, i), colour);
    }
    return text + fmt::format("\n{} probes with seed {}: {} held, {} crossed, {} undecidable.\n",
                              report.results.size(), report.seed, report.count(ProbeOutcome::Held),
                              report.count(ProbeOutcome::Crossed),
                              report.count(ProbeOutcome::Undecidable));
}

std::string probeJsonLines(const ProbeReport& report, const std::vector<std::string>& places)
{
    std::string text;
    for (std::size_t i = 0; i < report.results.size(); ++i) {
        decision::JsonText json;
        writeResult(json, report.results[i], placeOf(places, i));
        text += json.take() + "\n";
    }
    decision::JsonText json;
    const auto number = [&](ProbeOutcome outcome) {
        return static_cast<std::int64_t>(report.count(outcome));
    };
    json.beginObject().key("summary").beginObject();
    json.key("seed").string(std::to_string(report.seed));
    json.key("probes").number(static_cast<std::int64_t>(report.results.size()));
    json.key("held").number(number(ProbeOutcome::Held));
    json.key("crossed").number(number(ProbeOutcome::Crossed));
    json.key("undecidable").number(number(ProbeOutcome::Undecidable)).key("none").beginArray();
    for (const ProbeReport::None& none : report.none)
        json.beginObject()
            .key("kind")
            .string(name(none.kind))
            .key("why")
            .string(none.why)
            .endObject();
    json.endArray().endObject().endObject();
    return text + json.take() + "\n";
}

} // namespace remit::analysis
