// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/keys/trust.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace remit::bundle {
namespace {

constexpr std::int64_t kTrustFormat = 1;

std::optional<Instant> trustInstant(ObjectReader& reader, std::string_view key)
{
    const JsonValue* value = reader.optional(key, JsonKind::String);
    if (value == nullptr)
        return std::nullopt;
    const auto instant = parseRfc3339(value->text);
    if (!instant)
        reader.report("trust/bad-time", value->span,
                      jsonQuoted(value->text) + " is not a point in time",
                      "Write it as in RFC 3339: \"2026-03-01T09:15:00Z\".");
    return instant;
}

PublicKey trustKey(ObjectReader& reader)
{
    const JsonValue* value = reader.required("key", JsonKind::String);
    if (value == nullptr)
        return {};
    const auto key = parsePublicKey(value->text, "it");
    if (!key)
        reader.report("trust/bad-key", value->span, "this is no public key: " + key.error().message,
                      "Copy the line of the .pub file: \"ssh-ed25519 AAAA…\".");
    return key ? key->key : PublicKey{};
}

TrustedKey readTrustedKey(const JsonValue& value, const std::string& file, Diagnostics& diagnostics,
                          const TrustFile& before)
{
    ObjectReader reader(value, "trusted key", file, diagnostics);
    TrustedKey key;
    key.name = reader.requiredString("name");
    const bool taken = std::any_of(before.keys.begin(), before.keys.end(),
                                   [&](const TrustedKey& one) { return one.name == key.name; });
    if (taken && value.find("name") != nullptr)
        reader.report("trust/name-taken", value.find("name")->span,
                      "there is a key named " + jsonQuoted(key.name) + " already",
                      "Give each key a name of its own: reports say who signed by it.");
    key.key = trustKey(reader);
    key.notBefore = trustInstant(reader, "notBefore");
    key.notAfter = trustInstant(reader, "notAfter");
    if (key.notBefore && key.notAfter && *key.notAfter <= *key.notBefore)
        reader.report("trust/never-valid", value.find("notAfter")->span,
                      "the key ends before it begins", "Look at both dates.");
    reader.finish();
    return key;
}

void readTrustMembers(const JsonValue& root, const std::string& file, ReadTrust& result)
{
    ObjectReader reader(root, "trust file", file, result.diagnostics);
    const std::int64_t version = reader.requiredInt("remit-trust");
    const JsonValue* written = root.find("remit-trust");
    if (written != nullptr && written->asInt64() && version != kTrustFormat)
        reader.report("trust/format-version", written->span,
                      fmt::format("this trust file has version {}, this program reads {}", version,
                                  kTrustFormat),
                      "Use a newer version of Remit, or write 1.");
    const JsonValue* keys = reader.required("keys", JsonKind::Array);
    if (keys != nullptr)
        for (const JsonValue& item : keys->items)
            result.trust.keys.push_back(
                readTrustedKey(item, file, result.diagnostics, result.trust));
    reader.finish();
}

} // namespace

bool TrustedKey::countsAt(Instant at) const
{
    return (!notBefore || *notBefore <= at) && (!notAfter || at < *notAfter);
}

ReadTrust readTrustFile(std::string_view text, const std::string& file)
{
    ReadTrust result;
    JsonDocument document = parseJson(text, file);
    result.diagnostics = std::move(document.diagnostics);
    if (document.root)
        readTrustMembers(*document.root, file, result);
    return result;
}

std::string trustFileText(const TrustFile& trust)
{
    std::string keys;
    for (const TrustedKey& key : trust.keys) {
        keys += keys.empty() ? "\n" : ",\n";
        keys += fmt::format("    {{ \"name\": {}, \"key\": {}", jsonQuoted(key.name),
                            jsonQuoted(toOpenSsh(key.key)));
        if (key.notBefore)
            keys += ", \"notBefore\": " + jsonQuoted(rfc3339(*key.notBefore));
        if (key.notAfter)
            keys += ", \"notAfter\": " + jsonQuoted(rfc3339(*key.notAfter));
        keys += " }";
    }
    return fmt::format("{{\n  \"remit-trust\": {},\n  \"keys\": [{}]\n}}\n", kTrustFormat,
                       keys.empty() ? keys : keys + "\n  ");
}

bool looksLikeTrustFile(std::string_view text)
{
    return trimmed(text).starts_with('{');
}

std::filesystem::path usualTrustFile()
{
    const auto setTo = [](const char* variable) {
        const char* value = std::getenv(variable);
        return std::filesystem::path(value == nullptr ? "" : value);
    };
    if (const auto config = setTo("XDG_CONFIG_HOME"); config.is_absolute())
        return config / "remit/trust.json";
    const auto home = setTo("HOME");
    return home.empty() ? home : home / ".config/remit/trust.json";
}

Result<TrustFile> rotated(TrustFile trust, std::string_view old, TrustedKey next, Instant at,
                          std::int64_t overlapMilliseconds)
{
    bool found = false;
    std::vector<std::string> names;
    for (TrustedKey& key : trust.keys) {
        names.push_back(key.name);
        if (key.key == next.key || key.name == next.name)
            return failure(ErrorCode::Invalid,
                           fmt::format("{} is trusted already",
                                       key.key == next.key ? "the new key" : jsonQuoted(next.name)),
                           "give the new key's .pub file, and a name of its own");
        if (key.name != old)
            continue;
        found = true;
        const Instant end{at.milliseconds + overlapMilliseconds};
        key.notAfter = key.notAfter ? std::min(*key.notAfter, end) : end;
    }
    if (!found) {
        const auto near = nearest(std::string(old), names);
        return failure(ErrorCode::NotFound, fmt::format("no key is named {}", jsonQuoted(old)),
                       near ? "did you mean " + jsonQuoted(*near) + "?"
                            : "look at the names in the trust file");
    }
    next.notBefore = at;
    trust.keys.push_back(std::move(next));
    return trust;
}

} // namespace remit::bundle
