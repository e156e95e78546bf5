// SPDX-License-Identifier: Apache-2.0
#include "core/trace/file_import.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/trace/cut_off.h"
#include "core/trace/importers/importers.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/mapping/mapped_importer.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::trace {

namespace {

/// Enough to see how a file is laid out and what it is, little enough to read twice.
constexpr std::size_t kPeekBytes = 1U << 20U;
constexpr std::size_t kSampleRecords = 16;
constexpr std::size_t kSampleBytes = 4U << 20U;

/// JSON values take some hundred bytes each in memory, two in the text: without a bound on their
/// number a line of brackets would take fifty times its size. Counted where it could matter only,
/// and upwards: commas in strings count too.
constexpr std::size_t kRecordValues = 1'000'000;

bool hasTooManyValues(std::string_view text)
{
    if (text.size() < 2 * kRecordValues)
        return false;
    const auto count = std::count_if(text.begin(), text.end(),
                                     [](char c) { return c == ',' || c == '[' || c == '{'; });
    return static_cast<std::size_t>(count) > kRecordValues;
}

JsonDocument parseRecord(const RawRecord& record, const std::string& file)
{
    JsonDocument document;
    if (record.tooLong || hasTooManyValues(record.text)) {
        Diagnostic diagnostic;
        diagnostic.code = "trace/record-too-large";
        diagnostic.message =
            record.tooLong
                ? fmt::format("this record is longer than {} MiB", limits::kTraceLineBytes >> 20U)
                : fmt::format("this record has more than {} values", kRecordValues);
        diagnostic.help =
            "split it; records are bounded so that any file is read in bounded memory";
        document.diagnostics.push_back(std::move(diagnostic));
        return document;
    }
    return parseJson(record.text, file);
}

/// In words what a file that is no UTF-8 text seems to be.
std::string_view unreadableKind(std::string_view start)
{
    using namespace std::string_view_literals;
    const std::string_view first = trimmed(start).substr(0, 2);
    const bool unmarked = first == "{\0"sv || first == "[\0"sv || start.starts_with("\0{"sv) ||
                          start.starts_with("\0["sv);
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") || unmarked)
        return "UTF-16 text";
    if (start.substr(0, 4096).find('\0') != std::string_view::npos)
        return "a binary file";
    return {};
}

} // namespace

FileImport::FileImport(ImportRun& run, std::string name, std::string sha256, std::uint64_t bytes,
                       bool named)
    : m_run(run), m_named(named)
{
    m_file.file = std::move(name);
    m_file.sha256 = std::move(sha256);
    m_file.bytes = bytes;
}

Problem FileImport::problem(std::string code, std::string message, std::string help) const
{
    Problem problem;
    problem.code = std::move(code);
    problem.severity = m_named ? Severity::Error : Severity::Warning;
    problem.message = std::move(message);
    problem.help = std::move(help);
    problem.file = m_file.file;
    return problem;
}

void FileImport::refuse(FileOutcome outcome, Problem problem)
{
    m_file.outcome = outcome;
    m_run.report.problems.push_back(std::move(problem));
    m_run.report.files.push_back(m_file);
}

Result<> FileImport::read(ByteSource& bytes)
{
    RecordReader reader(bytes);
    const auto readable = look(reader);
    if (!readable) {
        refuse(FileOutcome::Failed,
               problem("trace/unreadable", readable.error().message, readable.error().hint));
        return {};
    }
    if (!*readable)
        return {};
    const Format* format = findOut();
    if (format == nullptr && m_run.options.mapping == nullptr) {
        refuseUnknown();
        return {};
    }
    return importAll(reader, format);
}

/// False: it is no text that could be a trace, which was reported.
Result<bool> FileImport::look(RecordReader& reader)
{
    const auto start = reader.peek(kPeekBytes);
    if (!start)
        return tl::unexpected(start.error());
    if (reader.peekedWhole() && trimmed(*start).empty()) {
        refuse(FileOutcome::NotATrace, problem("trace/empty", "the file is empty", ""));
        return false;
    }
    if (const auto kind = unreadableKind(*start); !kind.empty()) {
        refuse(FileOutcome::NotATrace,
               problem("trace/not-text", fmt::format("this is {}, no JSON", kind),
                       "traces are JSON or JSON Lines in UTF-8; convert the file first"));
        return false;
    }
    m_layout = layoutOf(*start, reader.peekedWhole());
    reader.setLayout(m_layout);
    if (auto taken = takeSamples(reader); !taken)
        return tl::unexpected(std::move(taken).error());
    return true;
}

Result<> FileImport::takeSamples(RecordReader& reader)
{
    std::size_t bytes = 0;
    while (m_samples.size() < kSampleRecords && bytes < kSampleBytes) {
        RawRecord raw;
        const auto more = reader.next(raw);
        if (!more && m_samples.empty())
            return tl::unexpected(more.error());
        if (!more || !*more) // where it breaks off is told after what was there
            return {};
        bytes += raw.text.size();
        Sample& sample = m_samples.emplace_back();
        sample.text = raw.text;
        sample.raw = raw;
        sample.raw.text = sample.text;
        sample.parsed = parse(sample.raw, reader);
    }
    return {};
}

const Format* FileImport::findOut() const
{
    if (m_run.options.mapping != nullptr && !m_run.options.mappingFillsIn)
        return nullptr;
    if (!m_run.options.format.empty())
        return findFormat(m_run.options.format);
    std::vector<const JsonValue*> roots;
    for (const Sample& sample : m_samples) {
        if (sample.parsed.json.root)
            roots.push_back(&*sample.parsed.json.root);
    }
    return recognise(roots);
}

