// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/conformance.h"
#include "core/cedar/validate/validator.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <set>

using namespace remit;
using namespace remit::cedar;
using Json = nlohmann::json;

namespace {

Json jsonOf(const std::filesystem::path& file)
{
    return Json::parse(test::readAll(file));
}

/// Verdicts that version 4.13 of the reference gives otherwise than the recorded 4.9.1.
std::map<std::pair<std::string, std::string>, bool> overrides()
{
    std::map<std::pair<std::string, std::string>, bool> result;
    const std::string all = test::readAll(
        test::sourceDir() / "tests/conformance/expectations/cedar-4.13-validator.jsonl");
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const Json line = Json::parse(all.substr(begin, end - begin));
        result[{line["case"], line["policy"]}] = line["strict"];
        begin = end + 1;
    }
    return result;
}

EntityUid uidOf(const Json& json)
{
    return {json["type"], json["id"]};
}

} // namespace

/// The validator pack: per policy, per entity and per request.
class TestValidatorPack : public QObject {
    Q_OBJECT

private slots:
    void verdicts_data();
    void verdicts();
};

void TestValidatorPack::verdicts_data()
{
    QTest::addColumn<QString>("name");
    const auto folder = test::sharedData("conformance/cedar/validator");
    std::set<std::string> names;
    if (folder) {
        for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
            if (entry.path().extension() == ".cedarschema")
                names.insert(entry.path().stem().string());
        }
    }
    for (const std::string& name : names)
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    if (names.empty())
        QTest::newRow("pack") << QString();
}

void TestValidatorPack::verdicts()
{
    REMIT_NEEDS_SHARED(folder, "conformance/cedar/validator");
    QFETCH(QString, name);
    const std::string stem = name.toStdString();
    const ResolvedSchema schema = readSchema(test::readAll(folder / (stem + ".cedarschema")));
    QVERIFY(schema.ok());
    const Json expected = jsonOf(folder / (stem + ".validation.json"));
    const auto known = overrides();

    const ParsedPolicies parsed = parsePolicies(test::readAll(folder / (stem + ".cedar")));
    QVERIFY(!hasErrors(parsed.diagnostics));
    for (const Policy& policy : parsed.policies) {
        ValidationResult result;
        result.findings = validatePolicy(policy, *schema.schema);
        const auto recorded = expected["policyValidation"]["perPolicy"].find(policy.id);
        if (recorded == expected["policyValidation"]["perPolicy"].end())
            continue;
        const auto changed = known.find({stem, policy.id});
        const bool wanted =
            changed != known.end() ? changed->second : (*recorded)["strict"].get<bool>();
        QVERIFY2(result.ok() == wanted, policy.id.c_str());
    }

    const Json entities = jsonOf(folder / (stem + ".entities.json"));
    for (const auto& [key, verdict] : expected["entityValidation"]["perEntity"].items()) {
        for (const Json& entity : entities) {
            const EntityUid uid = uidOf(
                entity["uid"].contains("__entity") ? entity["uid"]["__entity"] : entity["uid"]);
            if (uid.type + "::" + uid.id != key)
                continue;
            const auto read =
                parseEntities(Json::array({entity}).dump(), stem, schema.schema.get());
            QVERIFY2(hasErrors(read.diagnostics) == verdict.contains("errors"), key.c_str());
        }
    }

    const Json requests = jsonOf(folder / (stem + ".json"))["requests"];
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const EntityUid principal = uidOf(requests[i]["principal"]);
        const EntityUid action = uidOf(requests[i]["action"]);
        const EntityUid resource = uidOf(requests[i]["resource"]);
        const bool good =
            checkRequest(&principal, &action, &resource, nullptr, *schema.schema).empty();
        QCOMPARE(good, expected["requestValidation"][i]["strict"].get<bool>());
    }
}

QTEST_APPLESS_MAIN(TestValidatorPack)
#include "tst_validator_pack.moc"
