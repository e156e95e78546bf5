// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace remit::ui {

/// A page of resources/help as Markdown. `path` is relative to that folder and names the page:
/// "diagnostics/parse/missing-semicolon.md", "index.md".
struct HelpPage {
    QString path;
    QString markdown;
};

inline const QString kHelpIndex = QStringLiteral("index.md");

/// The pages that are built into the program. Nothing is read from anywhere else.
class HelpPages {
public:
    /// Of a diagnostic's code; for a code that has none, the index with a line that says so.
    [[nodiscard]] static HelpPage ofCode(const QString& code);
    /// By path; the index where there is no such page.
    [[nodiscard]] static HelpPage at(const QString& path);
    /// The page that a link on the page `from` leads to; empty for one that leads out of the help.
    [[nodiscard]] static QString target(const QString& from, const QString& link);
};

} // namespace remit::ui
