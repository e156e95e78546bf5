// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_status.h"
#include "core/base/diagnostic.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cli {

class ProgressLine;

enum class Format { Text, Json, JsonLines, Sarif };

using SourcePtr = std::shared_ptr<const SourceText>; ///< never null where it is given

/// What a command may use of the world: input, output, diagnostics, progress and Ctrl-C. Results go
/// to stdout; diagnostics, progress and timings to stderr, except that with a machine format
/// diagnostics are data on stdout.
class Session {
public:
    Session(std::stop_token stop, std::filesystem::path program);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// How diagnostics are given; a command sets it before it reports anything.
    void setFormat(Format format) { m_format = format; }
    [[nodiscard]] Format format() const { return m_format; }
    /// The path of the running program, for what is installed beside it.
    [[nodiscard]] const std::filesystem::path& program() const { return m_program; }

    /// A file as text, or standard input for "-" (which can be read once). What is wrong has been
    /// told already: Failed when it cannot be read, Invalid when it is no UTF-8.
    [[nodiscard]] tl::expected<SourcePtr, ExitStatus> read(const std::string& file);

    void print(std::string_view text);                           ///< to stdout, as it is
    void printLine(std::string_view text);                       ///< with a line feed
    void tell(std::string_view line);                            ///< a line for people, to stderr
    [[nodiscard]] bool colour() const { return m_colour; }       ///< of stderr
    [[nodiscard]] bool outColour() const { return m_outColour; } ///< of stdout
    /// Atomically, or to stdout for "-". Tells what is wrong: Failed, else Yes.
    ExitStatus write(const std::string& file, std::string_view content);

    /// Two lines on stderr: what, and what to do. Gives the status that fits.
    ExitStatus fail(const Error& error);
    /// Text: shown with caret lines at once. Machine formats: kept. Gives Invalid where there is an
    /// error among them, else Yes.
    ExitStatus report(const Diagnostics& diagnostics, const SourceText& source);
    [[nodiscard]] std::size_t warnings() const { return m_warnings; } ///< reported so far
    /// The diagnostics reported so far as a JSON array, for a command whose JSON result holds them.
    [[nodiscard]] std::string diagnosticsJson() const;
    /// Closes a command whose result is its diagnostics: prints them in a machine format
    /// (`{"diagnostics":[…]}`, one a line, or a SARIF 2.1.0 log), nothing for text.
    void printDiagnostics();

    /// Stop token of Ctrl-C, and a progress line where stderr is a terminal: "Replaying 3 of 12".
    [[nodiscard]] JobControl job(std::string title);
    [[nodiscard]] std::stop_token stop() const { return m_stop; }
    /// Takes the progress line away.
    void endProgress();

    /// Flushes; Failed when stdout could not be written (disk full, closed).
    ExitStatus finish();

private:
    std::stop_token m_stop;
    std::filesystem::path m_program;
    Format m_format = Format::Text;
    bool m_colour = false;
    bool m_outColour = false;
    bool m_stdinRead = false;
    bool m_lost = false; ///< some output could not be written
    std::size_t m_warnings = 0;
    std::vector<std::string> m_reported; ///< in the form that the format needs
    std::shared_ptr<ProgressLine> m_progress;
};

} // namespace remit::cli
