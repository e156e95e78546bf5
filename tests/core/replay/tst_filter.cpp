// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/replay/filter/filter.h"

#include <QtTest>

#include <algorithm>

using namespace remit;
using decision::CallVerdict;
using decision::CrossingKind;
using decision::Verdict;

namespace {

CallVerdict denied()
{
    CallVerdict row;
    row.run = "weekly run";
    row.step = 3;
    row.time = Instant{1'772'356'500'000}; // 2026-03-01T09:15:00Z
    row.agent = "Agent::\"payables\"";
    row.tool = "schedule_payment";
    row.verdict = Verdict::Deny;
    row.triad.authenticated = true;
    row.crossings.push_back(
        {CrossingKind::Forbidden, {}, {}, {"no-outside-text", "few"}, "Forbidden by a rule."});
    row.crossings.push_back({CrossingKind::InvalidRequest, {}, {}, {}, "The amount is a string."});
    row.notes = {"novel-data"};
    return row;
}

CallVerdict allowed()
{
    CallVerdict row;
    row.run = "weekly run";
    row.step = 12;
    row.tool = "read_mail";
    row.verdict = Verdict::Allow;
    row.triad.permitted = true;
    row.reasons = {"reading"};
    return row;
}

bool fits(const QString& query, const CallVerdict& row)
{
    const replay::ParsedFilter parsed = replay::parseFilter(query.toStdString());
    if (!parsed.diagnostics.empty())
        throw std::runtime_error(parsed.diagnostics.front().message);
    return parsed.filter.matches(row);
}

std::string items(const std::string& query)
{
    std::vector<std::string> texts;
    for (const auto& item : replay::completeFilter(query, query.size()).items)
        texts.push_back(item.text);
    return joined(texts, " ");
}

} // namespace

class TestFilter : public QObject {
    Q_OBJECT
private slots:
    void rows_data()
    {
        QTest::addColumn<bool>("ofDenied");
        QTest::addColumn<bool>("ofAllowed");
        const auto row = [](const char* query, bool ofDenied, bool ofAllowed) {
            QTest::newRow(query) << ofDenied << ofAllowed;
        };
        row("", true, true);
        row("verdict = deny", true, false);
        row("verdict = DENY", true, false);
        row("verdict != deny", false, true);
        row("tool = schedule_payment", true, false);
        row("tool = Schedule_payment", false, false);
        row("tool ~ PAY", true, false);
        row("tool !~ pay", false, true);
        row("crossing = forbidden", true, false);
        row("crossing = invalid-request", true, false);
        row("crossing != forbidden", false, true);
        row("crossing = none", false, true);
        row("crossing != none", true, false);
        row("policy = few or policy = reading", true, true);
        row("policy = few and policy = reading", false, false);
        row("policy ~ outside", true, false);
        row("step < 10", true, false);
        row("step >= 12", false, true);
        row("time > 2026-03-01", true, false);
        row("time < 2026-03-01T09:15:01Z", true, false);
        row("time = none", false, true);
        row("authenticated = yes", true, false);
        row("authenticated = unknown", false, true);
        row("permitted != yes", true, false);
        row("not verdict = deny", false, true);
        row("not (verdict = deny or step = 12)", false, false);
        row("verdict = deny or tool = read_mail and step = 3", true, false);
        row("(verdict = deny or tool = read_mail) and step = 12", false, true);
        row("agent = Agent::\"payables\"", true, false);
        row("run = \"weekly run\"", true, true);
        row("\"weekly run\"", true, true);
        row("AMOUNT", true, false);
        row("mail and weekly", false, true);
        row("note = novel-data", true, false);
        row("note=novel-data and not mail", true, false);
        row("unknown = none", true, true);
    }
    void rows()
    {
        QFETCH(bool, ofDenied);
        QFETCH(bool, ofAllowed);
        const QString query = QTest::currentDataTag();
        QCOMPARE(fits(query, denied()), ofDenied);
        QCOMPARE(fits(query, allowed()), ofAllowed);
    }

    void problems_data()
    {
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* query, const char* problem) {
            QTest::newRow(query) << problem;
        };
        row("verdit = deny", "filter/unknown-field 0-6 Did you mean `verdict`?");
        row("verdict = denny", "filter/unknown-value 10-15 Did you mean `deny`?");
        row("verdict < deny", "filter/wrong-operator 8-9 Use =, !=, ~ (has a part) or !~.");
        row("step ~ 3", "filter/wrong-operator 5-6 Use =, !=, <, <=, > or >=.");
        row("step = three", "filter/unknown-value 7-12 ");
        row("time > noon", "filter/unknown-value 7-11 Write 2026-03-01 or "
                           "2026-03-01T09:15:00Z.");
        row("verdict =", "filter/unexpected 9-9 Write what `verdict` is compared with.");
        row("(verdict = deny", "filter/unexpected 15-15 Add `)`.");
        row("run = \"weekly", "filter/unexpected 6-13 Add `\"`.");
    }
    void problems()
    {
        QFETCH(QString, problem);
        const auto parsed = replay::parseFilter(QTest::currentDataTag());
        QCOMPARE(parsed.diagnostics.size(), std::size_t{1});
        const Diagnostic& one = parsed.diagnostics.front();
        QCOMPARE(QString::fromStdString(one.code + " " + std::to_string(one.span.begin) + "-" +
                                        std::to_string(one.span.end) + " " + one.help),
                 problem);
    }
    void hostileQueriesEnd()
    {
        const std::string deep(100'000, '(');
        QCOMPARE(replay::parseFilter(deep).diagnostics.size(), std::size_t{1});
        std::string nots;
        for (int i = 0; i < 10'000; ++i)
            nots += "not ";
        QCOMPARE(replay::parseFilter(nots + "x").diagnostics.size(), std::size_t{1});
        for (const char* query : {")", "and", "= deny", "verdict deny )", "a b", "not", "!", "\""})
            QVERIFY(!replay::parseFilter(query).diagnostics.empty());
    }

    void completion()
    {
        QCOMPARE(items("verd"), std::string("verdict"));
        QCOMPARE(items("verdict "), std::string("= != ~ !~"));
        QCOMPARE(items("step "), std::string("= != < <= > >="));
        QCOMPARE(items("verdict = un"), std::string("undecidable unreachable"));
        QCOMPARE(items("verdict = deny "), std::string("and or"));
        QCOMPARE(items("verdict = deny and crossing != for"), std::string("forbidden"));
        QCOMPARE(items("not authenticated = "), std::string("yes no unknown"));
        QVERIFY(items("(").starts_with("verdict crossing"));
        const auto all = replay::completeFilter("verdict = den", 13);
        QCOMPARE(all.replaces.begin, 10U);
    }
};

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
