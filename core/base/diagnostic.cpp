// SPDX-License-Identifier: Apache-2.0
#include "core/base/diagnostic.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace remit {
namespace {

constexpr std::size_t kShownLine = 160; // code points of a source line that are worth showing

struct Paint {
    bool on = false;

    [[nodiscard]] std::string operator()(std::string_view code, std::string_view text) const
    {
        return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
    }
};

std::string_view colourOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "1;31";
    case Severity::Warning:
        return "1;33";
    case Severity::Note:
        return "1;36";
    }
    return "1";
}

/// Width of the text as it is shown, in columns of one code point each.
std::size_t shownWidth(std::string_view text)
{
    const std::string visible = shown(text);
    return static_cast<std::size_t>(std::ranges::count_if(
        visible, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The piece of a line that is shown: all of it, or a window about the span in very long lines.
Span window(std::string_view line, std::uint32_t from)
{
    const auto size = static_cast<std::uint32_t>(line.size());
    if (line.size() <= kShownLine)
        return {0, size};
    std::uint32_t begin = from > kShownLine / 2 ? from - kShownLine / 2 : 0;
    std::uint32_t end = std::min<std::uint32_t>(size, begin + kShownLine);
    const auto inside = [&](std::uint32_t at) {
        return at < size && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;
    };
    while (inside(begin))
        --begin;
    while (inside(end))
        ++end;
    return {begin, end};
}

void appendSnippet(std::string& out, const SourceText& source, Span span, const Paint& paint,
                   std::string_view colour)
{
    const Position start = source.position(span.begin);
    const std::string number = std::to_string(start.line);
    const std::string gutter(number.size(), ' ');
    out += fmt::format("{} {} {}:{}:{}\n", gutter, paint("34", "-->"), source.name(), start.line,
                       start.column);
    const std::string_view line = source.line(start.line);
    const std::uint32_t lineStart = source.lineStart(start.line);
    const auto lineSize = static_cast<std::uint32_t>(line.size());
    const std::uint32_t from = std::min(span.begin - lineStart, lineSize);
    const std::uint32_t to =
        std::clamp(span.end > lineStart ? span.end - lineStart : 0, from, lineSize);
    const Span seen = window(line, from);
    const std::string_view left = seen.begin > 0 ? "…" : "";
    const std::string_view right = seen.end < lineSize ? "…" : "";
    const std::size_t indent =
        shownWidth(line.substr(seen.begin, from - seen.begin)) + (left.empty() ? 0 : 1);
    const std::size_t width = std::max<std::size_t>(
        1, shownWidth(line.substr(from, std::min(to, std::max(from, seen.end)) - from)));
    out += fmt::format("{} {}\n", gutter, paint("34", "|"));
    out += fmt::format("{} {} {}{}{}\n", paint("34", number), paint("34", "|"), left,
                       shown(line.substr(seen.begin, seen.size())), right);
    out += fmt::format("{} {} {}{}\n", gutter, paint("34", "|"), std::string(indent, ' '),
                       paint(colour, std::string(width, '^')));
}

std::string spanJson(const SourceText& source, Span span)
{
    const Position start = source.position(span.begin);
    const Position end = source.position(span.end);
    return fmt::format(R"("line":{},"column":{},"endLine":{},"endColumn":{},"begin":{},"end":{})",
                       start.line, start.column, end.line, end.column, span.begin, span.end);
}

std::string relatedJson(const Related& related, const SourceText& source)
{
    if (related.file == source.name() || related.file.empty())
        return fmt::format(R"({{"file":{},{},"message":{}}})", jsonQuoted(source.name()),
                           spanJson(source, related.span), jsonQuoted(related.message));
    return fmt::format(R"({{"file":{},"begin":{},"end":{},"message":{}}})",
                       jsonQuoted(related.file), related.span.begin, related.span.end,
                       jsonQuoted(related.message));
}

std::string fixJson(const Fix& fix)
{
    std::string edits;
    for (const auto& [file, list] : fix.edit.files) {
        for (const TextEdit& edit : list) {
            edits += fmt::format(R"({}{{"file":{},"begin":{},"end":{},"text":{}}})",
                                 edits.empty() ? "" : ",", jsonQuoted(file), edit.range.begin,
                                 edit.range.end, jsonQuoted(edit.text));
        }
    }
    return fmt::format(R"({{"title":{},"edits":[{}]}})", jsonQuoted(fix.title), edits);
}

} // namespace

Diagnostic errorAt(std::string code, std::string_view file, Span span, std::string message,
                   std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.file = file;
    diagnostic.span = span;
    diagnostic.help = std::move(help);
    return diagnostic;
}

bool hasErrors(const Diagnostics& diagnostics)
{
    return std::ranges::any_of(diagnostics,
                               [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        return "note";
    }
    return "error";
}

std::string rendered(const Diagnostic& diagnostic, const SourceText& source, bool colour)
{
    const Paint paint{colour};
    const std::string_view tint = colourOf(diagnostic.severity);
    std::string out = fmt::format(
        "{}: {}\n",
        paint(tint, fmt::format("{}[{}]", severityName(diagnostic.severity), diagnostic.code)),
        shown(diagnostic.message));
    appendSnippet(out, source, diagnostic.span, paint, tint);
    for (const Related& related : diagnostic.related) {
        out += fmt::format("{}: {}\n", paint("1;36", "note"), shown(related.message));
        if (related.file.empty() || related.file == source.name())
            appendSnippet(out, source, related.span, paint, "1;36");
        else
            out += fmt::format("  {} {}\n", paint("34", "-->"), related.file);
    }
    if (!diagnostic.help.empty())
        out += fmt::format("  {} help: {}\n", paint("34", "="), shown(diagnostic.help));
    return out;
}

std::string toJson(const Diagnostic& diagnostic, const SourceText& source)
{
    std::string related;
    for (const Related& item : diagnostic.related)
        related += (related.empty() ? "" : ",") + relatedJson(item, source);
    std::string fixes;
    for (const Fix& fix : diagnostic.fixes)
        fixes += (fixes.empty() ? "" : ",") + fixJson(fix);
    return fmt::format(
        R"({{"code":{},"severity":"{}","message":{},"file":{},{},"help":{},"related":[{}],"fixes":[{}]}})",
        jsonQuoted(diagnostic.code), severityName(diagnostic.severity),
        jsonQuoted(diagnostic.message),
        jsonQuoted(diagnostic.file.empty() ? source.name() : diagnostic.file),
        spanJson(source, diagnostic.span), jsonQuoted(diagnostic.help), related, fixes);
}

Diagnostics bounded(Diagnostics diagnostics)
{
    const auto byPlace = [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.span) < std::tie(b.file, b.span);
    };
    std::ranges::stable_sort(diagnostics, byPlace);
    if (diagnostics.size() <= limits::kDiagnosticsPerDocument)
        return diagnostics;
    // No error is cut off for a warning.
    std::stable_partition(diagnostics.begin(), diagnostics.end(),
                          [](const Diagnostic& each) { return each.severity == Severity::Error; });
    const std::size_t left = diagnostics.size() - limits::kDiagnosticsPerDocument;
    Diagnostic closing = diagnostics[limits::kDiagnosticsPerDocument];
    diagnostics.resize(limits::kDiagnosticsPerDocument);
    std::ranges::stable_sort(diagnostics, byPlace);
    closing.code = "base/more-diagnostics";
    closing.severity = Severity::Note;
    closing.message = fmt::format("{} more problems are not shown", left);
    closing.help = "mend the ones above first; often they are the cause of the rest";
    closing.related.clear();
    closing.fixes.clear();
    diagnostics.push_back(std::move(closing));
    return diagnostics;
}

} // namespace remit
