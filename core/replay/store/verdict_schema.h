// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

/// The tables of the verdict store, beside those of the trace store. What repeats from call to call
/// (runs, agents, tools …) stands once a replay in `replay_texts`, and by its number in the rows.
namespace remit::replay::store {

inline constexpr std::string_view kComponent = "verdicts";

inline constexpr std::array<std::string_view, 1> kMigrations{
    R"sql(
CREATE TABLE replays(
  id INTEGER PRIMARY KEY,
  traces TEXT NOT NULL,             -- what was replayed
  revision TEXT NOT NULL,           -- of the workspace
  modes TEXT NOT NULL,
  engine TEXT NOT NULL,             -- fingerprint of what decided
  used INTEGER NOT NULL,            -- counts up: the least is forgotten first
  runs INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  allow INTEGER NOT NULL,
  deny INTEGER NOT NULL,
  approval_required INTEGER NOT NULL,
  undecidable INTEGER NOT NULL,
  unreachable INTEGER NOT NULL,
  allow_with_skipped_forbid INTEGER NOT NULL,
  authentic_not_authorised INTEGER, -- null: not modelled
  UNIQUE(traces, revision, modes, engine)
);
CREATE TABLE replay_texts(
  replay INTEGER NOT NULL REFERENCES replays(id) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY(replay, id)
) WITHOUT ROWID;
CREATE TABLE verdicts(
  replay INTEGER NOT NULL REFERENCES replays(id) ON DELETE CASCADE,
  row INTEGER NOT NULL,             -- from 0, in the order of the replay
  run INTEGER NOT NULL,             -- this and all to `resource`: of replay_texts
  session INTEGER NOT NULL,
  agent INTEGER NOT NULL,
  on_behalf_of INTEGER,
  credential INTEGER,
  workload INTEGER,
  task INTEGER,
  tool INTEGER NOT NULL,
  action INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  step INTEGER NOT NULL,
  call TEXT NOT NULL,
  time INTEGER,                     -- milliseconds since 1970
  verdict INTEGER NOT NULL,
  crossing INTEGER,                 -- kind of the first
  triad INTEGER NOT NULL,
  details TEXT,                     -- JSON; null: none
  PRIMARY KEY(replay, row)
) WITHOUT ROWID;
CREATE UNIQUE INDEX verdicts_call ON verdicts(replay, run, step);
-- Counts the changes of what was imported: verdicts of an earlier content are no longer found.
CREATE TABLE trace_changes(count INTEGER NOT NULL);
INSERT INTO trace_changes VALUES(0);
CREATE TRIGGER sources_added AFTER INSERT ON sources
  BEGIN UPDATE trace_changes SET count=count+1; END;
CREATE TRIGGER sources_changed AFTER UPDATE ON sources
  BEGIN UPDATE trace_changes SET count=count+1; END;
CREATE TRIGGER sources_removed AFTER DELETE ON sources
  BEGIN UPDATE trace_changes SET count=count+1; END;
)sql"};

} // namespace remit::replay::store
