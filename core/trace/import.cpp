// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import.h"

#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/trace/byte_source.h"
#include "core/trace/file_import.h"

#include <fmt/format.h>

#include <array>
#include <system_error>

namespace remit::trace {

namespace fs = std::filesystem;

namespace {

/// A file to read, and whether the user named it.
struct Wanted {
    fs::path path;
    bool named = false;
};

Result<std::vector<Wanted>> filesOf(const std::vector<fs::path>& paths)
{
    std::vector<Wanted> wanted;
    for (const fs::path& path : paths) {
        auto files = listFiles(path);
        if (!files)
            return tl::unexpected(std::move(files).error());
        const bool named = !fs::is_directory(path);
        for (fs::path& file : *files)
            wanted.push_back({std::move(file), named});
    }
    return wanted;
}

Result<> checkOptions(const ImportOptions& options)
{
    if (options.format.empty() || findFormat(options.format) != nullptr)
        return {};
    std::vector<std::string> names;
    for (const Format* format : formats())
        names.emplace_back(format->name);
    const auto meant = nearest(options.format, names);
    return failure(ErrorCode::Usage, fmt::format("there is no trace format {}", options.format),
                   meant ? fmt::format("did you mean {}?", *meant)
                         : "known formats: " + joined(names, ", "));
}

Result<std::string> hashOf(const fs::path& path)
{
    auto bytes = openFile(path);
    if (!bytes)
        return tl::unexpected(std::move(bytes).error());
    Sha256 hash;
    std::string piece(256U << 10U, '\0');
    for (;;) {
        const auto got = (*bytes)->read(piece.data(), piece.size());
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return "sha256:" + hex(hash.finish());
        hash.add(std::string_view(piece).substr(0, *got));
    }
}

void addUnreadable(ImportRun& run, const Wanted& wanted, const Error& error)
{
    FileReport report;
    report.file = wanted.path.string();
    run.report.files.push_back(report);
    Problem problem;
    problem.code = "trace/unreadable";
    problem.message = error.message;
    problem.help = error.hint;
    problem.file = report.file;
    run.report.problems.push_back(std::move(problem));
}

Result<> importFile(ImportRun& run, const Wanted& wanted, std::uint64_t bytes)
{
    auto hash = hashOf(wanted.path);
    if (!hash) {
        addUnreadable(run, wanted, hash.error());
        return {};
    }
    auto source = openFile(wanted.path);
    if (!source) {
        addUnreadable(run, wanted, source.error());
        return {};
    }
    FileImport file(run, wanted.path.string(), std::move(*hash), bytes, wanted.named);
    return file.read(**source);
}

class Collect final : public EventSink {
public:
    explicit Collect(std::vector<Event>& events) : m_events(events) {}
    Result<> take(Event event) override
    {
        m_events.push_back(std::move(event));
        return {};
    }

private:
    std::vector<Event>& m_events;
};

} // namespace

Result<bool> EventSink::beginFile(const SourceFile& /*file*/)
{
    return true;
}

Result<> EventSink::endFile(const FileReport& /*report*/)
{
    return {};
}

bool EventSink::hasRun(std::string_view /*run*/) const
{
    return false;
}

Result<ImportReport> importTraces(const std::vector<fs::path>& paths, const ImportOptions& options,
                                  EventSink& sink, const JobControl& control)
{
    if (auto checked = checkOptions(options); !checked)
        return tl::unexpected(std::move(checked).error());
    const auto wanted = filesOf(paths);
    if (!wanted)
        return tl::unexpected(wanted.error());
    std::vector<std::uint64_t> sizes;
    ImportReport report;
    ImportRun run{options, sink, control, report, {}, 0, 0};
    for (const Wanted& file : *wanted) {
        std::error_code error;
        const std::uintmax_t size = fs::file_size(file.path, error);
        sizes.push_back(error ? 0 : size);
        run.bytesTotal += sizes.back();
    }
    for (std::size_t i = 0; i < wanted->size(); ++i) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "the import was stopped");
        if (auto done = importFile(run, (*wanted)[i], sizes[i]); !done)
            return tl::unexpected(std::move(done).error());
        run.bytesDone += sizes[i];
        control.tell(run.bytesDone, run.bytesTotal);
    }
    return report;
}

Result<ImportReport> importText(std::string_view text, const std::string& name,
                                const ImportOptions& options, EventSink& sink,
                                const JobControl& control)
{
    if (auto checked = checkOptions(options); !checked)
        return tl::unexpected(std::move(checked).error());
    ImportReport report;
    ImportRun run{options, sink, control, report, {}, 0, text.size()};
    const auto bytes = sourceOf(text);
    FileImport file(run, name, sha256Text(text), text.size(), true);
    if (auto done = file.read(*bytes); !done)
        return tl::unexpected(std::move(done).error());
    return report;
}

Result<ImportedEvents> readTraces(const std::vector<fs::path>& paths, const ImportOptions& options,
                                  const JobControl& control)
{
    ImportedEvents imported;
    Collect sink(imported.events);
    auto report = importTraces(paths, options, sink, control);
    if (!report)
        return tl::unexpected(std::move(report).error());
    imported.report = std::move(*report);
    return imported;
}

} // namespace remit::trace
