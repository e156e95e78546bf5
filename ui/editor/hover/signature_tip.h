// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/signature_help.h"

#include <QLabel>
#include <QObject>
#include <QPointer>

namespace remit::ui {

class Assistant;
class CodeEditor;

/// The call that is being written: its parameters over the line, the one at the caret marked. Comes
/// with `(` and `,` and when asked for, goes with Esc and when the caret leaves the call.
class SignatureTip : public QObject {
    Q_OBJECT

public:
    SignatureTip(CodeEditor& editor, Assistant& assistant);
    ~SignatureTip() override;

    void ask();
    [[nodiscard]] bool isOpen() const { return m_label != nullptr && m_label->isVisible(); }
    [[nodiscard]] const QLabel* label() const { return m_label.data(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const std::optional<assist::SignatureHelp>& help);
    void close();

    CodeEditor& m_editor;
    Assistant& m_assistant;
    QPointer<QLabel> m_label;
};

/// Rich text, escaped: the parameter at the caret is bold.
[[nodiscard]] QString signatureHtml(const assist::SignatureHelp& help);

} // namespace remit::ui
