// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import.h"

#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/trace/archive/file_walk.h"
#include "core/trace/byte_source.h"
#include "core/trace/file_import.h"
#include "core/trace/mapping/mapping.h"
#include "core/trace/redaction/redactor.h"

#include <fmt/format.h>

#include <system_error>

namespace remit::trace {

namespace fs = std::filesystem;

namespace {

/// A file to read, and whether the user named it.
struct Wanted {
    fs::path path;
    bool named = false;
    bool leadsOut = false; ///< a link out of the folder that was named
};

/// A folder that came from elsewhere may hold links to files that are nobody's to import.
bool leadsOutOf(const fs::path& folder, const fs::path& file)
{
    std::error_code error;
    if (!fs::is_symlink(file, error))
        return false;
    const fs::path within = fs::weakly_canonical(folder, error);
    const fs::path target = error ? fs::path() : fs::weakly_canonical(file, error);
    const auto [end, at] =
        std::mismatch(within.begin(), within.end(), target.begin(), target.end());
    return error || end != within.end();
}

Result<std::vector<Wanted>> filesOf(const std::vector<fs::path>& paths)
{
    std::vector<Wanted> wanted;
    for (const fs::path& path : paths) {
        auto files = listFiles(path);
        if (!files)
            return tl::unexpected(std::move(files).error());
        const bool named = !fs::is_directory(path);
        for (const fs::path& file : *files)
            wanted.push_back({file, named, !named && leadsOutOf(path, file)});
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

struct Hashed {
    std::string sha256;
    std::uint64_t bytes = 0;
};

Result<Hashed> hashOf(ByteSource& bytes)
{
    Sha256 hash;
    Hashed hashed;
    std::string piece(256U << 10U, '\0');
    for (;;) {
        const auto got = bytes.read(piece.data(), piece.size());
        const bool isBroken = !got && got.error().code == ErrorCode::Malformed;
        if (!got && !(isBroken && hashed.bytes > 0))
            return tl::unexpected(got.error());
        if (isBroken || *got == 0) // a damaged archive is read as far as it goes
            break;
        hash.add(std::string_view(piece).substr(0, *got));
        hashed.bytes += *got;
    }
    hashed.sha256 = "sha256:" + hex(hash.finish());
    return hashed;
}

void addUnreadable(ImportRun& run, const std::string& name, const Error& error)
{
    FileReport report;
    report.file = name;
    run.report.files.push_back(report);
    Problem problem;
    problem.code = "trace/unreadable";
    problem.message = error.message;
    problem.help = error.hint;
    problem.file = report.file;
    run.report.problems.push_back(std::move(problem));
}

/// Reads a file, or all files of an archive, twice: what it is known by, the hash of its content,
/// has to be there before its first event.
class TwoPasses {
public:
    TwoPasses(ImportRun& run, const Wanted& wanted) : m_run(run), m_wanted(wanted) {}

    Result<> read()
    {
        const auto hashed =
            pass([this](const std::string&, ByteSource& content) { return hash(content); },
                 [this](const std::string& name, const Error& error) {
                     addUnreadable(m_run, name, error);
                 });
        if (!hashed)
            return hashed;
        return pass(
            [this](const std::string& name, ByteSource& content) { return import(name, content); },
            [](const std::string&, const Error&) {}); // told in the first pass
    }

private:
    Result<> pass(const VisitFile& visit, const ToldProblem& problem) const
    {
        const std::string name = m_wanted.path.string();
        auto source = openFile(m_wanted.path);
        if (!source) {
            problem(name, source.error());
            return {};
        }
        return walkFile(name, **source, visit, problem);
    }

    Result<> hash(ByteSource& content)
    {
        if (m_run.control.cancelled())
            return failure(ErrorCode::Cancelled, "the import was stopped");
        m_hashes.push_back(hashOf(content));
        return {};
    }

    Result<> import(const std::string& name, ByteSource& content)
    {
        if (m_next == m_hashes.size()) // it grew between the passes
            return {};
        const Result<Hashed>& hashed = m_hashes[m_next++];
        if (!hashed) {
            addUnreadable(m_run, name, hashed.error());
            return {};
        }
        FileImport file(m_run, name, hashed->sha256, hashed->bytes, m_wanted.named);
        return file.read(content);
    }

    ImportRun& m_run;
    const Wanted& m_wanted;
    std::vector<Result<Hashed>> m_hashes;
    std::size_t m_next = 0;
};

/// `mapped`: of a file that is read by the mapping.
std::string fingerprintOf(const ImportOptions& options, bool mapped)
{
    std::string text;
    for (const ImportRule& rule : options.rules) {
        for (const std::string* part :
             {&rule.format, &rule.file, &rule.field, &rule.from, &rule.pattern})
            text += *part + '\n';
        text += (rule.value ? "=" + *rule.value : std::string()) + '\n';
    }
    if (options.mapping != nullptr && mapped)
        text += "mapping " + options.mapping->digest + '\n';
    if (options.redactor != nullptr && !options.redactor->isEmpty())
        text += "redaction " + options.redactor->digest() + '\n';
    return text.empty() ? text : sha256Text(text);
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

std::string fingerprint(const ImportOptions& options)
{
    return fingerprintOf(options, true);
}

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
    ImportRun run{options,
                  sink,
                  control,
                  report,
                  {},
                  0,
                  0,
                  fingerprintOf(options, !options.mappingFillsIn),
                  fingerprintOf(options, true)};
    for (const Wanted& file : *wanted) {
        std::error_code error;
        const std::uintmax_t size = fs::file_size(file.path, error);
        sizes.push_back(error ? 0 : size);
        run.bytesTotal += sizes.back();
    }
    for (std::size_t i = 0; i < wanted->size(); ++i) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "the import was stopped");
        if ((*wanted)[i].leadsOut)
            addUnreadable(run, (*wanted)[i].path.string(),
                          {ErrorCode::Invalid, "this link leads out of the folder",
                           "it is left out; name the file itself to import it"});
        else if (auto done = TwoPasses(run, (*wanted)[i]).read(); !done)
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
    ImportRun run{options,
                  sink,
                  control,
                  report,
                  {},
                  0,
                  text.size(),
                  fingerprintOf(options, !options.mappingFillsIn),
                  fingerprintOf(options, true)};
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
