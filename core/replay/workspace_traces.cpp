// SPDX-License-Identifier: Apache-2.0
#include "core/replay/workspace_traces.h"

#include "core/base/hash.h"
#include "core/replay/session_groups.h"
#include "core/replay/store_reader.h"
#include "core/trace/import.h"

#include <algorithm>
#include <set>
#include <utility>

namespace remit::replay {
namespace {

namespace fs = std::filesystem;
using trace::Event;

/// Takes from an import what the store does not have.
class NewToStore final : public trace::EventSink {
public:
    NewToStore(std::set<std::string, std::less<>> contents, std::set<std::string, std::less<>> runs)
        : m_contents(std::move(contents)), m_runs(std::move(runs))
    {}

    Result<bool> beginFile(const trace::SourceFile& file) override
    {
        if (!m_contents.insert(file.sha256).second)
            return false;
        m_digest.addPart(file.file);
        m_digest.addPart(file.sha256);
        m_any = true;
        return true;
    }
    Result<> take(Event event) override
    {
        m_events[event.run].push_back(std::move(event));
        return {};
    }
    [[nodiscard]] bool hasRun(std::string_view run) const override { return m_runs.contains(run); }

    using Runs = std::map<std::string, std::vector<Event>, std::less<>>;
    [[nodiscard]] Runs takeEvents() { return std::move(m_events); }
    /// Empty when nothing was read. `how`: what else the events depend on.
    [[nodiscard]] std::string digest(const std::string& how)
    {
        if (!how.empty())
            m_digest.addPart(how);
        return m_any ? "sha256:" + hex(m_digest.finish()) : std::string();
    }

private:
    std::set<std::string, std::less<>> m_contents;
    std::set<std::string, std::less<>> m_runs;
    Runs m_events;
    Sha256 m_digest;
    bool m_any = false;
};

/// Runs of the store and runs in memory; sessions may have both.
class BothSource final : public EventSource {
public:
    BothSource(std::unique_ptr<StoreReader> store, NewToStore::Runs files)
        : m_store(std::move(store)), m_files(std::move(files))
    {
        std::vector<RunIdentity> identities;
        if (m_store) {
            for (const trace::RunSummary& run : m_store->runs())
                identities.push_back({run.run, run.session, run.task});
        }
        for (const auto& [run, events] : m_files)
            identities.push_back(identityOf(run, events));
        std::sort(identities.begin(), identities.end(),
                  [](const auto& a, const auto& b) { return a.run < b.run; });
        m_sessions = groupSessions(identities);
    }

    [[nodiscard]] const std::vector<Session>& sessions() const override { return m_sessions; }

    [[nodiscard]] Result<Events> events(std::size_t session) const override
    {
        std::vector<std::string> stored;
        std::vector<Event> together;
        for (const std::string& run : m_sessions[session].runs) {
            const auto file = m_files.find(run);
            if (file == m_files.end())
                stored.push_back(run);
            else
                together.insert(together.end(), file->second.begin(), file->second.end());
        }
        if (!stored.empty()) {
            auto read = m_store->read(stored);
            if (!read)
                return tl::unexpected<Error>(read.error());
            std::move(read->begin(), read->end(), std::back_inserter(together));
        }
        sortSession(together);
        return std::make_shared<const std::vector<Event>>(std::move(together));
    }

private:
    std::unique_ptr<StoreReader> m_store; ///< may be null
    NewToStore::Runs m_files;
    std::vector<Session> m_sessions;
};

/// Nullptr when nothing was imported.
Result<std::unique_ptr<StoreReader>> openStore(const fs::path& file)
{
    auto store = StoreReader::open(file);
    if (!store && store.error().code == ErrorCode::NotFound)
        return std::unique_ptr<StoreReader>();
    return store;
}

Result<std::vector<trace::SourceFile>> filesOf(const StoreReader* store)
{
    if (store == nullptr)
        return std::vector<trace::SourceFile>();
    return store->files();
}

/// Changes when something is imported, or a file comes, goes or is written.
std::string stampOf(const std::vector<trace::SourceFile>& imported,
                    const std::vector<fs::path>& files, const std::string& how)
{
    Sha256 hash;
    hash.addPart(how);
    for (const trace::SourceFile& file : imported) {
        hash.addPart(file.file);
        hash.addPart(file.sha256);
    }
    hash.addPart("files");
    for (const fs::path& file : files) {
        std::error_code gone;
        hash.addPart(file.string());
        hash.addPart(std::to_string(fs::file_size(file, gone)));
        hash.addPart(std::to_string(fs::last_write_time(file, gone).time_since_epoch().count()));
    }
    return hex(hash.finish());
}

void addOrigins(WorkspaceTraces& traces, const StoreReader* store, const NewToStore::Runs& files)
{
    if (store != nullptr) {
        for (const trace::RunSummary& run : store->runs())
            traces.origins[run.run] = {run.file, run.format, true};
    }
    for (const auto& [run, events] : files) {
        for (const Event& event : events) {
            if (const auto* start = std::get_if<trace::RunStart>(&event.body))
                traces.origins[run] = {start->file, start->format, false};
        }
    }
}

} // namespace

Result<std::shared_ptr<const WorkspaceTraces>>
readWorkspaceTraces(const fs::path& storeFile, const std::vector<fs::path>& files,
                    std::shared_ptr<const WorkspaceTraces> known, const JobControl& control,
                    const std::vector<trace::ImportRule>& rules)
{
    trace::ImportOptions options;
    options.rules = rules;
    const std::string how = trace::fingerprint(options);
    auto store = openStore(storeFile);
    if (!store)
        return tl::unexpected<Error>(store.error());
    const auto imported = filesOf(store->get());
    if (!imported)
        return tl::unexpected<Error>(imported.error());
    const std::string stamp = stampOf(*imported, files, how);
    if (known && known->stamp == stamp)
        return known;
    std::set<std::string, std::less<>> contents;
    for (const trace::SourceFile& file : *imported)
        contents.insert(file.sha256);
    std::set<std::string, std::less<>> runs;
    if (*store) {
        for (const trace::RunSummary& run : (*store)->runs())
            runs.insert(run.run);
    }
    auto traces = std::make_shared<WorkspaceTraces>();
    traces->stamp = stamp;
    NewToStore sink(std::move(contents), std::move(runs));
    if (!files.empty()) {
        auto report = trace::importTraces(files, options, sink, control);
        if (!report)
            return tl::unexpected<Error>(report.error());
        traces->report = std::move(*report);
    }
    traces->files = sink.digest(how);
    NewToStore::Runs events = sink.takeEvents();
    addOrigins(*traces, store->get(), events);
    traces->source = std::make_shared<const BothSource>(std::move(*store), std::move(events));
    return std::shared_ptr<const WorkspaceTraces>(std::move(traces));
}

} // namespace remit::replay
