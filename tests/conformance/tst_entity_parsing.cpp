// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/schema/schema.h"
#include "tests/support/test_paths.h"

#include <QTest>

namespace fs = std::filesystem;
using namespace remit;

/// The reference's own cases of reading entities by a schema: all together, and each alone.
class TestEntityParsing : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheRecordedVerdicts_data()
    {
        REMIT_NEEDS_SHARED(folder, "conformance/cedar/entity-parsing");
        QTest::addColumn<QString>("name");
        const std::string suffix = ".parsing.json";
        for (const auto& file : fs::directory_iterator(folder)) {
            const std::string name = file.path().filename().string();
            if (!name.ends_with(suffix))
                continue;
            const std::string stem = name.substr(0, name.size() - suffix.size());
            QTest::newRow(stem.c_str()) << QString::fromStdString(stem);
        }
    }

    void agreesWithTheRecordedVerdicts()
    {
        REMIT_NEEDS_SHARED(folder, "conformance/cedar/entity-parsing");
        QFETCH(const QString, name);
        const std::string stem = name.toStdString();
        const JsonValue given = json(folder / (stem + ".json"));
        const auto schemaName = fs::path(given.find("schema")->text).filename();
        const auto schema = cedar::readSchema(test::readAll(folder / schemaName));
        QVERIFY(schema.ok());
        const JsonValue recorded = json(folder / (stem + ".parsing.json"));

        const std::string text = test::readAll(folder / (stem + ".entities.json"));
        const auto all = cedar::parseEntities(text, stem, schema.schema.get());
        QCOMPARE(!hasErrors(all.diagnostics),
                 recorded.find("allEntities")->find("success")->boolean);
        const JsonDocument document = parseJson(text);
        if (!document.root)
            return;
        for (const JsonValue& entity : document.root->items) {
            const JsonValue* uid = entity.find("uid");
            const std::string key = uid->find("type")->text + "::" + uid->find("id")->text;
            JsonValue alone;
            alone.kind = JsonKind::Array;
            alone.items.push_back(entity);
            const auto parsed = cedar::parseEntities(alone, stem, schema.schema.get());
            const JsonValue* verdict = recorded.find("perEntity")->find(key);
            QVERIFY2(verdict, key.c_str());
            QCOMPARE(!hasErrors(parsed.diagnostics), verdict->find("success")->boolean);
        }
    }

private:
    static JsonValue json(const fs::path& file)
    {
        return parseJson(test::readAll(file)).root.value();
    }
};

QTEST_APPLESS_MAIN(TestEntityParsing)
#include "tst_entity_parsing.moc"
