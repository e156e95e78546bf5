// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/problem_log.h"

#include "core/base/limits.h"

#include <algorithm>
#include <utility>

namespace remit::cedar {

namespace {

/// With the closing note they are as many as a document may have: nobody cuts the note off again.
constexpr std::size_t kKept = limits::kDiagnosticsPerDocument - 1;

} // namespace

ProblemLog::ProblemLog(std::string_view file) : m_file(file) {}

Diagnostic& ProblemLog::report(std::string_view code, Span span, std::string message,
                               std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    diagnostic.file = m_file;
    diagnostic.span = span;
    diagnostic.help = std::move(help);
    ++m_count;
    if (m_count > kKept) {
        m_overflow = std::move(diagnostic);
        return m_overflow;
    }
    m_diagnostics.push_back(std::move(diagnostic));
    return m_diagnostics.back();
}

void ProblemLog::offer(Diagnostic& diagnostic, std::string title, Span range,
                       std::string text) const
{
    offer(diagnostic, std::move(title), {TextEdit{range, std::move(text)}});
}

void ProblemLog::offer(Diagnostic& diagnostic, std::string title, std::vector<TextEdit> edits) const
{
    Fix fix;
    fix.title = title;
    fix.edit.title = std::move(title);
    fix.edit.files.emplace(m_file, std::move(edits));
    diagnostic.fixes.push_back(std::move(fix));
}

void ProblemLog::relate(Diagnostic& diagnostic, Span span, std::string message) const
{
    diagnostic.related.push_back({m_file, span, std::move(message)});
}

Diagnostics ProblemLog::take()
{
    std::stable_sort(m_diagnostics.begin(), m_diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.span < b.span; });
    if (m_count > kKept) {
        Diagnostic closing;
        closing.code = "parse/too-many-problems";
        closing.severity = Severity::Note;
        closing.file = m_file;
        closing.span = m_overflow.span;
        closing.message = std::to_string(m_count - kKept) + " more problems are not shown";
        closing.help = "mend the first ones and look again";
        m_diagnostics.push_back(std::move(closing));
    }
    m_count = 0;
    return std::exchange(m_diagnostics, {});
}

} // namespace remit::cedar
