// SPDX-License-Identifier: Apache-2.0
#include "core/assist/completion.h"
#include "core/assist/snippet.h"
#include "core/base/edit.h"
#include "tests/core/assist/cases.h"
#include "tests/core/assist/workspace.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace remit;
using namespace remit::assist;

namespace {

const CompletionItem* find(const CompletionList& list, const std::string& label)
{
    const auto found =
        std::find_if(list.items.begin(), list.items.end(),
                     [&label](const CompletionItem& item) { return item.label == label; });
    return found == list.items.end() ? nullptr : &*found;
}

std::string accepted(const std::string& text, const CompletionList& list,
                     const CompletionItem& item)
{
    const std::string insert = item.snippet ? parseSnippet(item.insert).text : item.insert;
    return applied(text, {{list.replace, insert}});
}

std::string labels(const CompletionList& list)
{
    std::string text;
    for (std::size_t at = 0; at < list.items.size() && at < 40; ++at)
        text += "\n    " + list.items[at].label;
    return text;
}

/// Empty where it holds; else what was there instead.
std::string objection(const test::CursorCase& tried, const CompletionList& list,
                      const test::CursorCase::Line& expected)
{
    const auto& [verb, rest] = expected;
    if (verb == "nothing")
        return list.items.empty() ? "" : "offered:" + labels(list);
    if (verb == "first")
        return !list.items.empty() && list.items.front().label == rest
                   ? ""
                   : "wanted first " + rest + ", offered:" + labels(list);
    if (verb == "offers")
        return find(list, rest) != nullptr ? "" : "not offered: " + rest + " among:" + labels(list);
    if (verb == "lacks")
        return find(list, rest) == nullptr ? "" : "offered: " + rest;
    const auto [label, text] = test::labelAndText(rest);
    const CompletionItem* item = find(list, label);
    if (item == nullptr)
        return "not offered: " + label + " among:" + labels(list);
    if (verb == "detail")
        return item->detail == text ? "" : "detail: " + item->detail;
    if (verb == "accept") {
        const std::string result = accepted(tried.text, list, *item);
        return result == text ? "" : "gives: " + result;
    }
    return "no such word: " + verb;
}

/// A workspace without a schema.
std::shared_ptr<const Model> sample()
{
    return Model::build(test::workspaceFiles(test::sourceDir() / "samples/payments-agent"));
}

} // namespace

/// Completion by the cases of tests/golden/assist; each file says what its lines mean.
class TestCompletion : public QObject {
    Q_OBJECT

private slots:
    void cases_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("index");
        const std::pair<const char*, const char*> files[] = {
            {"completion_policies.cases", "policies/new.cedar"},
            {"completion_schema.cases", "schema/new.cedarschema"},
            {"completion_settings.cases", "remit.json"},
            {"completion_entities.cases", "entities/new.json"},
            {"completion_links.cases", "links.json"},
            {"completion_sample.cases", "policies/new.cedar"}};
        for (const auto& [file, path] : files) {
            const auto all = test::readCursorCases(file);
            for (std::size_t index = 0; index < all.size(); ++index)
                QTest::addRow("%s:%s", file, all[index].name.c_str())
                    << file << path << static_cast<int>(index);
        }
    }

    void cases()
    {
        QFETCH(QString, file);
        QFETCH(QString, path);
        QFETCH(int, index);
        const test::CursorCase tried =
            test::readCursorCases(file.toStdString())[static_cast<std::size_t>(index)];
        const auto text = std::make_shared<const std::string>(tried.text);
        const auto model = file == "completion_sample.cases"
                               ? sample()->with({path.toStdString(), FileKind::Policies, text})
                               : test::assistModel(path.toStdString(), tried.text);
        const CompletionList list = complete(*model, path.toStdString(), tried.offset);
        QVERIFY(list.replace.begin <= tried.offset && tried.offset <= list.replace.end);
        std::string objections;
        for (const auto& expected : tried.expected) {
            const std::string found = objection(tried, list, expected);
            if (!found.empty())
                objections += "\n  " + found;
        }
        QVERIFY2(objections.empty(), objections.c_str());
    }

    void aSnippetNamesItsStops()
    {
        const Snippet snippet = parseSnippet("a(${2:x}, $1)\nb\\$${2:y}", "  ");
        QCOMPARE(snippet.text, std::string("a(x, )\n  b$y"));
        QCOMPARE(snippet.stops.size(), std::size_t(3));
        QCOMPARE(snippet.stops[0].number, 1);
        QCOMPARE(snippet.stops[0].spans.front(), (Span{5, 5}));
        QCOMPARE(snippet.stops[1].spans.size(), std::size_t(2));
        QCOMPARE(snippet.stops[1].spans.front(), (Span{2, 3}));
        QCOMPARE(snippet.stops[2].number, 0);
        QCOMPARE(parseSnippet(snippetEscaped("{$1}\\")).text, std::string("{$1}\\"));
    }

    void aModelSharesWhatDidNotChange()
    {
        const auto before = test::assistModel();
        const auto after = before->with({"policies/read.cedar", FileKind::Policies,
                                         std::make_shared<const std::string>("permit (")});
        QCOMPARE(&after->schema(), &before->schema());
        QCOMPARE(&after->entities(), &before->entities());
        QVERIFY(after->file("policies/send.cedar")->policies ==
                before->file("policies/send.cedar")->policies);
        QVERIFY(after->file("policies/read.cedar")->policies !=
                before->file("policies/read.cedar")->policies);
    }

    void anUnknownFileGivesNothing()
    {
        QVERIFY(complete(*test::assistModel(), "policies/none.cedar", 3).items.empty());
    }
};

QTEST_APPLESS_MAIN(TestCompletion)
#include "tst_completion.moc"
