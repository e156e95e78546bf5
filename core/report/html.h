// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// HTML from values that nobody trusts: names, arguments and messages of traces above all.
namespace remit::report {

/// Text (base: markupText) as code.
[[nodiscard]] std::string htmlCode(std::string_view text);
/// An anchor name made of it: letters, digits and `-` only.
[[nodiscard]] std::string htmlAnchor(std::string_view text);

/// Cells are HTML already.
struct HtmlTable {
    std::vector<std::string> head; ///< plain text
    std::vector<std::vector<std::string>> rows;
    std::string caption; ///< plain text, for screen readers and paper; may be empty
};
[[nodiscard]] std::string toHtml(const HtmlTable& table);

/// A whole document without scripts and without anything from elsewhere; its policy allows neither.
[[nodiscard]] std::string htmlDocument(std::string_view title, std::string_view body);
/// The same with a style that simple renderers know, for paper.
[[nodiscard]] std::string htmlForPaper(std::string_view title, std::string_view body);

} // namespace remit::report
