// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"

#include <QObject>

#include <vector>

class QsciScintilla;

namespace remit::ui {

struct Colors;

/// Shows what is wrong in a text: a squiggle under it and a sign in the margin (its shape tells
/// error, warning and note apart). The whole message is for the hover card.
class ProblemMarks : public QObject {
    Q_OBJECT

public:
    explicit ProblemMarks(QsciScintilla& editor);

    /// Of this file, with spans into its present text.
    void show(std::vector<Diagnostic> problems);
    /// After SCI_RGBAIMAGESETSCALE has been told the screen's scale.
    void applyColors(const Colors& colors);

    /// The worst problem under that byte, or null. Follows the text while it is being edited.
    [[nodiscard]] const Diagnostic* at(std::uint32_t byte) const;
    /// All that reach over that byte, the worst first, as the text was when they were found.
    [[nodiscard]] std::vector<const Diagnostic*> allAt(std::uint32_t byte) const;
    /// Those that touch the line (from 0).
    [[nodiscard]] std::vector<const Diagnostic*> onLine(int line) const;

    /// Squiggles: indicators of Scintilla from this number on, by severity.
    static constexpr int kFirstIndicator = 8;
    static constexpr int kFirstMarker = 0;
    static constexpr int kMarkerMask = 0b111;

private:
    void mark(const Diagnostic& problem, int number);

    QsciScintilla& m_editor;
    std::vector<Diagnostic> m_problems;
};

} // namespace remit::ui
