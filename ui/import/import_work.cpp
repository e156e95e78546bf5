// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_work.h"

#include "core/base/file_io.h"
#include "core/base/source_text.h"
#include "core/trace/login_only.h"
#include "core/trace/redaction/redactor.h"
#include "core/trace/trace_store.h"

#include <fmt/format.h>

namespace remit::ui {

Result<trace::ImportOptions> importOptions(const ImportSettings& settings)
{
    trace::ImportOptions options;
    options.rules = settings.rules;
    options.mapping = settings.mapping;
    options.mappingFillsIn = true;
    if (!settings.redaction)
        return options;
    auto redactor = trace::Redactor::compile(*settings.redaction);
    if (!redactor)
        return tl::unexpected(redactor.error());
    options.redactor = std::make_shared<const trace::Redactor>(std::move(*redactor));
    return options;
}

Result<std::shared_ptr<const trace::Mapping>> readMappingFile(const std::filesystem::path& file)
{
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    auto read = trace::readMapping(*text, file.filename().string());
    if (!read.diagnostics.empty()) {
        const Diagnostic& first = read.diagnostics.front();
        const Position at = SourceText({}, *text).position(first.span.begin);
        return failure(ErrorCode::Invalid,
                       fmt::format("{}:{}:{}: {}", file.filename().string(), at.line, at.column,
                                   first.message),
                       first.help);
    }
    return std::make_shared<const trace::Mapping>(std::move(read.mapping));
}

Result<trace::ImportReport> detect(const ImportInput& input, const ImportSettings& settings,
                                   const JobControl& control)
{
    if (input.paths.empty())
        return trace::ImportReport();
    auto options = importOptions(settings);
    if (!options)
        return tl::unexpected(options.error());
    return trace::detectTraces(input.paths, *options, control);
}

Result<trace::ImportPreview> preview(const ImportInput& input, const std::filesystem::path& file,
                                     const ImportSettings& settings, const JobControl& control)
{
    auto options = importOptions(settings);
    if (!options)
        return tl::unexpected(options.error());
    if (!input.text.empty())
        return trace::previewText(input.text, kPastedName, *options);
    return trace::previewImport(file, *options, trace::kPreviewEvents, control);
}

Result<Imported> importInto(const std::filesystem::path& store, const ImportInput& input,
                            const ImportSettings& settings, const JobControl& control)
{
    auto options = importOptions(settings);
    if (!options)
        return tl::unexpected(options.error());
    std::error_code error;
    std::filesystem::create_directories(store.parent_path(), error);
    if (error)
        return failure(ErrorCode::Unwritable,
                       "cannot make " + store.parent_path().string() + ": " + error.message(),
                       "look at the permissions of the workspace");
    auto opened = trace::TraceStore::open(store);
    if (!opened)
        return tl::unexpected(opened.error());
    auto report = input.text.empty()
                      ? opened->import(input.paths, *options, control)
                      : opened->importText(input.text, kPastedName, *options, control);
    if (!report)
        return tl::unexpected(report.error());
    Imported imported{std::move(*report), {}};
    if (const auto found = trace::loginOnly(*opened))
        imported.loginOnly = sentences(*found);
    return imported;
}

} // namespace remit::ui
