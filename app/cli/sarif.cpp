// SPDX-License-Identifier: Apache-2.0
#include "app/cli/sarif.h"

#include "app/cli/version.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

/// A relative URI reference (RFC 3986): everything but unreserved characters and `/` is escaped.
std::string uri(std::string_view path)
{
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-._~/";
    std::string result;
    for (const char c : path) {
        if (kPlain.find(c) != std::string_view::npos)
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result.starts_with('/') ? "file://" + result : result;
}

std::string location(const SourceText& source, Span span, std::string_view message)
{
    const Position start = source.position(span.begin);
    const Position end = source.position(span.end);
    const std::string text =
        message.empty() ? "" : fmt::format(R"(,"message":{{"text":{}}})", jsonQuoted(message));
    return fmt::format(
        R"({{"physicalLocation":{{"artifactLocation":{{"uri":{}}},"region":{{"startLine":{},"startColumn":{},"endLine":{},"endColumn":{}}}}}{}}})",
        jsonQuoted(uri(source.name())), start.line, start.column, end.line, end.column, text);
}

std::string relatedLocations(const Diagnostic& diagnostic, const SourceText& source)
{
    std::string list;
    for (const Related& related : diagnostic.related) {
        if (!related.file.empty() && related.file != source.name())
            continue; // its text is not at hand, so neither is its line
        list += (list.empty() ? "" : ",") + location(source, related.span, related.message);
    }
    return list.empty() ? list : ",\"relatedLocations\":[" + list + "]";
}

} // namespace

std::string sarifResult(const Diagnostic& diagnostic, const SourceText& source)
{
    const std::string text =
        diagnostic.help.empty() ? diagnostic.message : diagnostic.message + "\n" + diagnostic.help;
    return fmt::format(R"({{"ruleId":{},"level":{},"message":{{"text":{}}},"locations":[{}]{}}})",
                       jsonQuoted(diagnostic.code), jsonQuoted(severityName(diagnostic.severity)),
                       jsonQuoted(text), location(source, diagnostic.span, {}),
                       relatedLocations(diagnostic, source));
}

std::string sarifLog(std::span<const std::string> results)
{
    return fmt::format(
        R"({{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"remit","version":{}}}}},"columnKind":"unicodeCodePoints","results":[{}]}}]}})",
        jsonQuoted(kVersion), joined(results, ","));
}

} // namespace remit::cli
