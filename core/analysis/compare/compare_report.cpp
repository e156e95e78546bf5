// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"
#include "core/base/text.h"
#include "core/decision/json_text.h"
#include "core/decision/verdict_json.h"

#include <algorithm>

namespace remit::analysis {

namespace {

std::string plural(std::size_t count, const char* what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string callLine(const CallChange& change)
{
    const decision::CallVerdict& row = change.after;
    return "    " + shown(row.run) + " step " + std::to_string(row.step) + "  " + shown(row.tool) +
           "  " + std::string(decision::name(change.before.verdict)) + " → " +
           std::string(decision::name(row.verdict)) + "\n";
}

} // namespace

std::string comparisonText(const Comparison& comparison, bool colour, std::size_t shownCalls)
{
    const auto bold = [&](const std::string& text) {
        return colour ? "\x1b[1m" + text + "\x1b[0m" : text;
    };
    std::string text;
    for (const ChangeGroup& group : grouped(comparison.changes)) {
        text += bold(plural(group.changes.size(), "call")) + ": " + sentence(group.cause) + "\n";
        const std::size_t listed = std::min(shownCalls, group.changes.size());
        for (std::size_t i = 0; i < listed; ++i)
            text += callLine(comparison.changes[group.changes[i]]);
        if (listed < group.changes.size())
            text += "    and " + std::to_string(group.changes.size() - listed) + " more\n";
    }
    if (!text.empty())
        text += "\n";
    if (comparison.isCut())
        text += "The first " + std::to_string(comparison.changes.size()) + " are listed.\n";
    return text + std::to_string(comparison.counts.total()) + " of " +
           plural(static_cast<std::size_t>(comparison.after.calls), "call") +
           " change verdict: " + std::to_string(comparison.count(ChangeKind::NewlyCrossed)) +
           " newly crossed, " + std::to_string(comparison.count(ChangeKind::NewlyAllowed)) +
           " newly allowed\n";
}

std::string timingsText(const Comparison& comparison, bool colour)
{
    const auto list = [&](ChangeKind kind, const char* title) {
        std::string text = colour ? "\x1b[1m" + std::string(title) + "\x1b[0m" : title;
        text += ": " + std::to_string(comparison.count(kind)) + "\n";
        for (const CallChange& change : comparison.changes) {
            if (change.kind() == kind)
                text += callLine(change);
        }
        return text;
    };
    return list(ChangeKind::NewlyCrossed, "Front-loaded allows, continuous denies") +
           list(ChangeKind::NewlyAllowed, "Continuous allows, front-loaded denies");
}

std::string comparisonJsonLines(const Comparison& comparison)
{
    std::string text;
    for (const CallChange& change : comparison.changes) {
        const Cause cause = causeOf(change);
        decision::JsonText json;
        json.beginObject().key("run").string(change.after.run);
        json.key("step").number(change.after.step);
        json.key("change").string(name(change.kind()));
        json.key("cause").string(name(cause.kind)).key("policy");
        cause.policy.empty() ? json.null() : json.string(cause.policy);
        json.key("before").beginObject();
        writeVerdict(json, change.before);
        json.endObject().key("after").beginObject();
        writeVerdict(json, change.after);
        text += json.endObject().endObject().take() + "\n";
    }
    decision::JsonText json;
    json.beginObject().key("summary").beginObject();
    json.key("calls").number(comparison.after.calls);
    json.key("changed").number(static_cast<std::int64_t>(comparison.counts.total()));
    if (comparison.isCut())
        json.key("listed").number(static_cast<std::int64_t>(comparison.changes.size()));
    for (const ChangeKind kind :
         {ChangeKind::NewlyCrossed, ChangeKind::NewlyAllowed, ChangeKind::Other})
        json.key(name(kind)).number(static_cast<std::int64_t>(comparison.count(kind)));
    return text + json.endObject().endObject().take() + "\n";
}

} // namespace remit::analysis
