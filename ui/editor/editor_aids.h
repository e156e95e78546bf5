// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace remit::ui {

class Assistant;
class CodeEditor;
class Completion;
class HoverControl;
class SemanticMarks;
class SignatureTip;
class Theme;
struct Colors;

/// What helps while one writes in one editor. A child of the editor, made with it.
class EditorAids : public QObject {
    Q_OBJECT

public:
    EditorAids(CodeEditor& editor, Assistant& assistant, const Theme& theme);

    /// Of that editor; null where it has none.
    [[nodiscard]] static EditorAids* of(const CodeEditor* editor);

    [[nodiscard]] Completion& completion() const { return *m_completion; }
    [[nodiscard]] HoverControl& hover() const { return *m_hover; }
    [[nodiscard]] SignatureTip& signature() const { return *m_signature; }
    [[nodiscard]] SemanticMarks& semantics() const { return *m_semantics; }
    void applyColors(const Colors& colors);

private:
    Completion* m_completion;
    SignatureTip* m_signature;
    HoverControl* m_hover;
    SemanticMarks* m_semantics;
};

} // namespace remit::ui
