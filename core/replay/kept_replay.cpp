// SPDX-License-Identifier: Apache-2.0
#include "core/replay/kept_replay.h"

#include "core/replay/engine_fingerprint.h"
#include "core/replay/verdict_store.h"

#include <algorithm>
#include <utility>

namespace remit::replay {
namespace {

using decision::CallVerdict;
using Rows = std::vector<CallVerdict>;

/// Rows handed to the sink at once when they are read.
constexpr std::size_t kRowsAtOnce = 512;

Result<ReplayKey> keyOf(const VerdictStore& store, const decision::Decider& decider,
                        const Keeping& keeping, const Options& options)
{
    return store.traces().map([&](std::string traces) {
        if (!keeping.moreTraces.empty())
            traces += " + " + keeping.moreTraces;
        return ReplayKey{std::move(traces), decider.setup().revision, modesOf(options),
                         std::string(engineFingerprint())};
    });
}

/// Reads what is kept into the sink.
Result<> readRows(const VerdictStore& store, const KeptReplay& kept, const Options& options,
                  const Sink& sink, const JobControl& control)
{
    auto cursor = store.rows(kept);
    if (!cursor)
        return tl::unexpected(std::move(cursor).error());
    Rows rows;
    for (std::int64_t done = 0;; ++done) {
        auto row = cursor->next();
        if (!row)
            return tl::unexpected(std::move(row).error());
        if (*row && isKept(options, **row))
            rows.push_back(std::move(**row));
        if (!*row || rows.size() == kRowsAtOnce) {
            if (control.cancelled())
                return failure(ErrorCode::Cancelled, "The replay was cancelled.");
            control.tell(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(kept.rows()));
            if (Result<> taken = sink(std::exchange(rows, {})); !taken)
                return taken;
        }
        if (!*row)
            return {};
    }
}

/// Decides, and writes all rows to the store besides giving the wanted ones to the sink.
Result<KeptOutcome> decideAndKeep(const decision::Decider& decider, const EventSource& source,
                                  VerdictStore& store, const ReplayKey& key, const Options& options,
                                  const Sink& sink, const JobControl& control)
{
    KeptOutcome outcome;
    auto writer = store.write();
    if (!writer)
        outcome.notKept = writer.error();
    const Sink both = [&](Rows rows) -> Result<> {
        if (!outcome.notKept) {
            if (const Result<> written = writer->add(rows); !written)
                outcome.notKept = written.error();
        }
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [&](const CallVerdict& row) { return !isKept(options, row); }),
                   rows.end());
        return sink(std::move(rows));
    };
    Options everything = options;
    everything.crossingsOnly = false;
    everything.where = {};
    auto summary = replay(decider, source, everything, both, control);
    if (!summary)
        return tl::unexpected(std::move(summary).error());
    outcome.summary = *summary;
    if (!outcome.notKept) {
        if (const Result<> kept = writer->finish(key, *summary); !kept)
            outcome.notKept = kept.error();
        else if (const auto found = store.find(key); found)
            outcome.kept = *found;
    }
    return outcome;
}

Result<KeptOutcome> onlyDecide(const decision::Decider& decider, const EventSource& source,
                               const Options& options, const Sink& sink, const JobControl& control,
                               std::optional<Error> notKept)
{
    return replay(decider, source, options, sink, control)
        .map([&](const decision::ReplaySummary& summary) {
            return KeptOutcome{summary, false, {}, std::move(notKept)};
        });
}

} // namespace

Result<KeptOutcome> replayKept(const decision::Decider& decider, const EventSource& source,
                               const Keeping& keeping, const Options& options, const Sink& sink,
                               const JobControl& control)
{
    if (!options.runs.empty())
        return onlyDecide(decider, source, options, sink, control, {});
    auto store = VerdictStore::open(keeping.traceStore);
    if (!store)
        return onlyDecide(decider, source, options, sink, control, store.error());
    const auto key = keyOf(*store, decider, keeping, options);
    if (!key)
        return onlyDecide(decider, source, options, sink, control, key.error());
    const auto kept = store->find(*key);
    if (!kept)
        return onlyDecide(decider, source, options, sink, control, kept.error());
    if (!*kept)
        return decideAndKeep(decider, source, *store, *key, options, sink, control);
    if (auto read = readRows(*store, **kept, options, sink, control); !read)
        return tl::unexpected(std::move(read).error());
    return KeptOutcome{(*kept)->summary, true, *kept, {}};
}

} // namespace remit::replay
