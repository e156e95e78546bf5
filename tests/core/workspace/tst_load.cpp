// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/create.h"
#include "core/workspace/file_edits.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

using namespace remit;
using namespace remit::workspace;

namespace {

namespace fs = std::filesystem;

QString codes(const Diagnostics& diagnostics)
{
    QStringList list;
    for (const Diagnostic& diagnostic : diagnostics)
        list << QString::fromStdString(diagnostic.code + " in " + diagnostic.file);
    return list.join(", ");
}

/// A new workspace, gone at the end.
struct Made {
    QTemporaryDir dir;
    fs::path path{dir.filePath("w").toStdString()};

    Made() { (void)createWorkspace(path); }
    void write(const std::string& file, const std::string& text) const
    {
        test::writeAll(path / file, text);
    }
    void move(const std::string& from, const std::string& to) const
    {
        fs::rename(path / from, path / to);
    }
    [[nodiscard]] Loaded load() const { return loadSetup(Workspace::open(path)->snapshot()); }
    [[nodiscard]] std::string revision() const { return load().setup->revision; }
};

} // namespace

class TestLoad : public QObject {
    Q_OBJECT

private slots:
    void aNewWorkspaceLoadsWithoutComplaint()
    {
        const Made made;
        const Loaded loaded = made.load();
        QCOMPARE(codes(loaded.diagnostics), QString());
        QCOMPARE(loaded.setup->name, std::string("w"));
        QCOMPARE(loaded.setup->policies.policies().size(), 3U);
        QCOMPARE(loaded.setup->program->policies().size(), 3U);
        QVERIFY(loaded.setup->schema);
        QVERIFY(loaded.setup->entities->find({"Agent", "assistant"}));
        QVERIFY(loaded.setup->entities->find({"Action", "read_mail"})); // of the schema
        QCOMPARE(loaded.setup->policySources.at("read-own-mailbox")->name(),
                 std::string("policies/assistant.cedar"));
    }

    void everySampleLoads()
    {
        for (const Sample& sample : samples(test::sourceDir() / "samples")) {
            const auto opened = Workspace::open(test::sourceDir() / "samples" / sample.name);
            QVERIFY(opened);
            Workspace workspace = *opened;
            const Loaded loaded = loadSetup(workspace.snapshot());
            QVERIFY2(loaded.ok(), qPrintable(codes(loaded.diagnostics)));
        }
    }

