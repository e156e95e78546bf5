// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tests/tests_model.h"

#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/theme.h"
#include "ui/shell/verdict_sign.h"

#include <QIcon>

#include <algorithm>
#include <map>

namespace remit::ui {

namespace {

/// What a test is told by, over edits of its file.
std::pair<std::string, std::string> testKey(const analysis::PolicyTest& test)
{
    return {test.file, test.name};
}

} // namespace

QString wordOf(TestsModel::State state)
{
    switch (state) {
    case TestsModel::State::Passed:
        return remit::ui::tr("Passed");
    case TestsModel::State::Failed:
        return remit::ui::tr("Failed");
    case TestsModel::State::NotRun:
        break;
    }
    return remit::ui::tr("Not run");
}

TestsModel::TestsModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme)
{}

void TestsModel::setTests(std::vector<analysis::PolicyTest> tests)
{
    std::map<std::pair<std::string, std::string>, analysis::TestResult> known;
    for (std::size_t i = 0; i < m_tests.size(); ++i) {
        if (m_results[i])
            known.emplace(testKey(m_tests[i]), std::move(*m_results[i]));
    }
    m_tests = std::move(tests);
    m_results.assign(m_tests.size(), std::nullopt);
    for (std::size_t i = 0; i < m_tests.size(); ++i) {
        const auto result = known.find(testKey(m_tests[i]));
        if (result != known.end())
            m_results[i] = result->second;
    }
    rebuild();
}

void TestsModel::setResults(const std::vector<analysis::PolicyTest>& tests,
                            const std::vector<analysis::TestResult>& results)
{
    for (std::size_t i = 0; i < tests.size() && i < results.size(); ++i) {
        for (std::size_t j = 0; j < m_tests.size(); ++j) {
            if (testKey(m_tests[j]) == testKey(tests[i]))
                m_results[j] = results[i];
        }
    }
    m_stale = false;
    rebuild();
}

void TestsModel::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void TestsModel::setFilter(const QString& text, bool failedOnly)
{
    m_filter = text;
    m_failedOnly = failedOnly;
    rebuild();
}

void TestsModel::rebuild()
{
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_tests.size(); ++i) {
        if (m_failedOnly && stateOf(i) != State::Failed)
            continue;
        bool fits = m_filter.isEmpty();
        for (int column = 0; column < ColumnCount && !fits; ++column)
            fits = textOf(i, column).contains(m_filter, Qt::CaseInsensitive);
        if (fits)
            m_shown.push_back(i);
    }
    std::stable_partition(m_shown.begin(), m_shown.end(),
                          [this](std::size_t test) { return stateOf(test) == State::Failed; });
    endResetModel();
}

TestsModel::State TestsModel::stateOf(std::size_t test) const
{
    if (!m_results[test])
        return State::NotRun;
    return m_results[test]->passed ? State::Passed : State::Failed;
}

TestsModel::State TestsModel::stateOf(const QModelIndex& index) const
{
    return test(index) == nullptr ? State::NotRun
                                  : stateOf(m_shown[static_cast<std::size_t>(index.row())]);
}

const analysis::PolicyTest* TestsModel::test(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    return &m_tests[m_shown[static_cast<std::size_t>(index.row())]];
}

std::vector<analysis::PolicyTest> TestsModel::failedTests() const
{
    std::vector<analysis::PolicyTest> failed;
    for (std::size_t i = 0; i < m_tests.size(); ++i) {
        if (stateOf(i) == State::Failed)
            failed.push_back(m_tests[i]);
    }
    return failed;
}

int TestsModel::count(State state) const
{
    int count = 0;
    for (std::size_t i = 0; i < m_tests.size(); ++i)
        count += stateOf(i) == state ? 1 : 0;
    return count;
}

int TestsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int TestsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TestsModel::textOf(std::size_t test, int column) const
{
    switch (column) {
    case StateColumn:
        return m_stale && m_results[test]
                   ? remit::ui::tr("%1, before the edit").arg(wordOf(stateOf(test)))
                   : wordOf(stateOf(test));
    case NameColumn:
        return toQString(m_tests[test].name);
    case WhyColumn: {
        QStringList lines;
        for (std::size_t i = 0; m_results[test] && i < m_results[test]->differences.size(); ++i)
            lines << toQString(m_results[test]->differences[i]);
        return lines.join(QLatin1Char(' '));
    }
    default:
        return toQString(m_tests[test].file);
    }
}

QVariant TestsModel::data(const QModelIndex& index, int role) const
{
    if (test(index) == nullptr)
        return {};
    const std::size_t at = m_shown[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(at, index.column());
    case Qt::ToolTipRole:
        return textOf(at, index.column());
    case Qt::DecorationRole:
        if (index.column() == StateColumn && stateOf(at) != State::NotRun)
            return signIcon(stateOf(at) == State::Passed ? Sign::Allow : Sign::Deny, m_theme);
        return {};
    case Qt::ForegroundRole:
        return m_stale ? QVariant(m_theme.colors().muted) : QVariant();
    default:
        return {};
    }
}

QVariant TestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("Result");
    case NameColumn:
        return tr("Test");
    case WhyColumn:
        return tr("What differs");
    default:
        return tr("File");
    }
}

} // namespace remit::ui
