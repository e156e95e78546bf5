// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/highlight.h"

#include <Qsci/qscilexercustom.h>

namespace remit::ui {

struct Colors;

/// Colours and folds what Scintilla asks for, in one batch. It begins at the start of a line whose
/// state is known: a line's state says whether a string is open at its end, so that styling never
/// has to begin at the top.
class SourceLexer : public QsciLexerCustom {
    Q_OBJECT

public:
    SourceLexer(Syntax syntax, QObject* parent);

    void applyColors(const Colors& colors, const QFont& font);

    [[nodiscard]] const char* language() const override;
    [[nodiscard]] QString description(int style) const override;
    void styleText(int start, int end) override;

    /// Text that is read on for the end of an open string, at most.
    static constexpr int kStringSearch = 64 * 1024;

private:
    struct Range {
        int begin = 0;
        int end = 0;
    };

    [[nodiscard]] Range safeRange(int start, int end) const;
    [[nodiscard]] std::string_view textOf(Range range) const;
    Highlighting highlightWhole(Range& range) const;
    void sendStyles(Range range, const Highlighting& highlighting);
    void sendLines(Range range, const Highlighting& highlighting);

    Syntax m_syntax;
};

} // namespace remit::ui
