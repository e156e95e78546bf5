// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_status.h"
#include "core/base/diagnostic.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cli {

enum class Format { Text, Json, JsonLines, Sarif };

/// What a command may use of the world: input, output, diagnostics, progress and Ctrl-C. Results go
/// to stdout; diagnostics, progress and timings to stderr, except that with a machine format
/// diagnostics are data on stdout.
class Session {
public:
    explicit Session(std::stop_token stop);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// How diagnostics are given; a command sets it before it reports anything.
    void setFormat(Format format) { m_format = format; }
    [[nodiscard]] Format format() const { return m_format; }

    // --- Input. "-" is standard input, which can be read once.
    [[nodiscard]] Result<SourceText> read(const std::string& file);

    // --- Output
    void print(std::string_view text);                     ///< to stdout, as it is
    void printLine(std::string_view text);                 ///< with a line feed
    void tell(std::string_view line);                      ///< a line for people, to stderr
    [[nodiscard]] bool colour() const { return m_colour; } ///< of stderr
    [[nodiscard]] bool outColour() const { return m_outColour; }
    /// Atomically, or to stdout for "-".
    [[nodiscard]] Result<> write(const std::string& file, std::string_view content);

    // --- What went wrong
    /// Two lines on stderr: what, and what to do. Gives the status that fits.
    ExitStatus fail(const Error& error);
    /// Text: shown with caret lines at once. Machine formats: kept for finish(). Gives Invalid
    /// where there is an error, else Yes.
    ExitStatus report(const Diagnostics& diagnostics, const SourceText& source);
    [[nodiscard]] std::size_t warnings() const { return m_warnings; }

    /// The diagnostics reported so far, as a JSON array.
    [[nodiscard]] std::string diagnosticsJson() const;
    /// Closes a command whose result is its diagnostics: prints them in a machine format
    /// (`{"diagnostics":[…]}`, one a line, or a SARIF 2.1.0 log), nothing for text.
    void printDiagnostics();

    // --- Long work
    /// Stop token of Ctrl-C, and a progress line where stderr is a terminal.
    [[nodiscard]] JobControl job(std::string title);
    [[nodiscard]] std::stop_token stop() const { return m_stop; }
    /// Takes the progress line away, before other output.
    void endProgress();

    /// Flushes. Error: stdout could not be written (disk full, closed).
    [[nodiscard]] Result<> finish();

private:
    struct Reported {
        Diagnostic diagnostic;
        std::shared_ptr<const SourceText> source;
    };
    struct ProgressLine;

    std::stop_token m_stop;
    Format m_format = Format::Text;
    bool m_colour = false;
    bool m_outColour = false;
    bool m_stdinRead = false;
    std::size_t m_warnings = 0;
    std::vector<Reported> m_reported;
    std::shared_ptr<ProgressLine> m_progress;
};

} // namespace remit::cli
