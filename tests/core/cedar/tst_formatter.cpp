// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/formatter.h"
#include "core/cedar/syntax/parser.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <algorithm>

using namespace remit;
using namespace remit::cedar;

namespace {

std::string firstDifference(const std::string& actual, const std::string& expected)
{
    if (actual == expected)
        return {};
    return "--- expected\n" + expected + "\n--- actual\n" + actual;
}

std::vector<std::string> comments(const std::string& text)
{
    std::vector<std::string> result;
    for (const Comment& comment : parsePolicies(text).comments) {
        std::string one = text.substr(comment.span.begin, comment.span.size());
        one.erase(one.find_last_not_of(" \t\v\f\r") + 1);
        result.push_back(one);
    }
    return result;
}

/// What holds for every text: the same policies, the same comments, and nothing left to do.
std::string brokenPromise(const std::string& text, FormatOptions options)
{
    const Formatted once = format(text, options);
    if (!once.ok())
        return "it does not parse";
    if (format(once.text, options).text != once.text)
        return "not idempotent:\n" + once.text;
    if (comments(text) != comments(once.text))
        return "comments changed:\n" + once.text;
    const ParsedPolicies before = parsePolicies(text);
    const ParsedPolicies after = parsePolicies(once.text);
    const bool same = after.diagnostics.empty() &&
                      std::equal(before.policies.begin(), before.policies.end(),
                                 after.policies.begin(), after.policies.end(),
                                 [](const Policy& a, const Policy& b) { return sameTree(a, b); });
    return same ? std::string() : "the policies changed:\n" + once.text;
}

/// Puts a comment after every nth token.
std::string withComments(const std::string& text, std::size_t nth)
{
    std::string result;
    std::size_t count = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (inString && text[i] == '\\') {
            result += text[i++];
        } else if (text[i] == '"') {
            inString = !inString;
        }
        result += text[i];
        const bool boundary =
            !inString && std::string("(),{};\"").find(text[i]) != std::string::npos;
        if (boundary && ++count % nth == 0)
            result += (count % 2 == 0 ? " // c" : "\n// c") + std::to_string(count) + "\n";
    }
    return result;
}

} // namespace

Q_DECLARE_METATYPE(std::string)

class TestFormatter : public QObject {
    Q_OBJECT

private slots:
    void equalsTheReference_data();
    void equalsTheReference();
    void equalsItsGoldens_data();
    void equalsItsGoldens();
    void leavesWhatDoesNotParse();
    void keepsRegions_data();
    void keepsRegions();
    void keepsItsPromises_data();
    void keepsItsPromises();
    void keepsItsPromisesOnTheCorpus();
};

void TestFormatter::equalsTheReference_data()
{
    QTest::addColumn<std::string>("input");
    QTest::addColumn<std::string>("expected");
    const auto folder = test::sharedData("conformance/cedar/formatter");
    if (!folder)
        return;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".expected.cedar"))
            continue;
        const std::string stem = entry.path().stem().string();
        QTest::newRow(stem.c_str())
            << test::readAll(entry.path()) << test::readAll(*folder / (stem + ".expected.cedar"));
    }
}

void TestFormatter::equalsTheReference()
{
    REMIT_NEEDS_SHARED(folder, "conformance/cedar/formatter");
    QVERIFY(std::filesystem::is_directory(folder));
    QFETCH(std::string, input);
    QFETCH(std::string, expected);
    const std::string difference = firstDifference(format(input).text, expected);
    QVERIFY2(difference.empty(), difference.c_str());
    const std::string broken = brokenPromise(input, {});
    QVERIFY2(broken.empty(), broken.c_str());
}

/// Each `name.cedar` beside `name.W.I.formatted`, laid out with width W and indentation I. They
/// were made with Cedar 4.13.
void TestFormatter::equalsItsGoldens_data()
{
    QTest::addColumn<std::string>("input");
    QTest::addColumn<std::string>("golden");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("indent");
    const auto folder = test::sourceDir() / "tests/golden/cedar/format";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".formatted"))
            continue;
        int width = 0;
        int indent = 0;
        char stem[64] = {};
        if (std::sscanf(name.c_str(), "%63[^.].%d.%d.formatted", stem, &width, &indent) != 3)
            continue;
        QTest::newRow(name.c_str()) << test::readAll(folder / (std::string(stem) + ".cedar"))
                                    << entry.path().string() << width << indent;
    }
}

