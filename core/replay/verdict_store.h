// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/replay/replay.h"
#include "core/replay/verdict_groups.h"
#include "core/replay/verdict_query.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace remit::replay {

/// What the verdicts of a replay depend on. Two replays with the same key have the same rows.
struct ReplayKey {
    std::string traces;   ///< what was replayed: VerdictStore::traces(), or a digest
    std::string revision; ///< decision::Setup::revision
    std::string modes;    ///< modesOf()
    std::string engine;   ///< engineFingerprint(), unless a test says otherwise
};

/// All options that change a verdict, as words: "isolated continuous".
[[nodiscard]] std::string modesOf(const Options& options);

/// A replay whose verdicts are at hand.
struct KeptReplay {
    std::int64_t id = 0;
    decision::ReplaySummary summary;
    /// Rows, from 0, in the order of the replay.
    [[nodiscard]] std::int64_t rows() const { return summary.calls; }
};

class VerdictWriter;
class VerdictCursor;

/// The verdicts of whole replays, in tables of their own beside the traces of a workspace, keyed by
/// revision, modes, run and step: deciding a million calls again takes much longer than reading
/// them. Bounded: the replays least used are forgotten (limits::kKeptReplays, kKeptVerdicts).
///
/// A replay is there whole or not at all, whenever the program is killed. What is imported later
/// makes earlier verdicts unfindable. One object is for one thread; several programs may use one
/// file.
class VerdictStore {
public:
    /// Makes the file, or the tables in it, when they are not there. Errors: as TraceStore::open.
    [[nodiscard]] static Result<VerdictStore> open(const std::filesystem::path& traceStore);
    VerdictStore(VerdictStore&&) noexcept;
    VerdictStore& operator=(VerdictStore&&) noexcept;
    ~VerdictStore();

    /// Names what the trace store holds at the moment, for ReplayKey::traces.
    [[nodiscard]] Result<std::string> traces() const;

    /// Nothing when such a replay was not kept.
    [[nodiscard]] Result<std::optional<KeptReplay>> find(const ReplayKey& key);
    /// How many replays are kept.
    [[nodiscard]] Result<std::int64_t> count() const;

    /// Takes the rows of one replay. The store must outlive it; there is one at a time.
    [[nodiscard]] Result<VerdictWriter> write();

    /// All rows in order, one after the other. Must not outlive the store.
    [[nodiscard]] Result<VerdictCursor> rows(const KeptReplay& replay) const;
    /// The numbers of the rows that a table shows, in its order: what it keeps of a million calls.
    [[nodiscard]] Result<std::vector<std::int64_t>>
    rowNumbers(const KeptReplay& replay, const VerdictQuery& query,
               const JobControl& control = {}) const;
    /// The calls of a query counted in groups, in the order of their first calls; the order of the
    /// query is not looked at.
    [[nodiscard]] Result<std::vector<VerdictGroup>> groups(const KeptReplay& replay,
                                                           VerdictGrouping by,
                                                           const VerdictQuery& query,
                                                           const JobControl& control = {}) const;
    /// Rows by their numbers, in the order asked for: a page of that table. Error: NotFound, for a
    /// number that is not there or a replay that was forgotten meanwhile.
    [[nodiscard]] Result<std::vector<decision::CallVerdict>>
    page(const KeptReplay& replay, std::span<const std::int64_t> numbers) const;
    /// The row of that call; nothing when there is none.
    [[nodiscard]] Result<std::optional<decision::CallVerdict>>
    row(const KeptReplay& replay, const std::string& run, std::int64_t step) const;

private:
    friend class VerdictWriter;
    friend class VerdictCursor;
    struct State;
    explicit VerdictStore(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Takes rows as they are decided; nothing of them is in the store before finish().
class VerdictWriter {
public:
    VerdictWriter(VerdictWriter&&) noexcept;
    VerdictWriter& operator=(VerdictWriter&&) noexcept;
    ~VerdictWriter(); ///< without finish(): the rows are dropped

    Result<> add(std::span<const decision::CallVerdict> rows);
    /// Keeps the replay under that key; where another program has just kept the same, that stays.
    /// The writer is spent, whatever comes of it.
    Result<> finish(const ReplayKey& key, const decision::ReplaySummary& summary);

private:
    friend class VerdictStore;
    struct State;
    explicit VerdictWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

class VerdictCursor {
public:
    VerdictCursor(VerdictCursor&&) noexcept;
    VerdictCursor& operator=(VerdictCursor&&) noexcept;
    ~VerdictCursor();

    /// Nothing after the last. Error: Malformed, for a damaged store.
    Result<std::optional<decision::CallVerdict>> next();

private:
    friend class VerdictStore;
    struct State;
    explicit VerdictCursor(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace remit::replay
