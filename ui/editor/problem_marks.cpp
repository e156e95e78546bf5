// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/problem_marks.h"

#include "ui/shell/severity_sign.h"
#include "ui/shell/theme.h"

#include <Qsci/qsciscintilla.h>

#include <algorithm>

namespace remit::ui {
namespace {

using Sci = QsciScintillaBase;

constexpr Severity kSeverities[] = {Severity::Error, Severity::Warning, Severity::Note};
constexpr int kMarkerPixels = 12;

long ask(const QsciScintilla& editor, unsigned int message, unsigned long w, long l = 0)
{
    return editor.SendScintilla(message, w, l);
}

/// A place must show even where nothing stands: at the end of a line the character before it.
Span visible(const QsciScintilla& editor, Span span)
{
    const auto length = static_cast<std::uint32_t>(ask(editor, Sci::SCI_GETLENGTH, 0));
    span.begin = std::min(span.begin, length);
    span.end = std::clamp(span.end, span.begin, length);
    if (!span.empty() || length == 0)
        return span;
    const long line = ask(editor, Sci::SCI_LINEFROMPOSITION, span.begin);
    const long lineEnd = ask(editor, Sci::SCI_GETLINEENDPOSITION, static_cast<unsigned long>(line));
    const bool before = span.begin >= static_cast<std::uint32_t>(lineEnd);
    const auto other = static_cast<std::uint32_t>(
        ask(editor, before ? Sci::SCI_POSITIONBEFORE : Sci::SCI_POSITIONAFTER, span.begin));
    return before ? Span{other, span.begin} : Span{span.begin, other};
}

} // namespace

ProblemMarks::ProblemMarks(QsciScintilla& editor) : QObject(&editor), m_editor(editor) {}

void ProblemMarks::applyColors(const Colors& colors)
{
    for (const Severity severity : kSeverities) {
        const int number = static_cast<int>(severity);
        const int indicator = kFirstIndicator + number;
        m_editor.indicatorDefine(severity == Severity::Note ? QsciScintilla::DotsIndicator
                                                            : QsciScintilla::SquiggleIndicator,
                                 indicator);
        m_editor.setIndicatorForegroundColor(colorOf(severity, colors), indicator);
        m_editor.setIndicatorDrawUnder(true, indicator);
        m_editor.markerDefine(
            severityPixmap(severity, kMarkerPixels, colors, m_editor.devicePixelRatioF()).toImage(),
            kFirstMarker + number);
    }
}

void ProblemMarks::show(std::vector<Diagnostic> problems)
{
    m_problems = std::move(problems);
    const long length = ask(m_editor, Sci::SCI_GETLENGTH, 0);
    for (const Severity severity : kSeverities) {
        const auto number = static_cast<unsigned long>(severity);
        ask(m_editor, Sci::SCI_SETINDICATORCURRENT, kFirstIndicator + number);
        ask(m_editor, Sci::SCI_INDICATORCLEARRANGE, 0, length);
        m_editor.markerDeleteAll(kFirstMarker + static_cast<int>(severity));
    }
    for (std::size_t i = 0; i < m_problems.size(); ++i)
        mark(m_problems[i], static_cast<int>(i));
}

void ProblemMarks::mark(const Diagnostic& problem, int number)
{
    const auto severity = static_cast<unsigned long>(problem.severity);
    const Span span = visible(m_editor, problem.span);
    ask(m_editor, Sci::SCI_SETINDICATORCURRENT, kFirstIndicator + severity);
    ask(m_editor, Sci::SCI_SETINDICATORVALUE, static_cast<unsigned long>(number + 1));
    ask(m_editor, Sci::SCI_INDICATORFILLRANGE, span.begin, static_cast<long>(span.size()));
    const long line = ask(m_editor, Sci::SCI_LINEFROMPOSITION, span.begin);
    m_editor.markerAdd(static_cast<int>(line), kFirstMarker + static_cast<int>(severity));
}

const Diagnostic* ProblemMarks::at(std::uint32_t byte) const
{
    for (const Severity severity : kSeverities) {
        const auto indicator = kFirstIndicator + static_cast<unsigned long>(severity);
        const long value =
            ask(m_editor, Sci::SCI_INDICATORVALUEAT, indicator, static_cast<long>(byte));
        if (value > 0 && static_cast<std::size_t>(value) <= m_problems.size())
            return &m_problems[static_cast<std::size_t>(value - 1)];
    }
    return nullptr;
}

std::vector<const Diagnostic*> ProblemMarks::onLine(int line) const
{
    std::vector<const Diagnostic*> found;
    for (const Diagnostic& problem : m_problems) {
        const Span span = visible(m_editor, problem.span);
        const long first = ask(m_editor, Sci::SCI_LINEFROMPOSITION, span.begin);
        const long last = ask(m_editor, Sci::SCI_LINEFROMPOSITION, span.end);
        if (first <= line && line <= last)
            found.push_back(&problem);
    }
    return found;
}

std::vector<const Diagnostic*> ProblemMarks::allAt(std::uint32_t byte) const
{
    std::vector<const Diagnostic*> found;
    for (const Diagnostic& problem : m_problems) {
        const Span span = visible(m_editor, problem.span);
        if (span.begin <= byte && byte < std::max(span.end, span.begin + 1))
            found.push_back(&problem);
    }
    std::stable_sort(found.begin(), found.end(), [](const Diagnostic* a, const Diagnostic* b) {
        return a->severity < b->severity;
    });
    return found;
}

} // namespace remit::ui
