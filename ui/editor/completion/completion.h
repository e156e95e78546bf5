// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/completion.h"
#include "core/base/result.h"
#include "ui/editor/completion/completion_popup.h"
#include "ui/editor/completion/snippet_stops.h"

#include <QObject>
#include <QPointer>

class QKeyEvent;

namespace remit::ui {

class Assistant;
class CodeEditor;
class Theme;

/// Completion in one editor: asks as one types, shows the proposals, puts in the chosen one as one
/// step of undo, and leads through the places of a snippet with Tab and Shift+Tab. Enter and Tab
/// take the chosen proposal, Esc closes the list and nothing else.
class Completion : public QObject {
    Q_OBJECT

public:
    /// All must outlive it; it is a child of the editor.
    Completion(CodeEditor& editor, Assistant& assistant, const Theme& theme);
    ~Completion() override;

    /// As the user has asked for it: says so where nothing can be proposed.
    void complete();
    [[nodiscard]] bool isOpen() const;
    /// Null before the first time.
    [[nodiscard]] const CompletionPopup* popup() const { return m_popup.data(); }

signals:
    void nothingToPropose();
    /// An edit could not be made.
    void refused(const remit::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void noteTyped(const QString& text);
    void noteCaret();
    void ask(bool told);
    void take(const assist::CompletionList& list, std::uint32_t askedAt, bool told);
    void filter();
    void accept();
    void close();
    void stepSnippet(bool forward);
    bool handleListKey(const QKeyEvent& key);
    bool handleSnippetKey(const QKeyEvent& key);
    [[nodiscard]] bool wants(const QKeyEvent& key) const;
    /// From the begin of what would be replaced to the caret.
    [[nodiscard]] QString typedSoFar() const;

    CodeEditor& m_editor;
    Assistant& m_assistant;
    const Theme& m_theme;
    QPointer<CompletionPopup> m_popup; ///< of the window; made when first needed
    std::uint32_t m_begin = 0;         ///< of what would be replaced
    std::uint32_t m_after = 0;         ///< bytes behind the caret that would be replaced as well
    SnippetStops m_stops;
};

} // namespace remit::ui
