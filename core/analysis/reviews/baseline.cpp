// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/reviews/baseline.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"

namespace remit::analysis {

namespace {

std::string textOf(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value != nullptr && value->isString() ? value->text : std::string();
}

/// The kind of the first crossing; empty where there is none.
std::string firstKind(const JsonValue& line)
{
    const JsonValue* crossings = line.find("crossings");
    if (crossings == nullptr || !crossings->isArray() || crossings->items.empty())
        return {};
    return textOf(crossings->items.front(), "kind");
}

tl::unexpected<Error> malformed(const std::string& name, std::size_t line)
{
    return failure(ErrorCode::Malformed,
                   shown(name) + ", line " + std::to_string(line) + ", is no line of a replay",
                   "A baseline is the output of `remit replay --format jsonl`.");
}

} // namespace

Result<> Baseline::addReplay(std::string_view text, const std::string& name)
{
    std::size_t number = 0;
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        if (trimmed(line).empty())
            continue;
        const JsonDocument document = parseJson(line, name);
        if (!document.root || !document.root->isObject() || hasErrors(document.diagnostics))
            return malformed(name, number);
        const JsonValue& row = *document.root;
        if (row.find("summary") != nullptr)
            continue;
        const JsonValue* step = row.find("step");
        const auto at = step != nullptr && step->isNumber() ? step->asInt64() : std::nullopt;
        const std::string verdict = textOf(row, "verdict");
        if (!at || verdict.empty())
            return malformed(name, number);
        if (verdict == decision::name(decision::Verdict::Undecidable))
            m_undecidable.emplace(textOf(row, "run"), *at);
        else if (const std::string kind = firstKind(row); !kind.empty())
            m_crossings.insert({textOf(row, "run"), *at, kind});
    }
    return {};
}

void Baseline::addReviews(const ReviewBook& reviews, Instant at)
{
    for (const Review& review : reviews.reviews()) {
        if (review.crossing && reviews.settledBy(*review.crossing, at) != nullptr)
            m_crossings.insert(*review.crossing);
    }
}

bool Baseline::isNew(const decision::CallVerdict& row) const
{
    if (row.verdict == decision::Verdict::Undecidable)
        return m_undecidable.count({row.run, row.step}) == 0;
    const auto key = crossingKey(row);
    return key && m_crossings.count(*key) == 0;
}

} // namespace remit::analysis
