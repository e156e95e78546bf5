// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

/// The tables of the trace store. Names of runs are unique; an event's place in its run is its
/// sequence number, and its position in the file where numbers repeat.
namespace remit::trace::store {

inline constexpr std::string_view kComponent = "traces";

inline constexpr std::array<std::string_view, 2> kMigrations{
    R"sql(
CREATE TABLE sources(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,      -- of the original bytes
  file TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  skipped INTEGER NOT NULL DEFAULT 0,
  redactions INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sources_file ON sources(file);
CREATE TABLE runs(
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  name TEXT NOT NULL UNIQUE,
  session TEXT NOT NULL,            -- empty: the run is its own
  agent TEXT,                       -- null: none or not recorded
  task TEXT,
  calls INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0,
  first_time INTEGER,               -- milliseconds since 1970
  last_time INTEGER
);
CREATE INDEX runs_source ON runs(source);
CREATE INDEX runs_session ON runs(session, task) WHERE session <> '';
CREATE TABLE events(
  run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,        -- in the file
  time INTEGER,
  kind INTEGER NOT NULL,            -- index of the EventBody's alternative
  label TEXT,                       -- the tool of a call, the type of a note
  body TEXT NOT NULL,               -- JSON, members as in the own format
  PRIMARY KEY(run, sequence, position)
) WITHOUT ROWID;
CREATE INDEX events_label ON events(label, kind) WHERE label IS NOT NULL;
)sql",
    // By which rules, redaction and mapping a file was read: with others it is read anew.
    R"sql(
ALTER TABLE sources ADD COLUMN how TEXT NOT NULL DEFAULT '';
)sql"};

} // namespace remit::trace::store
