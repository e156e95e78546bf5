// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/importers.h"

#include <fmt/format.h>

namespace remit::trace {

namespace {

/// So surely is a record of another format that its own importer gets it.
constexpr int kSurely = 40;

} // namespace

Importers::Importers(Output& output, const Format& format, bool mixed)
    : m_output(output), m_mixed(mixed)
{
    m_entries.push_back({&format, format.create(output)});
}

Importers::Importers(Output& output, std::unique_ptr<Importer> importer) : m_output(output)
{
    m_entries.push_back({nullptr, std::move(importer)});
}

bool Importers::choose(const Record& record)
{
    const Format* own = m_entries.front().format;
    const bool isOwn = !m_mixed || own->recognise(record.root) > 0;
    const std::size_t chosen = isOwn ? 0 : other(record);
    if (chosen != m_chosen)
        m_output.setFormat(m_entries[chosen].format->name);
    m_chosen = chosen;
    const Format* format = m_entries[chosen].format;
    return format != nullptr && format->strict;
}

/// The index of the importer of the format that the record is surely of; else 0.
std::size_t Importers::other(const Record& record)
{
    const Format* best = nullptr;
    int bestScore = kSurely - 1;
    for (const Format* format : formats()) {
        const int score = format->recognise(record.root);
        if (score > bestScore) {
            best = format;
            bestScore = score;
        }
    }
    if (best == nullptr)
        return 0;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].format == best)
            return i;
    }
    m_output.report(record.raw, 0, Severity::Warning, "trace/mixed-formats",
                    fmt::format("this record is of another format than the file: {}", best->title),
                    "it is read as that, and so are others like it, in runs of their own");
    m_output.setFormat(best->name);
    m_entries.push_back({best, best->create(m_output)});
    return m_entries.size() - 1;
}

void Importers::read(const Record& record)
{
    m_entries[m_chosen].importer->read(record);
}

void Importers::finish()
{
    for (Entry& entry : m_entries) {
        if (m_entries.size() > 1)
            m_output.setFormat(entry.format->name);
        entry.importer->finish();
    }
}

} // namespace remit::trace
