// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/hover/hover_card.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace remit::ui {

class Assistant;
class CodeEditor;
class Theme;

/// Shows the card when the mouse rests on something in one editor, or when it is asked for at the
/// caret. It goes with the next key, wheel or click, and a moment after the mouse has left both the
/// place and the card.
class HoverControl : public QObject {
    Q_OBJECT

public:
    HoverControl(CodeEditor& editor, Assistant& assistant, const Theme& theme);
    ~HoverControl() override;

    /// At the caret, for the keyboard.
    void describe();
    [[nodiscard]] const HoverCard* card() const { return m_card.data(); }

signals:
    void explanationWanted(const QString& code);
    void fixWanted();
    /// Asked for at a place of which nothing is known.
    void nothingKnown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask(std::uint32_t byte, bool told);
    void take(const HoverCard::Content& content, std::uint32_t byte, bool told);
    void close();
    void leave();
    [[nodiscard]] HoverCard& makeCard();

    CodeEditor& m_editor;
    Assistant& m_assistant;
    const Theme& m_theme;
    QPointer<HoverCard> m_card;
    QTimer m_leaving;
};

} // namespace remit::ui
