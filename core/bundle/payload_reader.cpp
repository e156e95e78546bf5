// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/payload_reader.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::bundle {
namespace {

constexpr int kPayloadNesting = 16;
constexpr std::string_view kDigestPrefix = "sha256:";

} // namespace

bool isHexDigest(std::string_view text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<JsonValue> parsePayload(std::string_view payload, std::string& problem)
{
    JsonOptions options;
    options.maxNesting = kPayloadNesting;
    JsonDocument document = parseJson(payload, {}, options);
    if (document.root && !hasErrors(document.diagnostics))
        return std::move(document.root);
    problem = document.diagnostics.empty() ? "it is no JSON" : document.diagnostics.front().message;
    return std::nullopt;
}

PayloadReader::PayloadReader(const JsonValue& value, std::string what, std::string& problem)
    : m_value(&value)
    , m_what(what)
    , m_problem(problem)
    , m_reader(value, std::move(what), {}, m_diagnostics)
{}

bool PayloadReader::isNull(std::string_view key) const
{
    const JsonValue* value = m_value->find(key);
    return value != nullptr && value->isNull();
}

void PayloadReader::wrong(std::string_view key, std::string_view why)
{
    if (m_problem.empty() && m_diagnostics.empty())
        m_problem = fmt::format("\"{}\" of the {} {}", key, m_what, why);
}

std::string PayloadReader::text(std::string_view key)
{
    return m_reader.requiredString(key);
}

std::int64_t PayloadReader::number(std::string_view key, std::int64_t least)
{
    const std::int64_t value = m_reader.requiredInt(key);
    if (value < least)
        wrong(key, fmt::format("must be {} or more", least));
    return value;
}

Instant PayloadReader::instant(std::string_view key)
{
    const auto instant = parseRfc3339(text(key));
    if (!instant)
        wrong(key, "is not a point in time");
    return instant.value_or(Instant{});
}

std::string PayloadReader::digest(std::string_view key)
{
    std::string value = text(key);
    if (!value.starts_with(kDigestPrefix) ||
        !isHexDigest(std::string_view(value).substr(kDigestPrefix.size())))
        wrong(key, "is no SHA-256 digest");
    return value;
}

std::optional<std::string> PayloadReader::textOrNull(std::string_view key)
{
    if (isNull(key)) {
        (void)m_reader.required(key);
        return std::nullopt;
    }
    return text(key);
}

std::optional<std::int64_t> PayloadReader::numberOrNull(std::string_view key, std::int64_t least)
{
    if (isNull(key)) {
        (void)m_reader.required(key);
        return std::nullopt;
    }
    return number(key, least);
}

std::optional<Instant> PayloadReader::instantOrNull(std::string_view key)
{
    if (isNull(key)) {
        (void)m_reader.required(key);
        return std::nullopt;
    }
    return instant(key);
}

std::optional<std::string> PayloadReader::digestOrNull(std::string_view key)
{
    if (isNull(key)) {
        (void)m_reader.required(key);
        return std::nullopt;
    }
    return digest(key);
}

const JsonValue* PayloadReader::object(std::string_view key)
{
    return m_reader.required(key, JsonKind::Object);
}

const JsonValue* PayloadReader::objectOrNull(std::string_view key)
{
    if (isNull(key)) {
        (void)m_reader.required(key);
        return nullptr;
    }
    return object(key);
}

const JsonValue* PayloadReader::array(std::string_view key)
{
    return m_reader.required(key, JsonKind::Array);
}

bool PayloadReader::finish()
{
    m_reader.finish();
    if (m_problem.empty() && hasErrors(m_diagnostics))
        m_problem = m_diagnostics.front().message;
    return m_problem.empty();
}

} // namespace remit::bundle
