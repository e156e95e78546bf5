// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/event_reader.h"
#include "core/trace/importers/formats.h"

#include <fmt/format.h>

#include <map>

/// The project's own format: one event a line (core/trace/jsonl_writer.h has the members).
namespace remit::trace {

namespace {

/// Numbers that were used, as ranges: [begin, last] by begin.
class NumbersUsed {
public:
    /// False when the number was there already.
    bool insert(std::int64_t number)
    {
        const auto after = m_ranges.upper_bound(number);
        if (after != m_ranges.begin()) {
            const auto before = std::prev(after);
            if (number <= before->second)
                return false;
            if (number - 1 == before->second) {
                before->second = number;
                return true;
            }
        }
        m_ranges.emplace(number, number);
        return true;
    }

private:
    std::map<std::int64_t, std::int64_t> m_ranges;
};

class RemitJsonl final : public Importer {
public:
    explicit RemitJsonl(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        Diagnostics diagnostics;
        std::optional<Event> event = readEvent(record.root, diagnostics);
        m_output.report(record.raw, diagnostics);
        if (!event) {
            m_output.skipRecord();
            return;
        }
        if (!m_numbers[event->run].insert(event->sequence))
            m_output.report(record.raw, 0, Severity::Warning, "trace/sequence-repeated",
                            fmt::format("the run {} has the sequence number {} already",
                                        shown(event->run), event->sequence),
                            "number the events of a run in their order; equal numbers are taken in "
                            "the order of the file");
        m_output.emit(std::move(*event));
    }

private:
    Output& m_output;
    std::map<std::string, NumbersUsed, std::less<>> m_numbers;
};

int recogniseEvent(const JsonValue& record)
{
    const auto has = [&](std::string_view key, JsonKind kind) {
        const JsonValue* value = record.find(key);
        return value != nullptr && value->kind == kind ? 1 : 0;
    };
    const int fits = has("v", JsonKind::Number) + has("run", JsonKind::String) +
                     has("seq", JsonKind::Number) + has("type", JsonKind::String);
    return fits == 4 ? 100 : fits == 3 ? 50 : 0;
}

} // namespace

const Format kRemitJsonl{
    "remit-jsonl",
    "Remit trace, one event a line",
    "",
    recogniseEvent,
    [](Output& output) -> std::unique_ptr<Importer> {
        return std::make_unique<RemitJsonl>(output);
    },
    true,
};

} // namespace remit::trace
