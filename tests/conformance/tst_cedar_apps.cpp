// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/parser.h"
#include "tests/conformance/evaluators.h"
#include "tests/support/test_paths.h"

#include <QTest>

namespace fs = std::filesystem;
using namespace remit;

namespace {

void demand(const Result<>& done)
{
    if (!done)
        qFatal("%s", done.error().message.c_str());
}

/// Ids as on Cedar's command line: `@id`, else by position.
cedar::PolicySet readPolicies(const fs::path& file)
{
    auto parsed = cedar::parsePolicies(test::readAll(file), file.string());
    if (!parsed.diagnostics.empty())
        qFatal("%s: %s", file.c_str(), parsed.diagnostics.front().message.c_str());
    cedar::PolicySet set;
    for (cedar::Policy& policy : parsed.policies) {
        if (const std::string* id = policy.annotation("id"))
            policy.id = *id;
        demand(set.add(std::make_shared<const cedar::Policy>(std::move(policy))));
    }
    return set;
}

JsonValue readJson(const fs::path& file)
{
    return parseJson(test::readAll(file), file.string()).root.value();
}

/// `[{template_id, link_id, args: {"?principal": "T::\"id\""}}]`
void link(const fs::path& file, cedar::PolicySet& set)
{
    for (const JsonValue& item : readJson(file).items) {
        const auto slot = [&](const char* name) -> std::optional<cedar::EntityUid> {
            const JsonValue* value = item.find("args")->find(name);
            return value ? cedar::parseEntityUid(value->text) : std::nullopt;
        };
        demand(set.link({item.find("link_id")->text, item.find("template_id")->text,
                         slot("?principal"), slot("?resource")}));
    }
}

std::shared_ptr<const cedar::EntityStore> readEntities(const fs::path& file,
                                                       const cedar::Schema* schema)
{
    auto parsed = cedar::parseEntities(test::readAll(file), file.string(), schema);
    for (const Diagnostic& diagnostic : parsed.diagnostics)
        qFatal("%s: %s", file.c_str(), diagnostic.message.c_str());
    return cedar::EntityStore::build(std::move(parsed.entities)).value();
}

} // namespace

/// The example applications of the Cedar project: every recorded request, decided.
class TestCedarApps : public QObject {
    Q_OBJECT

private slots:
    void decidesAsTheFolderSays_data()
    {
        QTest::addColumn<QString>("application");
        QTest::addColumn<int>("requests");
        // Some leave the escapes out, so that only the schema tells what is an entity. The data of
        // the others contradicts their own schema, as Cedar finds too.
        QTest::addColumn<bool>("bySchema");
        QTest::newRow("document cloud") << "document_cloud" << 5 << false;
        QTest::newRow("GitHub") << "github_example" << 7 << false;
        QTest::newRow("tags and roles") << "tags_n_roles" << 3 << true;
        QTest::newRow("hotel chains, static") << "hotel_chains/static" << 6 << true;
        QTest::newRow("hotel chains, templates") << "hotel_chains/templated" << 6 << true;
    }

    void decidesAsTheFolderSays()
    {
        REMIT_NEEDS_SHARED(apps, "conformance/cedar/apps");
        QFETCH(const QString, application);
        const fs::path folder = apps / application.toStdString();
        auto policies = readPolicies(folder / "policies.cedar");
        if (fs::exists(folder / "linked"))
            link(folder / "linked", policies);
        const auto schema = cedar::readSchema(test::readAll(folder / "policies.cedarschema"));
        QVERIFY(schema.ok());
        QFETCH(const bool, bySchema);
        const cedar::Schema* by = bySchema ? schema.schema.get() : nullptr;
        conformance::Evaluators evaluators(policies, readEntities(folder / "entities.json", by));
        int requests = 0;
        for (const char* decision : {"ALLOW", "DENY"}) {
            for (const auto& file : fs::directory_iterator(folder / decision)) {
                decide(evaluators, by, file.path(), std::string_view(decision) == "ALLOW");
                ++requests;
            }
        }
        QTEST(requests, "requests");
    }

private:
    static void decide(conformance::Evaluators& evaluators, const cedar::Schema* schema,
                       const fs::path& file, bool allow)
    {
        Diagnostics diagnostics;
        const auto request = cedar::readRequest(readJson(file), file.string(), diagnostics, schema);
        QVERIFY2(request, file.c_str());
        const auto answer = evaluators.decide(*request);
        QVERIFY2(answer.disagreement.empty(), answer.disagreement.c_str());
        QVERIFY2((answer.response.decision == cedar::Decision::Allow) == allow, file.c_str());
        QVERIFY2(!allow || !answer.response.reasons.empty(), file.c_str());
    }
};

QTEST_APPLESS_MAIN(TestCedarApps)
#include "tst_cedar_apps.moc"
