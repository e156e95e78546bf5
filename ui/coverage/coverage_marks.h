// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/coverage/coverage.h"

#include <QObject>
#include <QString>

#include <map>
#include <vector>

namespace remit::ui {

class CodeEditor;
class Theme;

/// A part of a text that lacks a truth value, or was never reached.
struct UncoveredPart {
    Span span;
    bool never = false; ///< neither value was seen
    QString why;        ///< plain text: what is missing, and the reason
};
/// Of one file, by place.
[[nodiscard]] std::vector<UncoveredPart> uncoveredParts(const analysis::CoverageReport& report,
                                                        const std::string& file);

/// Signs beside the lines of an editor that are not covered: an empty square where something was
/// never reached, a half-filled one where a truth value is missing. Resting the mouse on a sign
/// says why. The signs move with their lines while one types.
class CoverageMarks : public QObject {
    Q_OBJECT

public:
    CoverageMarks(CodeEditor& editor, const Theme& theme);

    void show(const std::vector<UncoveredPart>& parts);
    /// What the sign of that line (from 0) stands for; empty: it has none.
    [[nodiscard]] QString whyOn(int line) const;
    /// Lines that have a sign, ascending.
    [[nodiscard]] std::vector<int> lines() const;

    static constexpr int kMargin = 3;
    static constexpr int kFirstMarker = 10; ///< never, then partly

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyColors();

    CodeEditor& m_editor;
    const Theme& m_theme;
    std::map<int, QString> m_why; ///< by marker handle
};

} // namespace remit::ui