void FileImport::refuseUnknown()
{
    std::vector<std::string> names;
    for (const Format* format : formats())
        names.emplace_back(format->name);
    const bool readable = std::any_of(m_samples.begin(), m_samples.end(), [](const Sample& sample) {
        return sample.parsed.json.root.has_value();
    });
    if (readable || m_samples.empty()) {
        refuse(FileOutcome::NotATrace,
               problem("trace/unknown-format", "this JSON is of no trace format that is known",
                       "known formats: " + joined(names, ", ") +
                           "; name one to force it, or describe the format by a mapping"));
        return;
    }
    const Sample& first = m_samples.front();
    const Diagnostic& why = first.parsed.json.diagnostics.front();
    Problem told = problem(why.code, why.message, why.help);
    const auto place = first.raw.place(why.span.begin);
    told.line = place.line;
    told.column = place.column;
    setExcerpt(told, first.raw.text, why.span.begin);
    refuse(FileOutcome::NotATrace, std::move(told));
}

/// Without a format: by the mapping.
Result<> FileImport::importAll(RecordReader& reader, const Format* format)
{
    m_file.format = format != nullptr ? std::string(format->name) : m_run.options.mapping->name;
    const SourceFile source{m_file.file, m_file.format, m_file.sha256, m_file.bytes,
                            format != nullptr ? m_run.how : m_run.howMapped};
    auto wanted = m_run.sink.beginFile(source);
    if (!wanted)
        return tl::unexpected(std::move(wanted).error());
    if (!*wanted) {
        m_file.outcome = FileOutcome::AlreadyThere;
        m_run.report.files.push_back(m_file);
        return {};
    }
    Output output(source, m_run.sink, m_run.runs, m_run.report, m_run.options);
    auto done = importRecords(reader, format, output);
    if (!done) {
        m_run.sink.abandonFile();
        return done;
    }
    auto report = output.finish();
    if (!report) {
        m_run.sink.abandonFile();
        return tl::unexpected(std::move(report).error());
    }
    if (report->counts.events == 0)
        report->outcome = FileOutcome::Failed;
    m_run.report.counts += report->counts;
    m_run.report.gaps += report->gaps;
    m_run.report.files.push_back(*report);
    return m_run.sink.endFile(*report);
}

Result<> FileImport::importRecords(RecordReader& reader, const Format* format, Output& output)
{
    const bool isForced = !m_run.options.format.empty();
    Importers importers = format != nullptr
                              ? Importers(output, *format, !isForced)
                              : Importers(output, mappedImporter(*m_run.options.mapping, output));
    for (Sample& sample : m_samples)
        importOne(sample.raw, std::move(sample.parsed), importers, output);
    for (std::uint64_t told = 0; !output.failed();) {
        if (m_run.control.cancelled())
            return failure(ErrorCode::Cancelled, "the import was stopped");
        RawRecord raw;
        const auto more = reader.next(raw);
        if (!more) { // what was read so far stays
            output.report(Severity::Error, "trace/unreadable", more.error().message,
                          more.error().hint);
            break;
        }
        if (!*more)
            break;
        importOne(raw, parse(raw, reader), importers, output);
        if (reader.consumed() - told > kPeekBytes) {
            told = reader.consumed();
            m_run.control.tell(m_run.bytesDone + told, m_run.bytesTotal);
        }
    }
    importers.finish();
    if (reader.plainLines() > 0)
        output.report(Severity::Note, "trace/log-text",
                      fmt::format("{} lines of this log hold no JSON", reader.plainLines()),
                      "they are left out; a record is a JSON object, in one line");
    return {};
}

/// A line that breaks off is one event, and half an event is none: only documents are mended.
FileImport::ParsedRecord FileImport::parse(const RawRecord& record,
                                           const RecordReader& reader) const
{
    ParsedRecord parsed{parseRecord(record, m_file.file), {}};
    if (parsed.json.root || m_layout != Layout::Values || record.tooLong || !reader.atEnd())
        return parsed;
    const auto part = completePart(record.text);
    JsonDocument json = part ? parseJson(*part, m_file.file) : JsonDocument();
    if (!json.root)
        return parsed;
    Diagnostic diagnostic = std::move(parsed.json.diagnostics.front());
    diagnostic.code = "trace/cut-off";
    diagnostic.severity = Severity::Error;
    diagnostic.message = "the file breaks off within this record";
    diagnostic.help = "what was complete before is imported; copy the file again to have the rest";
    return {std::move(json), std::move(diagnostic)};
}

void FileImport::importOne(const RawRecord& raw, ParsedRecord parsed, Importers& importers,
                           Output& output) const
{
    JsonDocument& json = parsed.json;
    const bool strict = json.root && importers.choose({raw, *json.root});
    if (parsed.cutOff)
        output.report(raw, {*parsed.cutOff});
    if (!json.root || (strict && !json.diagnostics.empty())) {
        output.report(raw, json.diagnostics);
        output.skipRecord();
        return;
    }
    if (!json.diagnostics.empty()) { // duplicate members
        for (Diagnostic& diagnostic : json.diagnostics) {
            diagnostic.severity = Severity::Warning;
            diagnostic.help = "the last one counts here; the agent may have gone by the other";
        }
        output.report(raw, json.diagnostics);
        keepLastMembers(*json.root);
    }
    output.setRecord(&raw);
    importers.read({raw, *json.root});
    output.setRecord(nullptr);
}

} // namespace remit::trace
