// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/syntax/parser.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <fstream>

using namespace remit;
using namespace remit::cedar;

/// The packs of recorded decisions: by index, by linear search and by explanation.
class TestEngineConformance : public QObject {
    Q_OBJECT

private slots:
    void pack_data();
    void pack();
};

namespace {

std::vector<std::string> sortedTexts(const JsonValue* array)
{
    std::vector<std::string> result;
    for (const JsonValue& item : array->items)
        result.push_back(item.text);
    std::sort(result.begin(), result.end());
    return result;
}

bool agrees(const Response& response, const JsonValue& expected)
{
    std::vector<std::string> reasons = response.reasons;
    std::vector<std::string> errors;
    for (const PolicyError& error : response.errors)
        errors.push_back(error.policy);
    std::sort(reasons.begin(), reasons.end());
    std::sort(errors.begin(), errors.end());
    return (response.decision == Decision::Allow) == (expected.find("decision")->text == "allow") &&
           reasons == sortedTexts(expected.find("reason")) &&
           errors == sortedTexts(expected.find("errors"));
}

/// What is wrong with the case, or nothing.
QByteArray checked(const JsonValue& entry)
{
    PolicySet set;
    for (Policy& policy : parsePolicies(entry.find("policies")->text).policies)
        (void)set.add(std::make_shared<const Policy>(std::move(policy)));
    const auto program = Program::compile(set);
    const auto store = EntityStore::build(parseEntities(*entry.find("entities")).entities);
    if (!store)
        return QByteArray::fromStdString(store.error().message);
    Scratch scratch;
    for (const JsonValue& expected : entry.find("requests")->items) {
        Diagnostics diagnostics;
        const auto request = readRequest(expected, "pack", diagnostics);
        if (!request)
            return "request cannot be read";
        const Response response = authorize(*program, **store, *request, scratch);
        bind(*program, **store, *request, scratch);
        const Answer linear = decideBound(scratch, Detail::Full, Search::Linear);
        if (!agrees(response, expected) || linear.decision != response.decision ||
            linear.errors.size() != response.errors.size())
            return QByteArray::fromStdString(expected.find("description")->text);
        if (!agrees(explain(*program, **store, *request, scratch).response, expected))
            return "explanation: " + QByteArray::fromStdString(expected.find("description")->text);
    }
    return {};
}

} // namespace

void TestEngineConformance::pack_data()
{
    QTest::addColumn<QByteArray>("file");
    // A debug build takes every tenth case; the conformance program takes all.
#ifdef NDEBUG
    constexpr int kEvery = 1;
#else
    constexpr int kEvery = 10;
#endif
    QTest::addColumn<int>("every");
    QTest::newRow("authorize") << QByteArray("authorize.jsonl") << kEvery;
    QTest::newRow("history") << QByteArray("history.jsonl") << kEvery * 2;
}

void TestEngineConformance::pack()
{
    REMIT_NEEDS_SHARED(folder, "conformance/cedar");
    QFETCH(QByteArray, file);
    QFETCH(int, every);
    std::ifstream lines(folder / file.toStdString());
    int number = 0;
    for (std::string line; std::getline(lines, line); ++number) {
        if (number % every != 0)
            continue;
        const JsonDocument document = parseJson(line);
        QVERIFY(document.root.has_value());
        const QByteArray wrong = checked(*document.root);
        QVERIFY2(wrong.isEmpty(),
                 (document.root->find("id")->text + ": " + wrong.toStdString()).c_str());
    }
    QVERIFY(number > 1000);
}

QTEST_APPLESS_MAIN(TestEngineConformance)
#include "tst_engine_conformance.moc"