    void theRevisionIsOfTheMeaning_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("changes");
        QTest::newRow("condition") << "policies/assistant.cedar"
                                   << "*@example.com"
                                   << "*@example.org" << true;
        QTest::newRow("schema") << "schema/assistant.cedarschema"
                                << "recipient?"
                                << "to?" << true;
        QTest::newRow("comment in the schema") << "schema/assistant.cedarschema"
                                               << "entity User;"
                                               << "entity User; // a human" << false;
        QTest::newRow("entity") << "entities/assistant.json"
                                << "false"
                                << "true" << true;
        QTest::newRow("layout of entities") << "entities/assistant.json"
                                            << "\n"
                                            << "\n " << false;
        QTest::newRow("mapping") << "remit.json"
                                 << "\"high\""
                                 << "\"low\"" << true;
        QTest::newRow("root entitlement") << "remit.json"
                                          << "\"policies\""
                                          << "\"assumed\"" << true;
        QTest::newRow("a text that is no part of it") << "README.md"
                                                      << "Try"
                                                      << "Test" << false;
    }
    void theRevisionIsOfTheMeaning()
    {
        QFETCH(QString, file);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const Made made;
        const std::string before = made.revision();
        QVERIFY(before.starts_with("sha256:"));
        const std::string name = file.toStdString();
        QString text = QString::fromStdString(test::readAll(made.path / name));
        QVERIFY(text.contains(from));
        made.write(name, text.replace(from, to).toStdString());
        QTEST(made.revision() != before, "changes");
    }

    void theOrderAndNamesOfFilesDoNotMatter()
    {
        const Made made;
        made.write("policies/more.cedar", "@id(\"more\") permit(principal, action, resource);");
        made.write("entities/more.json", "[{\"uid\":{\"type\":\"User\",\"id\":\"lee\"},"
                                         "\"attrs\":{},\"parents\":[]}]");
        const std::string before = made.revision();
        made.move("policies/more.cedar", "policies/aaa.cedar");
        made.move("entities/more.json", "entities/aaa.json");
        QCOMPARE(made.revision(), before);
    }

    void whatIsWrongIsSaidInItsFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("policy") << "policies/b.cedar"
                                << "permit(;"
                                << "in policies/b.cedar";
        QTest::newRow("id that is taken")
            << "policies/b.cedar"
            << "@id(\"suspended-agents\") permit(principal, action, resource);"
            << "workspace/duplicate-policy-id in policies/b.cedar";
        QTest::newRow("schema") << "schema/b.cedarschema"
                                << "entity"
                                << "in schema/b.cedarschema";
        QTest::newRow("entity that does not conform")
            << "entities/b.json"
            << "[{\"uid\":{\"type\":\"Agent\",\"id\":\"x\"},\"attrs\":{},\"parents\":[]}]"
            << "in entities/b.json";
        QTest::newRow("entity with other content")
            << "entities/b.json"
            << "[{\"uid\":{\"type\":\"Mailbox\",\"id\":\"dana\"},\"attrs\":{\"owner\":"
               "{\"__entity\":{\"type\":\"User\",\"id\":\"lee\"}}},\"parents\":[]}]"
            << "entities/duplicate in entities/b.json";
        QTest::newRow("links") << "links.json"
                               << "{}"
                               << "links/not-a-list in links.json";
        QTest::newRow("tools") << "tools/t.json"
                               << "{}"
                               << "tools/no-list in tools/t.json";
        QTest::newRow("settings") << "remit.json"
                                  << "{}"
                                  << "json/missing-member in remit.json";
        QTest::newRow("task") << "tasks/t.json"
                              << "{}"
                              << "json/missing-member in tasks/t.json";
        QTest::newRow("credential") << "credentials/c.json"
                                    << "[7]"
                                    << "json/wrong-kind in credentials/c.json";
        QTest::newRow("grant") << "grants/g.json"
                               << "{\"id\":\"g\"}"
                               << "json/missing-member in grants/g.json";
        QTest::newRow("scope that mentions the principal")
            << "grants/g.cedar"
            << "permit(principal is User, action, resource);"
            << "authority/scope-principal in grants/g.cedar";
        QTest::newRow("scope whose condition mentions the principal")
            << "grants/g.cedar"
            << "permit(principal, action, resource) when { resource.owner == principal };"
            << "authority/scope-principal in grants/g.cedar";
        QTest::newRow("scope with an approval rule")
            << "grants/g.cedar"
            << "@approval(\"x\") forbid(principal, action, resource);"
            << "authority/scope-approval in grants/g.cedar";
        QTest::newRow("scope that reads approvals")
            << "grants/g.cedar"
            << "permit(principal, action, resource) when { context has approvals };"
            << "authority/scope-approval in grants/g.cedar";
        QTest::newRow("scope with a slot") << "grants/g.cedar"
                                           << "permit(principal, action, resource == ?resource);"
                                           << "authority/scope-template in grants/g.cedar";
        QTest::newRow("scope that is no Cedar") << "grants/g.cedar"
                                                << "permit(;"
                                                << "in grants/g.cedar";
    }
    void whatIsWrongIsSaidInItsFile()
    {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, says);
        const Made made;
        made.write(file.toStdString(), text.toStdString());
        const Loaded loaded = made.load();
        QVERIFY(!loaded.ok());
        QVERIFY2(codes(loaded.diagnostics).contains(says), qPrintable(codes(loaded.diagnostics)));
    }

    void unsavedDocumentsCount()
    {
        const Made made;
        Workspace workspace = *Workspace::open(made.path);
        Documents documents(made.path);
        WorkspaceEdit edit{"Edit", {}, {"entities/assistant.json"}};
        edit.files["policies/new.cedar"] = {{{0, 0}, "permit(principal, action, resource);"}};
        QVERIFY(documents.apply(edit));
        const Snapshot snapshot = workspace.snapshot(&documents);
        QCOMPARE(snapshot.revision, documents.revision());
        const Loaded loaded = loadSetup(snapshot);
        QVERIFY(loaded.setup->policies.find("new#0"));
        QVERIFY(!loaded.setup->entities->find({"Agent", "assistant"}));
        QCOMPARE(loadSetup(workspace.snapshot()).setup->policies.policies().size(), 3U);
    }

    void aFolderThatIsNoWorkspaceIsRefusedWithAdvice()
    {
        const Made made;
        const auto inside = Workspace::open(made.path / "policies");
        QVERIFY(!inside);
        QCOMPARE(inside.error().code, ErrorCode::NotFound);
        QVERIFY(inside.error().hint.find("Did you mean") != std::string::npos);
        QVERIFY(Workspace::open(made.path / "remit.json"));
    }

    void onlyAnEmptyFolderBecomesAWorkspace()
    {
        const Made made;
        QCOMPARE(createWorkspace(made.path).error().code, ErrorCode::Usage);
        const fs::path samplesHere = test::sourceDir() / "samples";
        const auto none = createWorkspace(made.path / "x", samplesHere, "payment-agent");
        QCOMPARE(none.error().code, ErrorCode::Usage);
        QVERIFY(!fs::exists(made.path / "x"));
    }

    void whatDiffersIsNamedByFile()
    {
        const auto file = [](const char* text) {
            return SnapshotFile{FileKind::Policies, std::make_shared<const std::string>(text)};
        };
        Snapshot before;
        before.files = {{"a", file("1")}, {"b", file("2")}, {"d", file("4")}};
        Snapshot after;
        after.files = {{"b", file("2")}, {"c", file("3")}, {"d", file("5")}};
        const auto edits = fileEdits(before, after);
        QCOMPARE(edits.size(), std::size_t{3});
        QCOMPARE(edits[0].path, std::string("a"));
        QVERIFY(edits[0].before && !edits[0].after);
        QCOMPARE(edits[1].path, std::string("c"));
        QVERIFY(!edits[1].before && edits[1].after);
        QCOMPARE(*edits[2].before + *edits[2].after, std::string("45"));
        QVERIFY(fileEdits(after, after).empty());
        QCOMPARE(fileEdits({}, after).size(), std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(TestLoad)
#include "tst_load.moc"
