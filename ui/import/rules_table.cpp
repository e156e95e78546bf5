// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/rules_table.h"

#include "ui/import/event_text.h"
#include "ui/models/text.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>

#include <array>

namespace remit::ui {
namespace {

constexpr std::array kFields{"agent",    "onBehalfOf", "task", "credential",
                             "workload", "session",    "start"};
const QString kFixed = QStringLiteral("value");
const QString kAttribute = QStringLiteral("from");

} // namespace

RulesTable::RulesTable(QWidget* parent) : QTableWidget(0, ColumnCount, parent)
{
    setObjectName(QStringLiteral("import-rules"));
    setAccessibleName(tr("Import rules"));
    setHorizontalHeaderLabels({tr("Fills"), tr("With"), tr("Value or name"), tr("Part of it")});
    horizontalHeaderItem(PatternColumn)
        ->setToolTip(tr("A pattern such as **/users/{}/* takes what stands for {}."));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // All columns are always seen: a rule is read as one sentence.
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    setColumnWidth(FieldColumn, 8 * em);
    setColumnWidth(SourceColumn, 9 * em);
    for (const int column : {ValueColumn, PatternColumn})
        horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    showPatterns();
    connect(this, &QTableWidget::cellChanged, this, &RulesTable::rulesChanged);
}

void RulesTable::setRules(const std::vector<trace::ImportRule>& rules)
{
    const QSignalBlocker quiet(this);
    setRowCount(0);
    m_kept.clear();
    for (const trace::ImportRule& rule : rules)
        addRow(rule);
    showPatterns();
}

/// A fixed value has no part to take: then its column leaves the room to the values.
void RulesTable::showPatterns()
{
    bool isAsked = false;
    for (int row = 0; row < rowCount(); ++row)
        isAsked = isAsked || choice(row, SourceColumn) == kAttribute;
    setColumnHidden(PatternColumn, !isAsked);
}

void RulesTable::addRow(const trace::ImportRule& rule)
{
    const QSignalBlocker quiet(this);
    const int row = rowCount();
    insertRow(row);
    m_kept.push_back(rule);
    auto* field = new QComboBox;
    field->setAccessibleName(tr("Field"));
    for (const char* name : kFields)
        field->addItem(fieldTitle(QString::fromLatin1(name)), QString::fromLatin1(name));
    field->setCurrentIndex(field->findData(toQString(rule.field)));
    auto* source = new QComboBox;
    source->setAccessibleName(tr("Where the value comes from"));
    source->addItem(tr("a fixed value"), kFixed);
    source->addItem(tr("an attribute"), kAttribute);
    source->setCurrentIndex(rule.from.empty() ? 0 : 1);
    setCellWidget(row, FieldColumn, field);
    setCellWidget(row, SourceColumn, source);
    setItem(row, ValueColumn,
            new QTableWidgetItem(toQString(rule.value ? *rule.value : rule.from)));
    setItem(row, PatternColumn, new QTableWidgetItem(toQString(rule.pattern)));
    connect(field, &QComboBox::currentIndexChanged, this, &RulesTable::rulesChanged);
    connect(source, &QComboBox::currentIndexChanged, this, [this] {
        showPatterns();
        emit rulesChanged();
    });
}

QString RulesTable::choice(int row, int column) const
{
    const auto* box = qobject_cast<const QComboBox*>(cellWidget(row, column));
    return box != nullptr ? box->currentData().toString() : QString();
}

QString RulesTable::written(int row, int column) const
{
    const QTableWidgetItem* cell = item(row, column);
    return cell != nullptr ? cell->text().trimmed() : QString();
}

std::vector<trace::ImportRule> RulesTable::rules() const
{
    std::vector<trace::ImportRule> all;
    for (int row = 0; row < rowCount(); ++row) {
        const std::string value = written(row, ValueColumn).toStdString();
        if (value.empty())
            continue;
        trace::ImportRule rule;
        rule.format = m_kept.at(static_cast<std::size_t>(row)).format;
        rule.file = m_kept.at(static_cast<std::size_t>(row)).file;
        rule.field = choice(row, FieldColumn).toStdString();
        if (choice(row, SourceColumn) == kFixed) {
            rule.value = value;
        } else {
            rule.from = value;
            rule.pattern = written(row, PatternColumn).toStdString();
        }
        all.push_back(std::move(rule));
    }
    return all;
}

void RulesTable::addRule(const QString& field)
{
    trace::ImportRule rule;
    rule.field = field.toStdString();
    rule.value = "";
    addRow(rule);
    showPatterns();
    setCurrentCell(rowCount() - 1, ValueColumn);
    setFocus();
    editItem(item(rowCount() - 1, ValueColumn));
}

void RulesTable::removeSelected()
{
    const int row = currentRow();
    if (row < 0)
        return;
    removeRow(row);
    m_kept.erase(m_kept.begin() + row);
    showPatterns();
    emit rulesChanged();
}

} // namespace remit::ui
