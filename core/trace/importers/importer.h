// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/trace/importers/output.h"
#include "core/trace/record_reader.h"

#include <memory>
#include <string_view>

namespace remit::trace {

/// A record that was read as JSON.
struct Record {
    const RawRecord& raw;
    const JsonValue& root;
};

/// Turns the records of one file of one format into events. It lives as long as the file is read,
/// so it may remember what later records refer to.
class Importer {
public:
    virtual ~Importer() = default;
    virtual void read(const Record& record) = 0;
    /// After the last record.
    virtual void finish() {}
};

/// A format of recorded traces.
struct Format {
    std::string_view name;  ///< stable: "agentdojo"
    std::string_view title; ///< for people: "AgentDojo run"
    /// What the format has no place for, in one sentence.
    std::string_view gaps;
    /// How surely a record is of this format: 0 not at all … 100 certain.
    int (*recognise)(const JsonValue& record);
    std::unique_ptr<Importer> (*create)(Output& output);
    /// A record with a duplicate member is refused; else the last one counts, with a warning.
    bool strict = false;
};

} // namespace remit::trace
