// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_layout.h"

#include "ui/import/preview_model.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/typography.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace remit::ui {

QWidget* importSection(const QString& title, const QString& hint, QWidget* body,
                       const std::vector<QPushButton*>& buttons)
{
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kStep);
    auto* heading = new QLabel(title);
    heading->setFont(interfaceFont(TextSize::Large));
    heading->setBuddy(body);
    auto* line = new QLabel(hint);
    line->setWordWrap(true);
    setMuted(line);
    column->addWidget(heading);
    column->addWidget(line);
    column->addWidget(body, 1);
    if (buttons.empty())
        return section;
    auto* row = new QHBoxLayout;
    row->setSpacing(kStep);
    for (QPushButton* button : buttons)
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    return section;
}

QPushButton* importButton(QWidget* owner, const QString& text, const char* name,
                          std::function<void()> run)
{
    auto* button = new QPushButton(text, owner);
    button->setObjectName(QString::fromLatin1(name));
    QObject::connect(button, &QPushButton::clicked, owner, [run = std::move(run)] { run(); });
    return button;
}

void setupPreviewTable(QTableView& table, PreviewModel& model)
{
    table.setObjectName(QStringLiteral("import-preview"));
    table.setAccessibleName(
        QCoreApplication::translate("ImportPage", "Events as recorded and as imported"));
    table.setModel(&model);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setFrameShape(QFrame::NoFrame);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 10);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // What was and what will be stand side by side, whatever the width.
    const int em = table.fontMetrics().horizontalAdvance(QLatin1Char('m'));
    table.setColumnWidth(PreviewModel::RunColumn, 9 * em);
    table.setColumnWidth(PreviewModel::TypeColumn, 6 * em);
    for (const int column : {PreviewModel::BeforeColumn, PreviewModel::AfterColumn})
        table.horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    new EmptyHint(table, QCoreApplication::translate("ImportPage",
                                                     "Drop a trace to see what it would become."));
}

std::vector<std::filesystem::path> localPaths(const QMimeData& data)
{
    std::vector<std::filesystem::path> paths;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            paths.emplace_back(url.toLocalFile().toStdString());
    }
    return paths;
}

} // namespace remit::ui
