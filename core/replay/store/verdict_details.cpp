// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store/verdict_details.h"

#include "core/decision/json_text.h"

#include <nlohmann/json.hpp>

namespace remit::replay::store {
namespace {

using decision::CallVerdict;
using decision::Crossing;
using decision::JsonText;
using decision::SkippedPolicy;
using Json = nlohmann::json;

void writeCrossing(JsonText& json, const Crossing& crossing)
{
    json.beginArray().number(static_cast<std::int64_t>(crossing.kind));
    json.numberOrNull(crossing.hop).string(crossing.principal).strings(crossing.policies);
    json.string(crossing.message).endArray();
}

Crossing crossingOf(const Json& json)
{
    Crossing crossing;
    crossing.kind = static_cast<decision::CrossingKind>(json.at(0).get<int>());
    if (!json.at(1).is_null())
        crossing.hop = json.at(1).get<std::int64_t>();
    crossing.principal = json.at(2).get<std::string>();
    crossing.policies = json.at(3).get<std::vector<std::string>>();
    crossing.message = json.at(4).get<std::string>();
    return crossing;
}

void readLists(const Json& json, CallVerdict& row)
{
    const auto take = [&json](const char* key, std::vector<std::string>& to) {
        if (const auto found = json.find(key); found != json.end())
            to = found->get<std::vector<std::string>>();
    };
    take("notes", row.notes);
    take("chain", row.chain);
    take("reasons", row.reasons);
    take("approvals", row.approvalsUsed);
    take("unknown", row.unknown);
    row.undecidable = json.value("undecidable", std::string());
    if (const auto found = json.find("asKnownThen"); found != json.end())
        row.asKnownThen = static_cast<decision::Verdict>(found->get<int>());
}

void readAll(const Json& json, CallVerdict& row)
{
    readLists(json, row);
    for (const Json& crossing : json.value("crossings", Json::array()))
        row.crossings.push_back(crossingOf(crossing));
    for (const Json& one : json.value("skipped", Json::array()))
        row.skipped.push_back(
            {one.at(0).get<std::string>(), one.at(1).get<std::string>(), one.at(2).get<bool>()});
}

} // namespace

std::optional<std::string> detailsOf(const CallVerdict& row)
{
    JsonText json;
    json.beginObject();
    bool any = false;
    const auto list = [&](const char* key, const std::vector<std::string>& texts) {
        if (!texts.empty())
            json.key(key).strings(texts);
        any = any || !texts.empty();
    };
    list("notes", row.notes);
    list("chain", row.chain);
    list("reasons", row.reasons);
    list("approvals", row.approvalsUsed);
    list("unknown", row.unknown);
    if (!row.undecidable.empty())
        json.key("undecidable").string(row.undecidable);
    if (!row.crossings.empty()) {
        json.key("crossings").beginArray();
        for (const Crossing& crossing : row.crossings)
            writeCrossing(json, crossing);
        json.endArray();
    }
    if (!row.skipped.empty()) {
        json.key("skipped").beginArray();
        for (const SkippedPolicy& one : row.skipped)
            json.beginArray().string(one.policy).string(one.error).boolean(one.forbid).endArray();
        json.endArray();
    }
    if (row.asKnownThen)
        json.key("asKnownThen").number(static_cast<std::int64_t>(*row.asKnownThen));
    any = any || row.asKnownThen || !row.undecidable.empty() || !row.crossings.empty() ||
          !row.skipped.empty();
    return any ? std::optional(json.endObject().take()) : std::nullopt;
}

bool readDetails(std::string_view text, CallVerdict& row)
{
    try {
        readAll(Json::parse(text), row);
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

} // namespace remit::replay::store
