// SPDX-License-Identifier: Apache-2.0
#include "tests/core/bundle/tampering.h"

#include "core/base/hash.h"
#include "core/bundle/archive/gunzip.h"
#include "core/bundle/signing/base64.h"
#include "core/bundle/verify/verify.h"
#include "tests/core/bundle/raw_bundle.h"
#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace remit::test {
namespace {

using Json = nlohmann::ordered_json;

RawMember& memberNamed(RawBundle& raw, const std::string& name)
{
    for (RawMember& member : raw.members) {
        if (member.name == name)
            return member;
    }
    throw std::runtime_error("the case names no member: " + name);
}

/// `\u00NN` of the case is one byte.
std::string bytesOf(const Json& text)
{
    return text.get<std::string>();
}

void changeMember(RawBundle& raw, const Json& step)
{
    RawMember& member = memberNamed(raw, step["member"]);
    if (step.contains("content"))
        member.content = bytesOf(step["content"]);
    if (step.contains("flip"))
        member.content.at(step["flip"].get<std::size_t>()) ^= 1;
    if (step.contains("mode"))
        member.mode = step["mode"];
    if (step.contains("time"))
        member.time = step["time"];
    if (step.contains("owner"))
        member.owner = step["owner"];
    if (step.contains("type"))
        member.type = step["type"].get<std::string>().at(0);
    if (step.contains("link"))
        member.link = step["link"];
    if (step.contains("name"))
        member.name = step["name"];
    if (step.value("remove", false))
        std::erase_if(raw.members, [&](const RawMember& one) { return &one == &member; });
}

void addMember(RawBundle& raw, const Json& step)
{
    RawMember member;
    member.name = step["add"];
    member.content = step.value("content", "added\n");
    member.type = step.value("type", "0").at(0);
    member.link = step.value("link", "");
    if (step.contains("zeros"))
        member.content = std::string(step["zeros"].get<std::size_t>(), '\0');
    const auto at = step.value("at", raw.members.size());
    raw.members.insert(raw.members.begin() + static_cast<std::ptrdiff_t>(at), member);
    if (step.value("sorted", false))
        std::sort(raw.members.begin(), raw.members.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
}

void changeStatement(RawBundle& raw, const Json& step)
{
    Json statement = Json::parse(raw.envelope.payload);
    const Json::json_pointer at(step["statement"].get<std::string>());
    if (step.contains("is"))
        statement[at] = step["is"];
    else
        statement[at.parent_pointer()].erase(at.back());
    raw.envelope.payload = statement.dump();
}

/// Makes the subjects those of the members, as a signer who means harm would.
void listMembers(RawBundle& raw)
{
    Json statement = Json::parse(raw.envelope.payload);
    Json subjects = Json::array();
    for (const RawMember& member : raw.members)
        subjects.push_back(
            {{"name", member.name}, {"digest", {{"sha256", hex(sha256(member.content))}}}});
    statement["subject"] = subjects;
    raw.envelope.payload = statement.dump();
}

void signAnew(RawBundle& raw, const Json& keys)
{
    raw.envelope.signatures.clear();
    for (const Json& key : keys)
        bundle::addSignature(raw.envelope, keyNumber(key.get<char>()));
}

void changeEnvelope(RawBundle& raw, const Json& step)
{
    const Json& what = step["envelope"];
    if (what.contains("payloadType"))
        raw.envelope.payloadType = what["payloadType"];
    if (what.contains("keyid"))
        raw.envelope.signatures.at(0).keyId = what["keyid"];
    if (what.contains("flip"))
        raw.envelope.signatures.at(0).bytes.at(what["flip"].get<std::size_t>()) ^= 1;
    if (what.contains("signature"))
        raw.envelope.signatures.at(0).bytes = bytesOf(what["signature"]);
    if (what.value("repeat", false))
        raw.envelope.signatures.push_back(raw.envelope.signatures.at(0));
    if (what.contains("name"))
        raw.envelopeName = what["name"];
    if (what.value("missing", false))
        raw.withoutEnvelope = true;
    if (what.contains("text"))
        raw.envelopeText = what["text"];
    if (what.contains("replace")) {
        std::string text = bundle::envelopeText(raw.envelope);
        const std::string from = what["replace"];
        const std::size_t at = text.find(from);
        if (at == std::string::npos)
            throw std::runtime_error("the envelope has no " + from);
        raw.envelopeText = text.replace(at, from.size(), what["by"].get<std::string>());
    }
    if (what.contains("blanks"))
        raw.envelopeText = bundle::envelopeText(raw.envelope) +
                           std::string(what["blanks"].get<std::size_t>(), ' ');
}

void changeRaw(RawBundle& raw, const Json& step)
{
    if (step.contains("member"))
        changeMember(raw, step);
    else if (step.contains("add"))
        addMember(raw, step);
    else if (step.contains("swap"))
        std::swap(memberNamed(raw, step["swap"][0]).content,
                  memberNamed(raw, step["swap"][1]).content);
    else if (step.contains("repeat"))
        raw.members.push_back(memberNamed(raw, step["repeat"]));
    else if (step.contains("reverse"))
        std::reverse(raw.members.begin(), raw.members.end());
    else if (step.contains("statement"))
        changeStatement(raw, step);
    else if (step.contains("payload"))
        raw.envelope.payload = bytesOf(step["payload"]);
    else if (step.contains("list"))
        listMembers(raw);
    else if (step.contains("sign"))
        signAnew(raw, step["sign"]);
    else if (step.contains("cosign"))
        bundle::addSignature(raw.envelope, keyNumber(step["cosign"].get<char>()));
    else if (step.contains("envelope"))
        changeEnvelope(raw, step);
    else if (!step.contains("tar") && !step.contains("file"))
        throw std::runtime_error("the case has an unknown step: " + step.dump());
}

/// Of the bytes of the tar or of the packed file; from the end where `keep` is negative.
void changeBytes(std::string& bytes, const Json& what)
{
    const auto size = static_cast<std::ptrdiff_t>(bytes.size());
    const auto place = [size](std::ptrdiff_t at) {
        return static_cast<std::size_t>(at < 0 ? size + at : at);
    };
    if (what.contains("keep"))
        bytes.resize(place(what["keep"]));
    if (what.contains("flip"))
        bytes.at(place(what["flip"])) ^= 1;
    if (what.contains("append"))
        bytes += bytesOf(what["append"]);
    if (what.contains("zeros"))
        bytes += std::string(what["zeros"].get<std::size_t>(), '\0');
    if (what.contains("records")) { // up to a whole one, then further ones
        constexpr std::size_t kRecord = 10240;
        const std::size_t whole = (bytes.size() + kRecord - 1) / kRecord;
        bytes.resize((whole + what["records"].get<std::size_t>() - 1) * kRecord, '\0');
    }
    if (what.value("twice", false))
        bytes += std::string(bytes);
    if (what.contains("text"))
        bytes = bytesOf(what["text"]);
    if (what.value("packAgain", false))
        bytes = bundle::gzipped(bytes);
}

std::string packedBundle(const Json& steps)
{
    RawBundle raw = soundBundle();
    for (const Json& step : steps)
        changeRaw(raw, step);
    std::string tar = raw.tar();
    for (const Json& step : steps) {
        if (step.contains("tar"))
            changeBytes(tar, step["tar"]);
    }
    std::string packed = bundle::gzipped(tar);
    for (const Json& step : steps) {
        if (step.contains("file"))
            changeBytes(packed, step["file"]);
    }
    return packed;
}

std::string digestOf(const Json& said)
{
    return said == "same" ? sha256Text(soundBundle().envelope.payload) : sha256Text("another");
}

bundle::Demands demandsOf(const Json& said)
{
    bundle::Demands demands;
    for (const Json& key : said.value("keys", Json::array({1, 2, 3}))) {
        bundle::TrustedKey trusted;
        trusted.name = "key " + key.dump();
        trusted.key = keyNumber(key.get<char>()).publicKey();
        if (said.contains("keysFrom"))
            trusted.notBefore = parseRfc3339(said["keysFrom"].get<std::string>());
        if (said.contains("keysUntil"))
            trusted.notAfter = parseRfc3339(said["keysUntil"].get<std::string>());
        demands.keys.push_back(trusted);
    }
    demands.threshold = said.value("threshold", std::size_t{1});
    demands.id = said.value("id", "pay");
    demands.target = said.value("target", "prod");
    if (said.contains("minRevision"))
        demands.minRevision = said["minRevision"].get<std::int64_t>();
    for (const Json& word : said.value("allow", Json::array())) {
        demands.allowAssumed = demands.allowAssumed || word == "assumed";
        demands.allowNotModelled = demands.allowNotModelled || word == "not-modelled";
    }
    demands.now = *parseRfc3339(said.value("now", "2026-06-01T12:00:00Z"));
    if (said.contains("accepted"))
        demands.accepted.revisions["pay"] = {said["accepted"]["revision"].get<std::int64_t>(),
                                             digestOf(said["accepted"]["payload"]),
                                             {}};
    if (said.contains("acceptedStatus"))
        demands.accepted.statuses["pay"] = {
            said["acceptedStatus"].get<std::int64_t>(), sha256Text("another"), {}};
    return demands;
}

/// A status list as the case says, signed by key 1 unless it says otherwise.
std::string statusOf(const Json& said)
{
    bundle::StatusList list;
    list.bundleId = said.value("id", "pay");
    list.number = said.value("number", std::int64_t{3});
    list.issuedAt = *parseRfc3339(said.value("issuedAt", "2026-06-01T11:30:00Z"));
    list.events = {{"grant", "g1", "revoke", *parseRfc3339("2026-05-01")}};
    bundle::Envelope envelope{said.value("payload", bundle::statusText(list)),
                              said.value("payloadType", std::string(bundle::kStatusPayload)),
                              {}};
    for (const Json& key : said.value("sign", Json::array({1})))
        bundle::addSignature(envelope, keyNumber(key.get<char>()));
    if (said.contains("flip"))
        envelope.payload.at(said["flip"].get<std::size_t>()) ^= 1;
    return bundle::envelopeText(envelope);
}

std::string kindOf(const bundle::Refusal& refusal)
{
    return std::string(bundle::name(refusal.kind));
}

} // namespace

std::vector<TamperingCase> tamperingCases()
{
    std::vector<TamperingCase> cases;
    std::vector<std::filesystem::path> files;
    const auto folder = sourceDir() / "tests/core/bundle/tampering";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        for (const Json& one : Json::parse(readAll(file)))
            cases.push_back(
                {file.stem().string() + ": " + one["name"].get<std::string>(), one.dump()});
    }
    return cases;
}

std::string statedReason(const TamperingCase& one)
{
    return Json::parse(one.json)["refused"];
}

std::string reasonFor(const TamperingCase& one)
{
    const Json said = Json::parse(one.json);
    const std::string packed = packedBundle(said.value("do", Json::array()));
    const bundle::Demands demands = demandsOf(said.value("demand", Json::object()));
    const auto verified = bundle::verify(packed, demands);
    if (!verified)
        return kindOf(verified.error());
    if (!said.contains("status"))
        return {};
    const auto status = bundle::verifyStatus(statusOf(said["status"]), demands);
    if (!status)
        return kindOf(status.error());
    const auto fresh = bundle::checkFreshness(verified->statement, status->list, demands.now);
    return fresh ? std::string() : kindOf(fresh.error());
}

} // namespace remit::test
