// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/safety/diff_view.h"

#include "core/base/line_diff.h"
#include "core/base/text.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QTextBlock>

namespace remit::ui {
namespace {

const QChar kMinus(0x2212);
const QChar kPlus(u'+');
constexpr double kTint = 0.16;
constexpr std::size_t kMostLines = 4'000; ///< nobody reads more of them here

QString diffLineText(const DiffLine& line)
{
    const QString text = QString::fromStdString(shown(line.text));
    switch (line.kind) {
    case DiffLine::Kind::Removed:
        return kMinus + QStringLiteral(" ") + text;
    case DiffLine::Kind::Added:
        return kPlus + QStringLiteral(" ") + text;
    case DiffLine::Kind::Gap:
        return QString::fromUtf8("⋯");
    case DiffLine::Kind::Same:
        break;
    }
    return QStringLiteral("  ") + text;
}

} // namespace

DiffView::DiffView(const Theme& theme, QWidget* parent) : QPlainTextEdit(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("diff"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setFont(codeFont());
    setAccessibleName(tr("Differences"));
    connect(&theme, &Theme::changed, this, &DiffView::colour);
}

void DiffView::show(const std::string& from, const std::string& to)
{
    const std::vector<DiffLine> all = shownDifference(from, to);
    QStringList lines;
    for (std::size_t i = 0; i < all.size() && i < kMostLines; ++i)
        lines.append(diffLineText(all[i]));
    if (all.size() > kMostLines)
        lines.append(
            tr("… and %n more line(s)", nullptr, static_cast<int>(all.size() - kMostLines)));
    setPlainText(lines.isEmpty() ? tr("The two texts are the same.")
                                 : lines.join(QLatin1Char('\n')));
    colour();
}

void DiffView::clearTexts()
{
    clear();
    setExtraSelections({});
}

void DiffView::colour()
{
    QList<QTextEdit::ExtraSelection> selections;
    const Colors& colors = m_theme.colors();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QChar sign = block.text().isEmpty() ? QChar() : block.text().at(0);
        if (sign != kMinus && sign != kPlus)
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selection.format.setBackground(
            blend(sign == kPlus ? colors.allow : colors.deny, colors.surface, kTint));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

} // namespace remit::ui
