// SPDX-License-Identifier: Apache-2.0
#include "core/replay/filter/filter_fields.h"

#include <algorithm>

namespace remit::replay {

namespace {

using decision::CallVerdict;
using Take = std::function<bool(std::string_view)>;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view tristate(const decision::Tristate& value)
{
    if (!value)
        return "unknown";
    return *value ? "yes" : "no";
}

void takeText(const std::string& text, const Take& take)
{
    if (!text.empty())
        take(text);
}

void takeText(const std::optional<std::string>& text, const Take& take)
{
    if (text)
        take(*text);
}

bool takeAll(const std::vector<std::string>& texts, const Take& take)
{
    return std::all_of(texts.begin(), texts.end(), [&](const auto& text) { return take(text); });
}

using Visit = void (*)(const CallVerdict&, const Take&);

struct Access {
    FilterField field;
    Visit visit = nullptr;
};

const std::vector<Access>& accesses()
{
    using K = FilterKind;
    static const std::vector<Access> kAll{
        {{"verdict", K::Word, false, "allow, deny, approval_required, undecidable, unreachable"},
         [](const CallVerdict& row, const Take& take) { take(decision::name(row.verdict)); }},
        {{"crossing", K::Word, true, "kinds of the crossings"},
         [](const CallVerdict& row, const Take& take) {
             for (const decision::Crossing& crossing : row.crossings) {
                 if (!take(decision::name(crossing.kind)))
                     return;
             }
         }},
        {{"policy", K::Text, true, "ids of the policies that decided"},
         [](const CallVerdict& row, const Take& take) {
             if (!takeAll(row.reasons, take))
                 return;
             for (const decision::Crossing& crossing : row.crossings) {
                 if (!takeAll(crossing.policies, take))
                     return;
             }
         }},
        {{"tool", K::Text, false, "name of the tool, as recorded"},
         [](const CallVerdict& row, const Take& take) { takeText(row.tool, take); }},
        {{"action", K::Text, false, "Cedar action"},
         [](const CallVerdict& row, const Take& take) { takeText(row.action, take); }},
        {{"resource", K::Text, false, "Cedar resource"},
         [](const CallVerdict& row, const Take& take) { takeText(row.resource, take); }},
        {{"agent", K::Text, false, "who acts"},
         [](const CallVerdict& row, const Take& take) { takeText(row.agent, take); }},
        {{"onBehalfOf", K::Text, false, "the requester that the run names"},
         [](const CallVerdict& row, const Take& take) { takeText(row.onBehalfOf, take); }},
        {{"run", K::Text, false, "id of the run"},
         [](const CallVerdict& row, const Take& take) { takeText(row.run, take); }},
        {{"session", K::Text, false, "id of the session"},
         [](const CallVerdict& row, const Take& take) { takeText(row.session, take); }},
        {{"step", K::Number, false, "the call, counted in its run from 0"}, nullptr},
        {{"call", K::Text, false, "id of the call"},
         [](const CallVerdict& row, const Take& take) { takeText(row.call, take); }},
        {{"time", K::Time, false, "when it was made"}, nullptr},
        {{"task", K::Text, false, "task and version"},
         [](const CallVerdict& row, const Take& take) { takeText(row.task, take); }},
        {{"credential", K::Text, false, "what was presented"},
         [](const CallVerdict& row, const Take& take) { takeText(row.credential, take); }},
        {{"workload", K::Text, false, "workload identity"},
         [](const CallVerdict& row, const Take& take) { takeText(row.workload, take); }},
        {{"authenticated", K::Tristate, false, "yes, no or unknown"},
         [](const CallVerdict& row, const Take& take) { take(tristate(row.triad.authenticated)); }},
        {{"delegated", K::Tristate, false, "yes, no or unknown"},
         [](const CallVerdict& row, const Take& take) { take(tristate(row.triad.delegated)); }},
        {{"permitted", K::Tristate, false, "yes, no or unknown"},
         [](const CallVerdict& row, const Take& take) { take(tristate(row.triad.permitted)); }},
        {{"note", K::Word, true, "notes beside the verdict"},
         [](const CallVerdict& row, const Take& take) { takeAll(row.notes, take); }},
        {{"chain", K::Text, true, "grants of the chain"},
         [](const CallVerdict& row, const Take& take) { takeAll(row.chain, take); }},
        {{"approval", K::Text, true, "approvals used"},
         [](const CallVerdict& row, const Take& take) { takeAll(row.approvalsUsed, take); }},
        {{"unknown", K::Text, true, "facts that were needed and not recorded"},
         [](const CallVerdict& row, const Take& take) { takeAll(row.unknown, take); }},
        {{"undecidable", K::Word, false, "why: missing-fact, ambiguous-requester"},
         [](const CallVerdict& row, const Take& take) { takeText(row.undecidable, take); }},
        {{"skipped", K::Text, true, "policies that ended with an error"},
         [](const CallVerdict& row, const Take& take) {
             for (const decision::SkippedPolicy& one : row.skipped) {
                 if (!take(one.policy))
                     return;
             }
         }},
        {{"message", K::Text, true, "sentences of the crossings"},
         [](const CallVerdict& row, const Take& take) {
             for (const decision::Crossing& crossing : row.crossings) {
                 if (!take(crossing.message))
                     return;
             }
         }},
    };
    return kAll;
}

} // namespace

const std::vector<FilterField>& filterFields()
{
    static const std::vector<FilterField> kFields = [] {
        std::vector<FilterField> fields;
        for (const Access& access : accesses())
            fields.push_back(access.field);
        return fields;
    }();
    return kFields;
}

std::vector<std::string> filterValues(const FilterField& field)
{
    std::vector<std::string> values;
    if (field.kind == FilterKind::Tristate)
        return {"yes", "no", "unknown"};
    if (field.name == "verdict") {
        for (int i = 0; i <= static_cast<int>(decision::Verdict::Unreachable); ++i)
            values.emplace_back(decision::name(static_cast<decision::Verdict>(i)));
    } else if (field.name == "crossing") {
        for (int i = 0; i <= static_cast<int>(decision::CrossingKind::ApprovalMissing); ++i)
            values.emplace_back(decision::name(static_cast<decision::CrossingKind>(i)));
        values.emplace_back("none");
    } else if (field.name == "note") {
        values = {"novel-data",   "skipped-forbid",    "off-plan",
                  "time-assumed", "asserted-identity", "none"};
    } else if (field.name == "undecidable") {
        values = {"missing-fact", "ambiguous-requester", "none"};
    }
    return values;
}

const FilterField* filterField(std::string_view name)
{
    const std::string wanted = lowered(name);
    for (const FilterField& field : filterFields()) {
        if (lowered(field.name) == wanted)
            return &field;
    }
    return nullptr;
}

void eachValue(const FilterField& field, const CallVerdict& row, const Take& take)
{
    const auto index = static_cast<std::size_t>(&field - filterFields().data());
    if (const Visit visit = accesses()[index].visit)
        visit(row, take);
}

std::optional<std::int64_t> numberOf(const FilterField& field, const CallVerdict& row)
{
    if (field.kind == FilterKind::Time)
        return row.time ? std::optional(row.time->milliseconds) : std::nullopt;
    return row.step;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool holdsPart(std::string_view text, std::string_view wanted)
{
    return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                       [](char a, char b) { return lower(a) == b; }) != text.end() ||
           wanted.empty();
}

} // namespace remit::replay