void TestFormatter::equalsItsGoldens()
{
    QFETCH(std::string, input);
    QFETCH(std::string, golden);
    QFETCH(int, width);
    QFETCH(int, indent);
    const std::string difference =
        test::compareWithGolden(golden, format(input, {width, indent}).text);
    QVERIFY2(difference.empty(), difference.c_str());
}

void TestFormatter::leavesWhatDoesNotParse()
{
    const std::string text = "permit(principal, action);";
    const Formatted formatted = format(text, {}, "a.cedar");
    QVERIFY(!formatted.ok());
    QCOMPARE(formatted.text, text);
    QCOMPARE(formatted.diagnostics[0].file, std::string("a.cedar"));
}

void TestFormatter::keepsRegions_data()
{
    QTest::addColumn<std::string>("input");
    QTest::addColumn<std::string>("expected");
    const std::string ugly = "permit(principal,action,resource)   ;";
    const std::string neat = "permit (principal, action, resource);";
    const std::string off = "// @formatter:off";
    const std::string on = "// @formatter:on";
    const auto row = [](const char* name, const std::string& input, const std::string& expected) {
        QTest::newRow(name) << input << expected;
    };
    row("whole file", off + "\n" + ugly + "\n", off + "\n" + ugly + "\n");
    row("between", ugly + "\n" + off + "\n" + ugly + "\n" + on + "\n" + ugly,
        neat + "\n\n" + off + "\n" + ugly + "\n" + on + "\n\n" + neat + "\n");
    row("to the end", ugly + off + "\n" + ugly + "\n\n\n",
        neat + "\n\n" + off + "\n" + ugly + "\n");
    row("in a policy",
        "permit(principal,action,resource) when\n" + off + "\n{ 1==1 \n}" + on + "\n;" + ugly,
        "permit(principal,action,resource) when\n" + off + "\n{ 1==1 \n}" + on + "\n;\n\n" + neat +
            "\n");
    row("twice", off + "\n" + ugly + on + "\n" + ugly + "\n" + off + "\n" + ugly + on,
        off + "\n" + ugly + on + "\n\n" + neat + "\n\n" + off + "\n" + ugly + on + "\n");
    row("on alone", on + "\n" + ugly, on + "\n" + neat + "\n");
}

void TestFormatter::keepsRegions()
{
    QFETCH(std::string, input);
    QFETCH(std::string, expected);
    const std::string difference = firstDifference(format(input).text, expected);
    QVERIFY2(difference.empty(), difference.c_str());
    const std::string broken = brokenPromise(input, {});
    QVERIFY2(broken.empty(), broken.c_str());
}

void TestFormatter::keepsItsPromises_data()
{
    QTest::addColumn<std::string>("text");
    const auto folder = test::sourceDir() / "tests/golden/cedar/format";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".cedar")
            continue;
        const std::string text = test::readAll(entry.path());
        for (const std::size_t nth : {1U, 2U, 3U, 7U})
            QTest::addRow("%s, comment at every %zu. token", entry.path().stem().c_str(), nth)
                << withComments(text, nth);
    }
}

void TestFormatter::keepsItsPromises()
{
    QFETCH(std::string, text);
    for (const FormatOptions options :
         {FormatOptions{80, 2}, FormatOptions{20, 4}, FormatOptions{1, 0}, FormatOptions{200, 1}}) {
        const std::string broken = brokenPromise(text, options);
        QVERIFY2(broken.empty(), broken.c_str());
    }
}

void TestFormatter::keepsItsPromisesOnTheCorpus()
{
    REMIT_NEEDS_SHARED(workload, "workload/agents-100/policies.cedar");
    const std::string text = test::readAll(workload);
    for (const std::size_t nth : {2U, 5U, 1000'000U}) {
        const std::string broken = brokenPromise(withComments(text, nth), {});
        QVERIFY2(broken.empty(), broken.c_str());
    }
}

QTEST_APPLESS_MAIN(TestFormatter)
#include "tst_formatter.moc"
