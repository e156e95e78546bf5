// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/output.h"

#include "core/base/text.h"
#include "core/trace/redaction/redactor.h"

#include <fmt/format.h>

#include <utility>

namespace remit::trace {

Output::Output(SourceFile source, EventSink& sink, std::set<std::string, std::less<>>& earlier,
               ImportReport& report, const ImportOptions& options)
    : m_source(std::move(source))
    , m_runName(m_source.file)
    , m_sink(sink)
    , m_earlierRuns(earlier)
    , m_report(report)
    , m_options(options)
{
    m_file.file = m_source.file;
    m_file.format = m_source.format;
    m_file.sha256 = m_source.sha256;
    m_file.bytes = m_source.bytes;
}

void Output::setFormat(std::string_view format)
{
    m_source.format = format;
    m_runName =
        format == m_file.format ? m_source.file : fmt::format("{}#{}", m_source.file, format);
}

std::string Output::freeRunId(const std::string& run)
{
    const auto isTaken = [&](const std::string& id) {
        return m_earlierRuns.count(id) > 0 || m_sink.hasRun(id);
    };
    if (!isTaken(run))
        return run;
    std::string id;
    for (int n = 2; id.empty() || isTaken(id); ++n)
        id = fmt::format("{}#{}", run, n);
    report(Severity::Warning, "trace/run-id-taken",
           fmt::format("the run {} is there from another file already; this one is kept as {}", run,
                       id),
           "if both are one run, put their events into one file");
    return id;
}

RunBook& Output::bookOf(const Event& event)
{
    const auto found = m_runs.find(event.run);
    if (found != m_runs.end())
        return found->second;
    return m_runs.emplace(event.run, RunBook(freeRunId(event.run))).first->second;
}

void Output::emit(Event event)
{
    RunBook& book = bookOf(event);
    event.run = book.id();
    if (!book.isStarted() && !std::holds_alternative<RunStart>(event.body)) {
        Event start{event.run, event.session, event.time, event.sequence - 1, RunStart{}};
        pass(std::move(start), book);
    }
    pass(std::move(event), book);
}

void Output::pass(Event event, RunBook& book)
{
    if (auto* start = std::get_if<RunStart>(&event.body)) {
        // Never what the file says of itself: trust in a source goes by these two.
        start->format = m_source.format;
        start->file = m_source.file;
        if (!book.isStarted() && !m_options.rules.empty())
            fillStart(event, *start, book);
    }
    book.fill(event);
    if (m_options.redactor)
        m_file.counts.redactions += m_options.redactor->redact(event, m_report.redactions);
    if (book.isFirstAfterResult(event))
        complain(Severity::Note, "trace/result-before-call",
                 fmt::format("the result of the call {} stands before it",
                             shown(std::get<Call>(event.body).callId)),
                 "they are taken together by the call's id");
    if (book.enter(event, m_file.counts, m_file.gaps))
        complain(Severity::Warning, "trace/call-id-repeated",
                 fmt::format("a call id of the run {} is used again; it is kept as {}", event.run,
                             std::get<Call>(event.body).callId),
                 "call ids are unique in a run, so that results find their call");
    if (book.isFirstStepBack(event))
        complain(Severity::Note, "trace/time-backwards",
                 fmt::format("the times of the run {} run backwards here", event.run),
                 "the events of a session are taken in the order of their times");
    if (m_error)
        return;
    if (auto taken = m_sink.take(std::move(event)); !taken)
        m_error = std::move(taken).error();
}

void Output::fillStart(Event& event, RunStart& start, RunBook& book)
{
    Filled filled = remit::trace::fill(m_options.rules, {event.run, m_source.format, m_source.file},
                                       start, !event.session.empty(), event.time.has_value());
    m_file.counts.filled += filled.fields;
    start.timeAssumed = start.timeAssumed || filled.start.has_value();
    if (!filled.wrongStart.empty() && !m_toldWrongStart) {
        m_toldWrongStart = true;
        report(Severity::Warning, "trace/rule-without-time",
               fmt::format("an import rule gives {} as the start of a run, which is no time",
                           shown(filled.wrongStart)),
               "times are RFC 3339: 2026-03-01T09:15:00Z");
    }
    book.give(std::move(filled.session), filled.start);
}

/// At the record that is being read, where there is one.
void Output::complain(Severity severity, std::string code, std::string message, std::string help)
{
    if (m_record != nullptr)
        report(*m_record, 0, severity, std::move(code), std::move(message), std::move(help));
    else
        report(severity, std::move(code), std::move(message), std::move(help));
}

void Output::report(const RawRecord& record, std::size_t offset, Severity severity,
                    std::string code, std::string message, std::string help)
{
    Problem problem;
    problem.code = std::move(code);
    problem.severity = severity;
    problem.message = std::move(message);
    problem.help = std::move(help);
    if (m_problems < kProblemsPerFile) { // places cost a look at the record
        const RawRecord::Place place = record.place(offset);
        problem.line = place.line;
        problem.column = place.column;
        setExcerpt(problem, record.text, offset);
    }
    add(std::move(problem));
}

void Output::report(Severity severity, std::string code, std::string message, std::string help)
{
    Problem problem;
    problem.code = std::move(code);
    problem.severity = severity;
    problem.message = std::move(message);
    problem.help = std::move(help);
    add(std::move(problem));
}

void Output::report(const RawRecord& record, const Diagnostics& diagnostics)
{
    for (const Diagnostic& diagnostic : diagnostics)
        report(record, diagnostic.span.begin, diagnostic.severity, diagnostic.code,
               diagnostic.message, diagnostic.help);
}

void Output::add(Problem problem)
{
    if (m_problems == kProblemsPerFile) {
        ++m_unlisted;
        return;
    }
    ++m_problems;
    problem.file = m_source.file;
    m_report.problems.push_back(std::move(problem));
}

Result<FileReport> Output::finish()
{
    if (m_error)
        return tl::unexpected(std::move(*m_error));
    for (const auto& [recorded, book] : m_runs) {
        book.close(m_file.gaps);
        m_earlierRuns.insert(book.id());
    }
    m_file.counts.runs = m_runs.size();
    m_file.outcome = FileOutcome::Imported;
    if (m_unlisted > 0) {
        Problem rest;
        rest.code = "trace/more-problems";
        rest.severity = Severity::Note;
        rest.message = fmt::format("{} more problems in this file are not listed", m_unlisted);
        rest.file = m_source.file;
        m_report.problems.push_back(std::move(rest));
        m_report.unlistedProblems += m_unlisted;
    }
    return m_file;
}

} // namespace remit::trace
