// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_editor.h"
#include "ui/editor/problem_marks.h"
#include "ui/editor/source_lexer.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QEvent>
#include <QImage>
#include <QPainter>
#include <Qsci/qscicommandset.h>

namespace remit::ui {
namespace {

constexpr int kNumberMargin = 0;
constexpr int kSymbolMargin = 1;
constexpr int kFoldMargin = 2;
constexpr int kIndent = 2; ///< as Cedar's own formatter

/// Keys that the program uses itself, or that would go past the document.
const QKeyCombination kFreedKeys[] = {
    Qt::CTRL | Qt::Key_Z,
    Qt::CTRL | Qt::Key_Y,
    Qt::CTRL | Qt::SHIFT | Qt::Key_Z,
    Qt::CTRL | Qt::Key_L,
    Qt::CTRL | Qt::Key_T,
    Qt::CTRL | Qt::SHIFT | Qt::Key_L,
    Qt::CTRL | Qt::Key_D,
    Qt::CTRL | Qt::SHIFT | Qt::Key_T,
    Qt::CTRL | Qt::Key_U,
    Qt::ALT | Qt::Key_Backspace,
};

/// An arrow in the middle.
QImage foldArrow(bool open, qreal scale, const Colors& colors)
{
    constexpr int kPixels = 12;
    QImage drawn(QSize(kPixels, kPixels) * scale, QImage::Format_ARGB32_Premultiplied);
    drawn.setDevicePixelRatio(scale);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(kPixels / 2.0, kPixels / 2.0);
    painter.scale(kPixels / 16.0, kPixels / 16.0);
    painter.setPen(QPen(colors.muted, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(open ? QPolygonF{{-3, -1.5}, {0, 1.5}, {3, -1.5}}
                              : QPolygonF{{-1.5, -3}, {1.5, 0}, {-1.5, 3}});
    return drawn;
}

void applyFoldMarkers(QsciScintilla& editor, const Colors& colors)
{
    using Sci = QsciScintillaBase;
    const qreal scale = editor.devicePixelRatioF();
    for (const int open : {Sci::SC_MARKNUM_FOLDEROPEN, Sci::SC_MARKNUM_FOLDEROPENMID})
        editor.markerDefine(foldArrow(true, scale, colors), open);
    for (const int closed : {Sci::SC_MARKNUM_FOLDER, Sci::SC_MARKNUM_FOLDEREND})
        editor.markerDefine(foldArrow(false, scale, colors), closed);
    for (const int none :
         {Sci::SC_MARKNUM_FOLDERSUB, Sci::SC_MARKNUM_FOLDERTAIL, Sci::SC_MARKNUM_FOLDERMIDTAIL})
        editor.markerDefine(QsciScintilla::Invisible, none);
}

} // namespace

void CodeEditor::setupText()
{
    setUtf8(true);
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_SETMODEVENTMASK,
                  static_cast<unsigned long>(SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT));
    m_lexer = new SourceLexer(syntaxOf(m_path), this);
    setIndentationsUseTabs(false);
    setIndentationWidth(kIndent);
    setTabWidth(kIndent);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setEolMode(EolUnix);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setFrameShape(QFrame::NoFrame);
    SendScintilla(SCI_SETENDATLASTLINE, 1UL);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 4L);
    SendScintilla(SCI_SETEXTRAASCENT, 1UL);
    SendScintilla(SCI_SETEXTRADESCENT, 2UL);
    SendScintilla(SCI_SETYCARETPOLICY, static_cast<unsigned long>(CARET_SLOP | CARET_EVEN), 4L);
    SendScintilla(SCI_SETVISIBLEPOLICY, static_cast<unsigned long>(VISIBLE_SLOP), 4L);
    SendScintilla(SCI_SETMOUSEDWELLTIME, 400UL);
}

void CodeEditor::setupMargins()
{
    setMarginType(kNumberMargin, NumberMargin);
    setMarginType(kSymbolMargin, SymbolMargin);
    setMarginMarkerMask(kSymbolMargin, ProblemMarks::kMarkerMask);
    setMarginSensitivity(kSymbolMargin, false);
    setFolding(PlainFoldStyle, kFoldMargin);
    // No line between folded text and the rest: the arrow says it.
    SendScintilla(SCI_SETFOLDFLAGS, 0UL);
    connect(this, &QsciScintilla::linesChanged, this, &CodeEditor::sizeMargins);
    connect(this, &QsciScintillaBase::SCN_ZOOM, this, &CodeEditor::sizeMargins);
}

void CodeEditor::setupKeys()
{
    for (QsciCommand* command : standardCommands()->commands()) {
        for (const QKeyCombination freed : kFreedKeys) {
            const int key = freed.toCombined();
            if (command->key() == key)
                command->setKey(0);
            if (command->alternateKey() == key)
                command->setAlternateKey(0);
        }
    }
}

void CodeEditor::sizeMargins()
{
    const int digits = std::max(3, static_cast<int>(QString::number(lines()).size()));
    setMarginWidth(kNumberMargin, QStringLiteral("0").repeated(digits + 1));
    const int line = static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    setMarginWidth(kSymbolMargin, line);
    setMarginWidth(kFoldMargin, line - kStep);
}

void CodeEditor::applyColors(const Colors& colors)
{
    m_lexer->applyColors(colors, codeFont());
    setLexer(m_lexer); // again: sends the styles anew
    setColor(colors.text);
    setPaper(colors.surface);
    setCaretForegroundColor(colors.accent);
    setCaretWidth(2);
    setCaretLineBackgroundColor(colors.currentLine);
    setSelectionBackgroundColor(colors.selection);
    resetSelectionForegroundColor();
    setMarginsFont(codeFont(TextSize::Small));
    setMarginsForegroundColor(colors.muted);
    setMarginsBackgroundColor(colors.surface);
    setFoldMarginColors(colors.surface, colors.surface);
    // Of the images that are defined from here on, at the screen's scale.
    SendScintilla(SCI_RGBAIMAGESETSCALE,
                  static_cast<unsigned long>(qRound(100 * devicePixelRatioF())));
    applyFoldMarkers(*this, colors);
    setMatchedBraceBackgroundColor(colors.selection);
    setMatchedBraceForegroundColor(colors.text);
    setUnmatchedBraceForegroundColor(colors.deny);
    setUnmatchedBraceBackgroundColor(colors.surface);
    setCallTipsBackgroundColor(colors.raised);
    setCallTipsForegroundColor(colors.text);
    setEdgeColor(colors.border);
    setIndentationGuidesBackgroundColor(colors.surface);
    setIndentationGuidesForegroundColor(colors.border);
    m_marks->applyColors(colors);
    sizeMargins();
}

void CodeEditor::changeEvent(QEvent* event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ScreenChangeInternal)
        sizeMargins();
}

} // namespace remit::ui
