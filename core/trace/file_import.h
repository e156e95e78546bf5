// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/trace/byte_source.h"
#include "core/trace/import.h"
#include "core/trace/importers/formats.h"

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace remit::trace {

/// What is shared by the files of one import.
struct ImportRun {
    const ImportOptions& options;
    EventSink& sink;
    const JobControl& control;
    ImportReport& report;
    std::set<std::string, std::less<>> runs; ///< ids of the runs so far
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;
    std::string how = {};       ///< fingerprint of the options
    std::string howMapped = {}; ///< … for files that are read by the mapping
};

class Importers;

/// Reads one file: finds its format from the first records, then hands all of them to the importer;
/// those that are of another format, to that one's.
class FileImport {
public:
    /// `named`: the user named this very file, so that it should be a trace.
    FileImport(ImportRun& run, std::string name, std::string sha256, std::uint64_t bytes,
               bool named);

    /// Adds a FileReport to the import's report. Errors: the sink's, Cancelled.
    Result<> read(ByteSource& bytes);

private:
    /// A record as JSON. Where the file breaks off within it, what was complete before.
    struct ParsedRecord {
        JsonDocument json;
        std::optional<Diagnostic> cutOff;
    };
    /// A record at the beginning, kept with its text until the format is known.
    struct Sample {
        std::string text;
        RawRecord raw;
        ParsedRecord parsed;
    };

    Result<bool> look(RecordReader& reader);
    Result<> takeSamples(RecordReader& reader);
    const Format* findOut() const;
    Result<> importAll(RecordReader& reader, const Format* format);
    Result<> importRecords(RecordReader& reader, const Format* format, Output& output);
    [[nodiscard]] ParsedRecord parse(const RawRecord& record, const RecordReader& reader) const;
    void importOne(const RawRecord& raw, ParsedRecord parsed, Importers& importers,
                   Output& output) const;
    void refuse(FileOutcome outcome, Problem problem);
    void refuseUnknown();
    Problem problem(std::string code, std::string message, std::string help) const;

    ImportRun& m_run;
    FileReport m_file;
    bool m_named;
    Layout m_layout = Layout::Lines;
    std::deque<Sample> m_samples;
};

} // namespace remit::trace
