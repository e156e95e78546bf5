// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/trace/event.h"
#include "core/trace/import_report.h"
#include "core/trace/import_rules.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Reading recorded traces of any known format into events.
///
/// Files are streamed record by record (a line, or an entry of a JSON array, or the document), so
/// memory is bounded by the largest record. A broken record costs that record only and is listed
/// with file, line and column. Nothing of a trace is executed.
///
/// What every consumer may rely on: in each file the first event of a run is its RunStart (made, if
/// the source has none), with the importer's format and the file; a run belongs to one file (a file
/// that uses the id of another file's run gets `id#2`, with a warning), so that a file cannot add
/// events to a run of a source that is trusted more.
namespace remit::trace {

struct Mapping;
class Redactor;

struct SourceFile {
    std::string file; ///< as it stands in events and reports
    std::string format;
    std::string sha256; ///< "sha256:…" of the original bytes
    std::uint64_t bytes = 0;
    /// By what rules, redaction and mapping it is read, as a digest; "" without any.
    std::string how = {};
};

/// Takes the events of an import, file by file, on the importing thread.
class EventSink {
public:
    virtual ~EventSink() = default;

    /// False: the same content is already there, the file is not read.
    virtual Result<bool> beginFile(const SourceFile& file);
    virtual Result<> take(Event event) = 0;
    /// After the last event. `abandonFile` is called instead when the import fails or is stopped.
    virtual Result<> endFile(const FileReport& report);
    virtual void abandonFile() {}
    /// Is a run of that id there from an earlier import?
    [[nodiscard]] virtual bool hasRun(std::string_view run) const;
};

struct ImportOptions {
    std::string format; ///< name of a format (importers/formats.h); empty: found from the content
    /// A format of the user's own (mapping/mapping.h), in which then all files are read.
    std::shared_ptr<const Mapping> mapping = nullptr;
    bool mappingFillsIn = false; ///< only files that are of no known format are read by the mapping
    std::vector<ImportRule> rules = {};
    /// What is taken out (redaction/redactor.h); null: nothing.
    std::shared_ptr<const Redactor> redactor = nullptr;
};

/// What an import does to events besides reading them, as a digest; "" where it does nothing.
[[nodiscard]] std::string fingerprint(const ImportOptions& options);

/// Reads files, archives (.gz, .zst, .zip, .tar and .tar.gz, archive/file_walk.h) and folders
/// (recursively, in name order; hidden files are left out). Errors, before anything is read:
/// NotFound, Usage (unknown format); later: what the sink says, Cancelled. What is wrong in one
/// file is a problem in the report, and the others are read.
[[nodiscard]] Result<ImportReport> importTraces(const std::vector<std::filesystem::path>& paths,
                                                const ImportOptions& options, EventSink& sink,
                                                const JobControl& control = {});

struct ImportedEvents {
    std::vector<Event> events;
    ImportReport report;
};

/// All events in memory: for commands that read traces without a store.
[[nodiscard]] Result<ImportedEvents> readTraces(const std::vector<std::filesystem::path>& paths,
                                                const ImportOptions& options = {},
                                                const JobControl& control = {});

/// As above from text at hand (the clipboard, standard input); `name` stands for the file.
[[nodiscard]] Result<ImportReport> importText(std::string_view text, const std::string& name,
                                              const ImportOptions& options, EventSink& sink,
                                              const JobControl& control = {});

} // namespace remit::trace
