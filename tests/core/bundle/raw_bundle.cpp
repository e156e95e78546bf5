// SPDX-License-Identifier: Apache-2.0
#include "tests/core/bundle/raw_bundle.h"

#include "core/base/hash.h"
#include "core/bundle/statement.h"

#include <cstdio>

namespace remit::test {
namespace {

void put(std::string& header, std::size_t at, const std::string& text)
{
    header.replace(at, text.size(), text);
}

std::string rawHeader(const RawMember& member)
{
    std::string header(512, '\0');
    put(header, 0, member.name.substr(0, 100));
    put(header, 100, member.mode);
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    char size[12];
    std::snprintf(size, sizeof size, "%011zo", member.type == '0' ? member.content.size() : 0);
    put(header, 124, std::string(size, 11));
    put(header, 136, member.time);
    put(header, 148, "        ");
    header[156] = member.type;
    put(header, 157, member.link);
    put(header, 257, std::string("ustar\00000", 8));
    put(header, 265, member.owner);
    put(header, 329, "0000000");
    put(header, 337, "0000000");
    unsigned sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    char checksum[8];
    std::snprintf(checksum, sizeof checksum, "%06o", sum);
    put(header, 148, std::string(checksum, 7));
    header[155] = ' ';
    return header;
}

std::string block(const RawMember& member)
{
    std::string text = rawHeader(member);
    if (member.type == '0')
        text += member.content + std::string((512 - member.content.size() % 512) % 512, '\0');
    return text;
}

} // namespace

std::string RawBundle::tar() const
{
    std::string text;
    if (!withoutEnvelope)
        text += block(
            {envelopeName, envelopeText.empty() ? bundle::envelopeText(envelope) : envelopeText});
    for (const RawMember& member : members)
        text += block(member);
    return text + std::string(1024, '\0');
}

bundle::PrivateKey keyNumber(char n)
{
    return std::move(*bundle::PrivateKey::fromSeed(bundle::Secret::copyOf(std::string(32, n))));
}

RawBundle soundBundle()
{
    RawBundle raw;
    raw.members = {
        {"entities/people.json", "[]\n"},
        {"policies/pay.cedar", "permit (principal, action, resource);\n"},
        {"policies/read.cedar", "forbid (principal, action, resource);\n"},
        {"remit.json",
         R"({"remit":1,"name":"Pay","rootEntitlement":"policies","authority":"modelled"})"},
    };
    bundle::Statement statement;
    for (const RawMember& member : raw.members)
        statement.subjects.emplace(member.name, hex(sha256(member.content)));
    statement.bundleId = "pay";
    statement.revision = 7;
    statement.notBefore = parseRfc3339("2026-01-01");
    statement.expiresAt = parseRfc3339("2027-01-01");
    statement.target = "prod";
    statement.language = bundle::kCedarLanguageVersion;
    statement.facts = bundle::kFactsVersion;
    statement.semantics = bundle::kSemanticsVersion;
    statement.authority = decision::Authority::Modelled;
    statement.statusMaxAgeSeconds = 3600;
    statement.policyDigest = sha256Text("policies");
    raw.envelope.payload = bundle::statementText(statement);
    raw.envelope.payloadType = bundle::kStatementPayload;
    bundle::addSignature(raw.envelope, keyNumber(1));
    return raw;
}

} // namespace remit::test
