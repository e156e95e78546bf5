// SPDX-License-Identifier: Apache-2.0
#include "core/trace/preview.h"

#include "core/trace/importers/formats.h"

namespace remit::trace {

namespace {

/// Looks at the formats only.
class Detect final : public EventSink {
public:
    Result<bool> beginFile(const SourceFile& /*file*/) override { return false; }
    Result<> take(Event /*event*/) override { return {}; }
};

/// Takes the first events and stops the import.
class TakeFirst final : public EventSink {
public:
    explicit TakeFirst(std::size_t most) : m_most(most) {}

    Result<bool> beginFile(const SourceFile& file) override
    {
        if (format.empty())
            format = file.format;
        return true;
    }
    Result<> take(Event event) override
    {
        if (events.size() == m_most) {
            enough = true;
            return failure(ErrorCode::Cancelled, "the preview has enough events");
        }
        events.push_back(std::move(event));
        return {};
    }

    std::string format;
    std::vector<Event> events;
    bool enough = false;

private:
    std::size_t m_most;
};

ImportOptions plain(const ImportOptions& options)
{
    ImportOptions bare;
    bare.format = options.format;
    bare.mapping = options.mapping;
    bare.mappingFillsIn = options.mappingFillsIn;
    return bare;
}

/// `read` imports into a sink with options.
template <class Read>
Result<ImportPreview> preview(const ImportOptions& options, std::size_t events, Read read)
{
    ImportPreview found;
    TakeFirst before(events);
    auto report = read(plain(options), before);
    if (!report && !before.enough)
        return tl::unexpected(std::move(report).error());
    TakeFirst after(events);
    auto filled = read(options, after);
    if (!filled && !after.enough)
        return tl::unexpected(std::move(filled).error());
    if (filled) {
        found.problems = std::move(filled->problems);
        found.redactions = std::move(filled->redactions);
    }
    if (before.events.empty()) {
        const std::string why = found.problems.empty() ? std::string("there is nothing in it")
                                                       : found.problems.front().message;
        return failure(ErrorCode::Invalid, why,
                       found.problems.empty() ? std::string() : found.problems.front().help);
    }
    found.format = std::move(before.format);
    found.isWhole = !before.enough;
    found.before = std::move(before.events);
    found.after = std::move(after.events);
    return found;
}

} // namespace

std::string_view formatTitle(std::string_view name)
{
    const Format* format = findFormat(name);
    return format != nullptr ? format->title : name;
}

Result<ImportReport> detectTraces(const std::vector<std::filesystem::path>& paths,
                                  const ImportOptions& options, const JobControl& control)
{
    Detect sink;
    return importTraces(paths, plain(options), sink, control);
}

Result<ImportPreview> previewImport(const std::filesystem::path& path, const ImportOptions& options,
                                    std::size_t events, const JobControl& control)
{
    return preview(options, events, [&](const ImportOptions& with, EventSink& sink) {
        return importTraces({path}, with, sink, control);
    });
}

Result<ImportPreview> previewText(std::string_view text, const std::string& name,
                                  const ImportOptions& options, std::size_t events)
{
    return preview(options, events, [&](const ImportOptions& with, EventSink& sink) {
        return importText(text, name, with, sink);
    });
}

} // namespace remit::trace
