// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/signing/envelope.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/bundle/limits.h"
#include "core/bundle/signing/base64.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

namespace remit::bundle {
namespace {

constexpr int kEnvelopeNesting = 4;

tl::unexpected<Refusal> badEnvelope(std::string_view why)
{
    return refused(RefusalKind::BadEnvelope,
                   fmt::format("its first member is no signed envelope: {}", why),
                   "give the file as `remit bundle build` wrote it");
}

Checked<EnvelopeSignature> readSignature(const JsonValue& value, Diagnostics& diagnostics)
{
    ObjectReader reader(value, "signature", {}, diagnostics);
    EnvelopeSignature signature;
    const auto bytes = fromBase64(reader.requiredString("sig"));
    signature.keyId = reader.optionalString("keyid").value_or(std::string());
    reader.finish();
    if (!bytes)
        return badEnvelope("a signature is no Base64");
    signature.bytes = *bytes;
    return signature;
}

Checked<Envelope> readMembersOfEnvelope(const JsonValue& root, Diagnostics& diagnostics)
{
    ObjectReader reader(root, "envelope", {}, diagnostics);
    Envelope envelope;
    const auto payload = fromBase64(reader.requiredString("payload"));
    envelope.payloadType = reader.requiredString("payloadType");
    const JsonValue* signatures = reader.required("signatures", JsonKind::Array);
    reader.finish();
    if (!payload)
        return badEnvelope("the payload is no Base64");
    envelope.payload = *payload;
    const std::size_t count = signatures == nullptr ? 0 : signatures->items.size();
    if (count > limits::kSignatures)
        return badEnvelope(fmt::format("it has more than {} signatures", limits::kSignatures));
    for (std::size_t i = 0; i < count; ++i) {
        auto signature = readSignature(signatures->items[i], diagnostics);
        if (!signature)
            return tl::unexpected(signature.error());
        envelope.signatures.push_back(std::move(*signature));
    }
    return envelope;
}

} // namespace

std::string preAuthEncoding(std::string_view payloadType, std::string_view payload)
{
    return fmt::format("DSSEv1 {} {} {} {}", payloadType.size(), payloadType, payload.size(),
                       payload);
}

Checked<Envelope> readEnvelope(std::string_view text)
{
    if (text.size() > limits::kStatusBytes)
        return badEnvelope("it is too large");
    JsonOptions options;
    options.maxNesting = kEnvelopeNesting;
    JsonDocument document = parseJson(text, {}, options);
    if (!document.root || hasErrors(document.diagnostics))
        return badEnvelope(document.diagnostics.empty() ? std::string("it is no JSON")
                                                        : document.diagnostics.front().message);
    auto envelope = readMembersOfEnvelope(*document.root, document.diagnostics);
    if (hasErrors(document.diagnostics))
        return badEnvelope(document.diagnostics.front().message);
    return envelope;
}

std::string envelopeText(const Envelope& envelope)
{
    std::vector<EnvelopeSignature> sorted = envelope.signatures;
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::tie(a.keyId, a.bytes) < std::tie(b.keyId, b.bytes);
    });
    std::string signatures;
    for (const EnvelopeSignature& one : sorted) {
        signatures += signatures.empty() ? "{" : ",{";
        if (!one.keyId.empty())
            signatures += "\"keyid\":" + jsonQuoted(one.keyId) + ",";
        signatures += "\"sig\":\"" + toBase64(one.bytes) + "\"}";
    }
    return fmt::format("{{\"payload\":\"{}\",\"payloadType\":{},\"signatures\":[{}]}}\n",
                       toBase64(envelope.payload), jsonQuoted(envelope.payloadType), signatures);
}

void addSignature(Envelope& envelope, const PrivateKey& key)
{
    const std::string message = preAuthEncoding(envelope.payloadType, envelope.payload);
    std::erase_if(envelope.signatures, [&](const EnvelopeSignature& one) {
        return holds(key.publicKey(), message, one.bytes);
    });
    envelope.signatures.push_back({fingerprint(key.publicKey()), key.sign(message)});
}

std::vector<SignatureReport> checkSignatures(const Envelope& envelope,
                                             const std::vector<TrustedKey>& trusted, Instant at)
{
    const std::string message = preAuthEncoding(envelope.payloadType, envelope.payload);
    std::vector<SignatureReport> reports;
    for (const EnvelopeSignature& signature : envelope.signatures) {
        SignatureReport report{signature.keyId, {}, {}, false};
        for (const TrustedKey& key : trusted) {
            if (report.inTime || !holds(key.key, message, signature.bytes))
                continue;
            const bool inTime = key.countsAt(at);
            if (inTime || !report.signer) // the name by which it counts, where there is one
                report = {signature.keyId, key.name, key.key, inTime};
        }
        reports.push_back(std::move(report));
    }
    return reports;
}

std::size_t distinctSigners(const std::vector<SignatureReport>& reports)
{
    std::set<PublicKey> keys;
    for (const SignatureReport& report : reports) {
        if (report.key && report.inTime)
            keys.insert(*report.key);
    }
    return keys.size();
}

Checked<> enoughSigners(const std::vector<SignatureReport>& reports, std::size_t threshold)
{
    const std::size_t signers = distinctSigners(reports);
    if (signers >= threshold && threshold > 0)
        return {};
    std::string outOfTime;
    for (const SignatureReport& report : reports) {
        if (report.signer && !report.inTime)
            outOfTime += (outOfTime.empty() ? "" : ", ") + jsonQuoted(shown(*report.signer));
    }
    std::string message =
        fmt::format("signatures by {} trusted key{} are needed, and it has {} that hold{}",
                    threshold, threshold == 1 ? "" : "s",
                    signers == 0 ? "none" : std::to_string(signers), signers == 1 ? "s" : "");
    if (!outOfTime.empty())
        message += fmt::format(" (the key {} is not valid at this time)", outOfTime);
    return refused(RefusalKind::NotSigned, message,
                   reports.empty() ? "let it be signed: `remit bundle sign FILE --key K`"
                                   : "check that the trusted keys are the signers', and that "
                                     "nobody has changed the file");
}

} // namespace remit::bundle
