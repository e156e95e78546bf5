// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/semantic_tokens.h"
#include "core/base/edit.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace remit::ui {

class Assistant;
class CodeEditor;
struct Colors;

/// Colours names by what they mean, over the colours of the lexer. What the schema does not have is
/// left to the problems. Computed a moment after the last change; until then the colours move with
/// the text.
class SemanticMarks : public QObject {
    Q_OBJECT

public:
    SemanticMarks(CodeEditor& editor, Assistant& assistant);

    void applyColors(const Colors& colors);
    /// Looks again: the schema or another file may have changed what names mean.
    void schedule();
    [[nodiscard]] const std::vector<assist::SemanticToken>& tokens() const { return m_tokens; }

    /// Indicators of Scintilla from this number on, by kind.
    static constexpr int kFirstIndicator = 16;

private:
    void ask();
    void noteEdits(const std::vector<TextEdit>& edits);
    void show(const std::vector<assist::SemanticToken>& tokens);
    void fill(Span range);

    CodeEditor& m_editor;
    Assistant& m_assistant;
    QTimer m_pause;
    std::vector<assist::SemanticToken> m_tokens;
    std::uint32_t m_length = 0; ///< of the text that they belong to
    Span m_touched;             ///< of the text now: what edits since have reached
    bool m_isTouched = false;
};

/// The bytes of the text now in which two lists of tokens of one text differ, that of before and
/// that of now; `grown` is by how much the text is longer now. Empty: nowhere.
[[nodiscard]] Span changedRange(const std::vector<assist::SemanticToken>& before,
                                const std::vector<assist::SemanticToken>& now, std::int64_t grown);

} // namespace remit::ui
