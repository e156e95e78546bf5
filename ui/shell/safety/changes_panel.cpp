// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/safety/changes_panel.h"

#include "ui/shell/safety/diff_view.h"
#include "ui/shell/typography.h"

#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {

ChangesPanel::ChangesPanel(const Theme& theme, bool checkable, QWidget* parent)
    : QWidget(parent)
    , m_checkable(checkable)
    , m_list(new QListWidget)
    , m_caption(new QLabel)
    , m_diff(new DiffView(theme))
{
    m_list->setObjectName(QStringLiteral("changedFiles"));
    m_list->setAccessibleName(tr("Files"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setSpacing(kStep / 2);
    m_caption->setTextFormat(Qt::PlainText);
    setMuted(m_caption);

    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kStep);
    column->addWidget(m_caption);
    column->addWidget(m_diff);
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({240, 560});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_list, &QListWidget::currentRowChanged, this, &ChangesPanel::showCurrent);
    connect(m_list, &QListWidget::itemChanged, this, &ChangesPanel::checkedChanged);
}

void ChangesPanel::setFiles(std::vector<ChangedFile> files)
{
    const int row = std::max(0, m_list->currentRow());
    m_files = std::move(files);
    const QSignalBlocker untilWhole(m_list);
    m_list->clear();
    for (const ChangedFile& file : m_files) {
        auto* item = new QListWidgetItem(
            file.state.isEmpty() ? file.path : file.path + QLatin1Char('\n') + file.state, m_list);
        item->setToolTip(file.path);
        if (m_checkable)
            item->setCheckState(Qt::Checked);
    }
    m_list->setCurrentRow(std::min(row, static_cast<int>(m_files.size()) - 1));
    showCurrent(m_list->currentRow());
    emit checkedChanged();
}

int ChangesPanel::current() const
{
    return m_list->currentRow();
}

std::vector<std::size_t> ChangesPanel::checked() const
{
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (m_list->item(static_cast<int>(i))->checkState() == Qt::Checked)
            rows.push_back(i);
    }
    return rows;
}

void ChangesPanel::showCurrent(int row)
{
    const bool there = row >= 0 && row < static_cast<int>(m_files.size());
    if (there) {
        const ChangedFile& file = m_files[static_cast<std::size_t>(row)];
        m_caption->setText(file.caption);
        m_diff->show(file.from, file.to);
    } else {
        m_caption->clear();
        m_diff->clearTexts();
    }
    emit currentChanged(there ? row : -1);
}

} // namespace remit::ui
