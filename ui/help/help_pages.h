// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace remit::ui {

/// A page of resources/help as Markdown. `path` is relative to that folder and names the page:
/// "diagnostics/parse/missing-semicolon.md", "index.md".
struct HelpPage {
    QString path;
    QString markdown;
};

inline const QString kHelpIndex = QStringLiteral("index.md");
inline const QString kHelpSearch = QStringLiteral("search"); ///< path of a page of results

/// The pages that are built into the program. Nothing is read from anywhere else.
class HelpPages {
public:
    /// Of a diagnostic's code; for a code that has none, the index with a line that says so.
    [[nodiscard]] static HelpPage ofCode(const QString& code);
    /// By path; the index where there is no such page.
    [[nodiscard]] static HelpPage at(const QString& path);
    /// Pages that hold all the words, the best first, as a page of links with the places.
    [[nodiscard]] static HelpPage search(const QString& words);
    /// The page about a part of the window: "dock.runs", "page.graph"; empty where none is.
    [[nodiscard]] static QString ofContext(const QString& part);
    /// Every page but the index.
    [[nodiscard]] static QStringList all();
    /// An image of a page, by the link on the page `from`; empty for anything outside of the help.
    [[nodiscard]] static QByteArray image(const QString& from, const QString& link);
    /// The page that a link on the page `from` leads to; empty for one that leads out of the help.
    [[nodiscard]] static QString target(const QString& from, const QString& link);
};

} // namespace remit::ui
