// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion/completion_popup.h"

#include "ui/editor/completion/completion_delegate.h"
#include "ui/editor/completion/completion_model.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QScrollBar>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kLeastWidth = 240;
constexpr int kMostWidth = 460;
constexpr int kDocumentationWidth = 280;
constexpr int kMostRows = 10;
constexpr int kMeasuredRows = 100; ///< wider rows further down are elided

} // namespace

CompletionPopup::CompletionPopup(const Theme& theme, QWidget& editor)
    : QFrame(editor.window())
    , m_model(new CompletionModel(this))
    , m_list(new QListView)
    , m_documentation(new QLabel)
{
    setObjectName(QStringLiteral("completion"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::NoFocus);
    m_list->setObjectName(QStringLiteral("completionList"));
    m_list->setAccessibleName(tr("Proposals"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CompletionDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_documentation->setTextFormat(Qt::PlainText);
    m_documentation->setWordWrap(true);
    m_documentation->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_documentation->setMargin(kMargin);
    m_documentation->setFixedWidth(kDocumentationWidth);
    setMuted(m_documentation);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_documentation);
    hide();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CompletionPopup::showDocumentation);
    connect(m_list, &QListView::clicked, this, &CompletionPopup::itemClicked);
}

void CompletionPopup::setItems(std::vector<assist::CompletionItem> items)
{
    m_model->setItems(std::move(items));
}

void CompletionPopup::setPattern(const QString& typed)
{
    m_model->setPattern(typed);
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
    if (isVisible())
        place();
}

void CompletionPopup::openAt(QPoint belowWord, int lineHeight)
{
    m_below = belowWord;
    m_lineHeight = lineHeight;
    place();
    show();
    raise();
    showDocumentation();
}

int CompletionPopup::listWidth() const
{
    int widest = kLeastWidth;
    for (int row = 0; row < std::min(m_model->rowCount(), kMeasuredRows); ++row)
        widest = std::max(widest, m_list->sizeHintForIndex(m_model->index(row)).width());
    return std::min(widest + m_list->verticalScrollBar()->sizeHint().width(), kMostWidth);
}

void CompletionPopup::place()
{
    const QSize room = parentWidget()->size();
    const int rows = std::clamp(m_model->rowCount(), 1, kMostRows);
    const bool documented = !m_documentation->isHidden();
    const int width = std::min(listWidth() + (documented ? kDocumentationWidth : 0), room.width());
    const int height =
        std::max(rows, documented ? 5 : 1) * std::max(1, m_list->sizeHintForRow(0)) + 2;
    const int left =
        std::clamp(m_below.x() - kStep - kIconSize - kMargin, 0, std::max(0, room.width() - width));
    const bool fitsBelow = m_below.y() + height <= room.height();
    const int above = m_below.y() - m_lineHeight - height;
    setGeometry(left, fitsBelow || above < 0 ? m_below.y() : above, width, height);
}

void CompletionPopup::showDocumentation()
{
    const assist::CompletionItem* item = chosen();
    const bool documented = item != nullptr && !item->documentation.empty();
    m_documentation->setText(documented ? QString::fromStdString(item->documentation) : QString());
    m_documentation->setVisible(documented);
    if (isVisible())
        place();
}

const assist::CompletionItem* CompletionPopup::chosen() const
{
    return m_model->item(m_list->currentIndex().row());
}

void CompletionPopup::moveBy(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = m_list->currentIndex().row() + rows;
    const bool single = rows == 1 || rows == -1;
    // A single step goes round at the ends, a page stops there.
    const int target = single ? (row + count) % count : std::clamp(row, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(target));
}

int CompletionPopup::pageRows() const
{
    return std::max(1, m_list->viewport()->height() / std::max(1, m_list->sizeHintForRow(0)) - 1);
}

} // namespace remit::ui
