// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/trace/import.h"
#include "core/trace/importers/run_book.h"
#include "core/trace/record_reader.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace remit::trace {

/// What an importer writes to while it reads one file. Keeps the promises of core/trace/import.h:
/// a RunStart first, run ids of one file only, call ids unique in a run; and counts.
class Output {
public:
    /// `earlier`: the ids of runs of other files of this import; `done` adds those of this one.
    Output(SourceFile source, EventSink& sink, std::set<std::string, std::less<>>& earlier,
           ImportReport& report, const ImportOptions& options);

    void emit(Event event);
    /// The record that the events come from, for problems that only the events show; null: none.
    void setRecord(const RawRecord* record) { m_record = record; }

    /// A problem at the byte `offset` of the record. Further ones of the same code and message are
    /// counted only once their number exceeds kProblemsPerFile.
    void report(const RawRecord& record, std::size_t offset, Severity severity, std::string code,
                std::string message, std::string help = {});
    /// A problem of the file as a whole.
    void report(Severity severity, std::string code, std::string message, std::string help = {});
    /// The diagnostics of a reader, whose spans lie in the record.
    void report(const RawRecord& record, const Diagnostics& diagnostics);
    /// Counts a record that could not be used; the reason was reported.
    void skipRecord() { ++m_file.counts.skippedRecords; }

    /// Later events are of this format: files mix them. Each format has runs of its own.
    void setFormat(std::string_view format);
    /// What a run is called that the file does not name: the file, with the format where it is not
    /// the file's own.
    [[nodiscard]] const std::string& runName() const { return m_runName; }
    [[nodiscard]] const SourceFile& source() const { return m_source; }
    [[nodiscard]] const FileReport& file() const { return m_file; }
    [[nodiscard]] bool failed() const { return m_error.has_value(); }

    /// Ends the file: closes the counts and the list of problems.
    Result<FileReport> finish();

private:
    RunBook& bookOf(const Event& event);
    std::string freeRunId(const std::string& run);
    void pass(Event event, RunBook& book);
    void fillStart(Event& event, RunStart& start, RunBook& book);
    void complain(Severity severity, std::string code, std::string message, std::string help);
    void add(Problem problem);

    SourceFile m_source;
    std::string m_runName;
    EventSink& m_sink;
    std::set<std::string, std::less<>>& m_earlierRuns;
    ImportReport& m_report;
    const ImportOptions& m_options;
    FileReport m_file;
    std::unordered_map<std::string, RunBook> m_runs; ///< by the id that the file uses
    std::size_t m_problems = 0;
    std::uint64_t m_unlisted = 0;
    const RawRecord* m_record = nullptr;
    bool m_toldWrongStart = false;
    std::optional<Error> m_error;
};

} // namespace remit::trace
