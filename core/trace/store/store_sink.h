// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/store/events_table.h"
#include "core/trace/store/runs_table.h"
#include "core/trace/store/sources_table.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace remit::trace::store {

struct Tables {
    [[nodiscard]] static Result<Tables> open(const Database& database);

    SourcesTable sources;
    RunsTable runs;
    EventsTable events;
};

/// Writes each file of an import in one transaction.
class StoreSink final : public EventSink {
public:
    StoreSink(Database& database, Tables& tables) : m_database(database), m_tables(tables) {}

    Result<bool> beginFile(const SourceFile& file) override;
    Result<> take(Event event) override;
    Result<> endFile(const FileReport& report) override;
    void abandonFile() override;
    [[nodiscard]] bool hasRun(std::string_view run) const override;

private:
    struct OpenRun {
        std::int64_t id = 0;
        RunSummary summary;
    };

    Result<OpenRun*> runOf(const Event& event);
    Result<> closeRuns();

    Database& m_database;
    Tables& m_tables;
    std::optional<Transaction> m_transaction;
    std::int64_t m_source = 0;
    std::int64_t m_position = 0;
    std::unordered_map<std::string, OpenRun> m_runs;
};

} // namespace remit::trace::store
