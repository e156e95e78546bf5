// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/formats.h"

#include <memory>
#include <vector>

namespace remit::trace {

/// The importers of one file: that of its format, and others for records that are of another one,
/// as in logs that several programs write to.
class Importers {
public:
    /// `mixed`: records of other formats are read too; else all as this one.
    Importers(Output& output, const Format& format, bool mixed);
    /// By a mapping alone.
    Importers(Output& output, std::unique_ptr<Importer> importer);

    /// Finds the importer of the record that `read` gets next. Tells once of each other format.
    /// True: a record with a duplicate member is refused.
    bool choose(const Record& record);
    void read(const Record& record);
    void finish();

private:
    struct Entry {
        const Format* format = nullptr; ///< null: a mapping
        std::unique_ptr<Importer> importer;
    };

    std::size_t other(const Record& record);

    Output& m_output;
    std::vector<Entry> m_entries; ///< the file's own format first
    std::size_t m_chosen = 0;
    bool m_mixed = false;
};

} // namespace remit::trace
