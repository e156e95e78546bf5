// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/trace/import.h"
#include "core/trace/mapping/mapping.h"
#include "core/trace/preview.h"
#include "core/trace/redaction/rules.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The work of the import assistant, off the UI thread: values in, values out.
namespace remit::ui {

/// What is to be imported: files and folders, or one text from the clipboard.
struct ImportInput {
    std::vector<std::filesystem::path> paths;
    std::string text;

    [[nodiscard]] bool isEmpty() const { return paths.empty() && text.empty(); }
};

/// The name that a pasted text has as a file.
inline constexpr const char* kPastedName = "clipboard";

struct ImportSettings {
    std::vector<trace::ImportRule> rules;
    std::optional<trace::RedactionRules> redaction; ///< nothing: everything stays
    std::shared_ptr<const trace::Mapping> mapping;  ///< of files of no known format; may be null
};

/// A mapping of a format of the user's own. Error Invalid: with the place of what is wrong.
[[nodiscard]] Result<std::shared_ptr<const trace::Mapping>>
readMappingFile(const std::filesystem::path& file);

/// Options for core. Error Invalid: a redaction pattern is wrong.
[[nodiscard]] Result<trace::ImportOptions> importOptions(const ImportSettings& settings);

/// What each file is; of a text nothing.
[[nodiscard]] Result<trace::ImportReport>
detect(const ImportInput& input, const ImportSettings& settings, const JobControl& control);

/// The first events of `file`, or of the text.
[[nodiscard]] Result<trace::ImportPreview> preview(const ImportInput& input,
                                                   const std::filesystem::path& file,
                                                   const ImportSettings& settings,
                                                   const JobControl& control);

struct Imported {
    trace::ImportReport report;
    std::vector<std::string> loginOnly; ///< calls without a decision, in lines
};

/// Into the store, whose folder is made where it is not there.
[[nodiscard]] Result<Imported> importInto(const std::filesystem::path& store,
                                          const ImportInput& input, const ImportSettings& settings,
                                          const JobControl& control);

} // namespace remit::ui
