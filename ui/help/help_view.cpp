// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_view.h"

#include "ui/shell/typography.h"

#include <QImage>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>

namespace remit::ui {
namespace {

/// Code has a fixed-pitch font of Markdown's own choice; ours is the one of the editors.
void useOurCodeFont(QTextCursor& cursor, const QTextBlock& block)
{
    QTextCharFormat code;
    code.setFontFamilies(codeFont().families());
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        if (!fragment.charFormat().fontFixedPitch())
            continue;
        cursor.setPosition(fragment.position());
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(code);
    }
}

/// A heading that has code in it loses the look of one behind the code.
void lookLikeAHeading(QTextCursor& cursor, const QTextBlock& block)
{
    QTextCharFormat heading;
    heading.setFontWeight(QFont::DemiBold);
    heading.setProperty(QTextFormat::FontSizeAdjustment,
                        block.blockFormat().headingLevel() == 1 ? 1 : 0);
    cursor.setPosition(block.position());
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    cursor.mergeCharFormat(heading);
}

void polish(QTextDocument& document)
{
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        useOurCodeFont(cursor, block);
        if (block.blockFormat().headingLevel() > 0)
            lookLikeAHeading(cursor, block);
    }
}

} // namespace

HelpView::HelpView(QWidget* parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("help"));
    setAccessibleName(tr("Help"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(12);
    connect(this, &QTextBrowser::anchorClicked, this, &HelpView::follow);
    showCode({});
}

void HelpView::showCode(const QString& code)
{
    go(HelpPages::ofCode(code));
}

void HelpView::open(const HelpPage& page)
{
    go(page);
}

void HelpView::go(const HelpPage& page)
{
    const bool typing = m_path == kHelpSearch && page.path == kHelpSearch;
    if (!m_path.isEmpty() && m_path != page.path && !typing)
        m_before.push_back({m_path, m_markdown});
    show(page);
}

void HelpView::show(const HelpPage& page)
{
    m_path = page.path;
    m_markdown = page.markdown;
    setMarkdown(page.markdown);
    polish(*document());
    verticalScrollBar()->setValue(0);
}

void HelpView::back()
{
    if (m_before.empty())
        return;
    const HelpPage page = m_before.back();
    m_before.pop_back();
    show(page);
}

void HelpView::follow(const QUrl& link)
{
    const QString path = HelpPages::target(m_path, link.toString());
    if (!path.isEmpty())
        go(HelpPages::at(path));
}

/// Pages are set as text; images come from the program alone, nothing from files or the network.
QVariant HelpView::loadResource(int type, const QUrl& name)
{
    if (type != QTextDocument::ImageResource)
        return {};
    const QImage image = QImage::fromData(HelpPages::image(m_path, name.toString()));
    if (image.isNull())
        return {};
    const int room = std::max(200, viewport()->width() - 4 * kMargin);
    const qreal scale = devicePixelRatioF();
    QImage shown = image.scaledToWidth(static_cast<int>(std::min(image.width(), room) * scale),
                                       Qt::SmoothTransformation);
    shown.setDevicePixelRatio(scale);
    return shown;
}

void HelpView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Back)) {
        back();
        event->accept();
        return;
    }
    QTextBrowser::keyPressEvent(event);
}

void HelpView::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    // Links and code take their colours from the palette when the page is set.
    if (event->type() == QEvent::PaletteChange && !m_path.isEmpty())
        show({m_path, m_markdown});
}

} // namespace remit::ui
