// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/trace/import.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// Looking at what an import would do, before it is done.
namespace remit::trace {

/// What each file is: outcomes are AlreadyThere for traces (nothing is imported here), NotATrace
/// and Failed, with the problems. Errors: as importTraces.
[[nodiscard]] Result<ImportReport> detectTraces(const std::vector<std::filesystem::path>& paths,
                                                const ImportOptions& options,
                                                const JobControl& control = {});

/// "OpenAI chat messages" for "openai-chat"; another name as it is.
[[nodiscard]] std::string_view formatTitle(std::string_view name);

/// The first events of a file without and with rules and redaction; the same event at the same
/// index.
struct ImportPreview {
    std::string format;
    std::vector<Event> before;
    std::vector<Event> after;
    std::vector<Problem> problems; ///< among these events; empty where the file goes on
    std::map<std::string, std::uint64_t, std::less<>> redactions; ///< as above
    bool isWhole = false; ///< the file has no further events
};

inline constexpr std::size_t kPreviewEvents = 200;

/// Reads a file, or the first trace in an archive or folder. Errors: as importTraces; Invalid where
/// nothing of it is a trace, with the reason.
[[nodiscard]] Result<ImportPreview> previewImport(const std::filesystem::path& path,
                                                  const ImportOptions& options,
                                                  std::size_t events = kPreviewEvents,
                                                  const JobControl& control = {});
/// The same of text at hand (the clipboard).
[[nodiscard]] Result<ImportPreview> previewText(std::string_view text, const std::string& name,
                                                const ImportOptions& options,
                                                std::size_t events = kPreviewEvents);

} // namespace remit::trace
