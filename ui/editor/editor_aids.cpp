// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_aids.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/completion/completion.h"
#include "ui/editor/hover/hover.h"
#include "ui/editor/hover/signature_tip.h"
#include "ui/editor/semantic_marks.h"
#include "ui/shell/theme.h"

namespace remit::ui {

/// The list of proposals is made last: of several things that are open it gets the keys first.
EditorAids::EditorAids(CodeEditor& editor, Assistant& assistant, const Theme& theme)
    : QObject(&editor)
    , m_completion(nullptr)
    , m_signature(new SignatureTip(editor, assistant))
    , m_hover(new HoverControl(editor, assistant, theme))
    , m_semantics(new SemanticMarks(editor, assistant))
{
    m_completion = new Completion(editor, assistant, theme);
    applyColors(theme.colors());
}

EditorAids* EditorAids::of(const CodeEditor* editor)
{
    return editor == nullptr
               ? nullptr
               : editor->findChild<EditorAids*>(QString(), Qt::FindDirectChildrenOnly);
}

void EditorAids::applyColors(const Colors& colors)
{
    m_semantics->applyColors(colors);
}

} // namespace remit::ui
