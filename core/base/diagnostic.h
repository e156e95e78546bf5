// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"
#include "core/base/source_text.h"

#include <string>
#include <vector>

namespace remit {

enum class Severity { Error, Warning, Note };

/// A second place that explains the first: "first declared here".
struct Related {
    std::string file;
    Span span;
    std::string message;
};

/// A change that would mend what the diagnostic complains of.
struct Fix {
    std::string title; ///< "Insert `;`"
    WorkspaceEdit edit;
};

/// What is wrong in a user's text, and what to do about it.
///
/// `code` is stable, kebab-case with the stage as prefix (`parse/missing-semicolon`,
/// `entities/duplicate`, `validate/unknown-attribute`, `lint/…`, `trace/…`, `workspace/…`) and
/// names its help page. `message` is one plain sentence without the place. `help` says what to do.
struct Diagnostic {
    std::string code;
    Severity severity = Severity::Error;
    std::string message;
    std::string file;
    Span span;
    std::string help;
    std::vector<Related> related;
    std::vector<Fix> fixes;
};

using Diagnostics = std::vector<Diagnostic>;

/// An error at a place.
[[nodiscard]] Diagnostic errorAt(std::string code, std::string_view file, Span span,
                                 std::string message, std::string help = {});

[[nodiscard]] bool hasErrors(const Diagnostics& diagnostics);
[[nodiscard]] std::string_view severityName(Severity severity);

/// For people, with the caret line:
///     error[parse/missing-semicolon]: expected `;` after the policy
///       --> policies/pay.cedar:3:1
///        |
///      3 | permit (principal, action, resource)
///        | ^^^^^^
///       = help: …
/// Ends with a line feed. Control and bidirectional characters of the text are shown as `\u{…}`.
[[nodiscard]] std::string rendered(const Diagnostic& diagnostic, const SourceText& source,
                                   bool colour = false);

/// Machine form: one JSON object with code, severity, message, file, line, column, endLine,
/// endColumn, begin, end, help, related, fixes.
[[nodiscard]] std::string toJson(const Diagnostic& diagnostic, const SourceText& source);

/// Sorts by place and cuts after limits::kDiagnosticsPerDocument with a closing note that counts
/// the rest.
[[nodiscard]] Diagnostics bounded(Diagnostics diagnostics);

} // namespace remit
