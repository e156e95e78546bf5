// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/problem.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace remit::trace {

/// What was read, in numbers.
struct ImportCounts {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;
    std::uint64_t messages = 0;
    std::uint64_t calls = 0;
    std::uint64_t results = 0;
    std::uint64_t notes = 0; ///< also events of types that this version does not know
    std::uint64_t skippedRecords =
        0;                        ///< lines or entries that could not be used; each is a problem
    std::uint64_t redactions = 0; ///< places in texts and arguments that redaction replaced
    std::uint64_t filled = 0;     ///< fields of runs that import rules filled

    ImportCounts& operator+=(const ImportCounts& other);
    bool operator==(const ImportCounts&) const = default;
};

/// What the source did not record, so that nobody takes "unknown" for "none". The user fills it by
/// import rules; what stays open makes verdicts undecidable where a policy needs it (R6).
struct NotRecorded {
    std::uint64_t runsWithoutAgent = 0;
    std::uint64_t runsWithoutOnBehalfOf = 0;
    std::uint64_t runsWithoutTask = 0;
    std::uint64_t runsWithoutCredential = 0;
    std::uint64_t runsWithoutWorkload = 0;
    std::uint64_t callsWithoutTime = 0;
    std::uint64_t callsWithoutArguments = 0;
    std::uint64_t callsWithoutResult = 0;
    std::uint64_t resultsWithoutCall = 0;

    NotRecorded& operator+=(const NotRecorded& other);
    bool operator==(const NotRecorded&) const = default;
};

/// "20 calls without a time" …, one sentence each for what is not zero; `counts` tells "all" from
/// "some".
[[nodiscard]] std::vector<std::string> sentences(const NotRecorded& gaps,
                                                 const ImportCounts& counts);

enum class FileOutcome : std::uint8_t {
    Imported,
    AlreadyThere, ///< the sink has a file with the same content
    NotATrace,    ///< no format recognises it
    Failed,       ///< it could not be read, or nothing in it could be used
};

struct FileReport {
    std::string file; ///< as given, or the folder as given with the path below it
    std::string format;
    std::string sha256; ///< of the original bytes, "sha256:…"
    std::uint64_t bytes = 0;
    FileOutcome outcome = FileOutcome::Failed;
    ImportCounts counts;
    NotRecorded gaps;
};

struct ImportReport {
    std::vector<FileReport> files; ///< in the order read
    ImportCounts counts;           ///< of all files
    NotRecorded gaps;
    std::map<std::string, std::uint64_t, std::less<>> redactions; ///< places by redaction rule
    std::vector<Problem> problems;      ///< per file at most kProblemsPerFile and a closing one
    std::uint64_t unlistedProblems = 0; ///< that the closing ones count

    [[nodiscard]] bool hasErrors() const;
    [[nodiscard]] std::uint64_t filesWith(FileOutcome outcome) const;
};

inline constexpr std::size_t kProblemsPerFile = 50;

} // namespace remit::trace
