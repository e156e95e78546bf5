// SPDX-License-Identifier: Apache-2.0
#include "core/authority/authority_json.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/links_json.h"
#include "core/mcp/tool_list.h"
#include "core/workspace/settings.h"
#include "tests/support/json_schema.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace remit;
using namespace remit::workspace;

namespace {

using Reads = Diagnostics (*)(std::string_view);

struct Kind {
    const char* schema;
    const char* example;
    Reads read;
};

template <class Object,
          std::vector<Object> (*Read)(std::string_view, std::string_view, Diagnostics&)>
Diagnostics problemsOf(std::string_view text)
{
    Diagnostics diagnostics;
    (void)Read(text, "file.json", diagnostics);
    return diagnostics;
}

const std::vector<Kind> kKinds{
    {"entities.schema.json", "entities.json",
     [](std::string_view text) { return cedar::parseEntities(text).diagnostics; }},
    {"tasks.schema.json", "authority/task.json", problemsOf<authority::Task, authority::readTasks>},
    {"credentials.schema.json", "authority/credentials.json",
     problemsOf<authority::Credential, authority::readCredentials>},
    {"grants.schema.json", "authority/grant.json",
     problemsOf<authority::Grant, authority::readGrants>},
    {"remit.schema.json", "settings/everything.json",
     [](std::string_view text) { return readSettings(text).diagnostics; }},
    {"links.schema.json", "links.json",
     [](std::string_view text) { return cedar::parseLinks(text).diagnostics; }},
    {"tools.schema.json", "tools/answer.json",
     [](std::string_view text) { return mcp::parseToolList(text).diagnostics; }},
};

JsonValue parsed(const std::filesystem::path& file)
{
    return *parseJson(test::readAll(file)).root;
}

std::string messages(const Diagnostics& diagnostics)
{
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics)
        text += diagnostic.message + "; ";
    return text;
}

} // namespace

/// The readers are the authority; the published schemas must say the same.
class TestSchemas : public QObject {
    Q_OBJECT

private slots:
    void schemaAndReaderAgree_data()
    {
        QTest::addColumn<int>("kind");
        for (std::size_t i = 0; i < kKinds.size(); ++i)
            QTest::newRow(kKinds[i].schema) << static_cast<int>(i);
    }
    void schemaAndReaderAgree()
    {
        QFETCH(int, kind);
        const Kind& each = kKinds[static_cast<std::size_t>(kind)];
        const JsonValue schema = parsed(test::sourceDir() / "resources/schemas" / each.schema);
        const JsonValue example =
            parsed(test::sourceDir() / "tests/golden/workspace" / each.example);
        QCOMPARE(messages(each.read(toJson(example))), std::string());
        QCOMPARE(test::schemaViolation(schema, example), std::string());
        int refused = 0;
        for (const test::Mutant& mutant : test::mutants(example)) {
            const Diagnostics diagnostics = each.read(toJson(mutant.value));
            const std::string violation = test::schemaViolation(schema, mutant.value);
            refused += hasErrors(diagnostics) ? 1 : 0;
            if (hasErrors(diagnostics) == violation.empty())
                QFAIL(("when " + mutant.what + ": reader says [" + messages(diagnostics) +
                       "], schema says [" + violation + "]")
                          .c_str());
        }
        QVERIFY(refused > 10);
    }
};

QTEST_APPLESS_MAIN(TestSchemas)
#include "tst_schemas.moc"
