// SPDX-License-Identifier: Apache-2.0
#include "app/cli/session.h"

#include "app/cli/progress_line.h"
#include "app/cli/sarif.h"
#include "app/cli/standard_input.h"
#include "core/base/file_io.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace remit::cli {
namespace {

bool isSet(const char* variable)
{
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

bool takesColour(int descriptor)
{
    const char* terminal = std::getenv("TERM");
    return isatty(descriptor) == 1 && !isSet("NO_COLOR") &&
           (terminal == nullptr || std::string_view(terminal) != "dumb");
}

Diagnostic notUtf8(const std::string& name, std::string_view text, std::size_t at)
{
    Diagnostic diagnostic;
    diagnostic.code = "text/not-utf8";
    diagnostic.message = fmt::format("byte 0x{:02x} is not part of UTF-8 text",
                                     static_cast<unsigned char>(text[at]));
    diagnostic.file = name;
    diagnostic.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
    diagnostic.help = "Save the file as UTF-8.";
    return diagnostic;
}

} // namespace

Session::Session(std::stop_token stop, std::filesystem::path program)
    : m_stop(std::move(stop))
    , m_program(std::move(program))
    , m_colour(takesColour(STDERR_FILENO))
    , m_outColour(takesColour(STDOUT_FILENO))
{}

Session::~Session() = default;

tl::expected<SourcePtr, ExitStatus> Session::read(const std::string& file)
{
    const bool standardInput = file == "-";
    if (standardInput && m_stdinRead)
        return tl::unexpected(fail({ErrorCode::Usage, "standard input is named twice",
                                    "Give `-` for one input only and files for the others."}));
    m_stdinRead = m_stdinRead || standardInput;
    auto text = standardInput ? readStandardInput(m_stop) : readFile(file);
    if (!text)
        return tl::unexpected(fail(text.error()));
    auto source = std::make_shared<const SourceText>(file, std::move(*text));
    if (const auto at = firstInvalidUtf8(source->text()))
        return tl::unexpected(report({notUtf8(file, source->text(), *at)}, *source));
    return source;
}

void Session::print(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        m_lost = true;
}

void Session::printLine(std::string_view text)
{
    print(text);
    print("\n");
}

void Session::tell(std::string_view line)
{
    endProgress();
    std::fflush(stdout); // so that the two keep their order on a terminal
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fputc('\n', stderr);
}

ExitStatus Session::write(const std::string& file, std::string_view content)
{
    if (file == "-") {
        print(content);
        return ExitStatus::Yes;
    }
    const auto written = writeFileAtomically(file, content);
    return written ? ExitStatus::Yes : fail(written.error());
}

ExitStatus Session::fail(const Error& error)
{
    if (error.code != ErrorCode::Cancelled) {
        const std::string_view label = m_colour ? "\x1b[1;31merror\x1b[0m" : "error";
        tell(fmt::format("remit: {}: {}", label, error.message));
        if (!error.hint.empty())
            tell(error.hint);
    }
    return statusOf(error.code);
}

ExitStatus Session::report(const Diagnostics& diagnostics, const SourceText& source)
{
    for (const Diagnostic& diagnostic : bounded(diagnostics)) {
        if (diagnostic.severity == Severity::Warning)
            ++m_warnings;
        if (m_format == Format::Sarif) {
            m_reported.push_back(sarifResult(diagnostic, source));
        } else if (m_format == Format::Text) {
            std::string text = rendered(diagnostic, source, m_colour);
            text.pop_back();
            tell(text);
        } else {
            m_reported.push_back(toJson(diagnostic, source));
        }
    }
    return hasErrors(diagnostics) ? ExitStatus::Invalid : ExitStatus::Yes;
}

std::string Session::diagnosticsJson() const
{
    return "[" + joined(m_reported, ",") + "]";
}

void Session::printDiagnostics()
{
    switch (m_format) {
    case Format::Text:
        return;
    case Format::Json:
        return printLine("{\"diagnostics\":" + diagnosticsJson() + "}");
    case Format::JsonLines:
        for (const std::string& line : m_reported)
            printLine(line);
        return;
    case Format::Sarif:
        return printLine(sarifLog(m_reported));
    }
}

JobControl Session::job(std::string title)
{
    JobControl control;
    control.stop = m_stop;
    if (isatty(STDERR_FILENO) == 1) {
        m_progress = std::make_shared<ProgressLine>(std::move(title));
        control.report = [line = m_progress](Progress progress) { line->show(progress); };
    }
    return control;
}

void Session::endProgress()
{
    if (m_progress)
        m_progress->clear();
}

ExitStatus Session::finish()
{
    endProgress();
    if (std::fflush(stdout) == 0 && !m_lost)
        return ExitStatus::Yes;
    return fail({ErrorCode::Unwritable, "standard output could not be written",
                 "Look whether the disk is full."});
}

} // namespace remit::cli
