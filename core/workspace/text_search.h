// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/workspace/snapshot.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Find and replace, in one text and in all of a workspace.
namespace remit::workspace {

struct TextQuery {
    std::string text;       ///< what is looked for; a regular expression (ICU's) where `regex`
    bool matchCase = false; ///< else by Unicode case folding
    bool wholeWord = false;
    bool regex = false; ///< `^` and `$` are the ends of lines
};

struct TextMatch {
    Span span;               ///< never empty
    std::string replacement; ///< what would stand there; empty without one
};

/// A query made ready. Cheap to copy, usable from several threads.
class TextSearch {
public:
    /// In a regular expression's replacement `$1` … `$9` are its groups, `$0` the whole match, `$$`
    /// a dollar sign. Errors: Usage for an empty query, Malformed for an expression that is none.
    [[nodiscard]] static Result<TextSearch> make(const TextQuery& query,
                                                 std::optional<std::string> replacement = {});

    /// In the order of the text, none over another; at most `most`. Error: TooLarge for an
    /// expression that takes too long.
    [[nodiscard]] Result<std::vector<TextMatch>> matches(std::string_view text,
                                                         std::size_t most = kMostMatches) const;

    static constexpr std::size_t kMostMatches = 20'000;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

struct FileMatches {
    std::string path;
    std::vector<TextMatch> matches; ///< not empty
};

/// All files that the snapshot holds, by path; at most kMostMatches together. Errors: those of
/// matches, Cancelled.
[[nodiscard]] Result<std::vector<FileMatches>>
searchWorkspace(const Snapshot& snapshot, const TextSearch& search, const JobControl& control = {});

/// One change, and one step to undo, over all files.
[[nodiscard]] WorkspaceEdit replacementEdit(std::string title,
                                            const std::vector<FileMatches>& files);

} // namespace remit::workspace
