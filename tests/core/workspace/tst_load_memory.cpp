// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/create.h"
#include "core/workspace/load.h"
#include "core/workspace/load_memory.h"
#include "core/workspace/workspace.h"

#include <QTemporaryDir>
#include <QTest>

using namespace remit;
using namespace remit::workspace;

namespace {

/// A workspace of three policies in "policies/assistant.cedar" whose texts can be edited, and the
/// memory of its loads.
struct Edited {
    QTemporaryDir dir;
    std::filesystem::path path{dir.filePath("w").toStdString()};
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<Documents> documents;
    LoadMemory memory;

    Edited()
    {
        (void)createWorkspace(path);
        workspace = std::make_unique<Workspace>(*Workspace::open(path));
        documents = std::make_unique<Documents>(path);
    }
    Loaded load() { return loadSetup(workspace->snapshot(documents.get()), memory); }
    /// Replaces the first occurrence; false where there is none.
    bool replace(const std::string& file, const std::string& from, const std::string& to)
    {
        const auto document = documents->open(file);
        const std::size_t at = (*document)->text().find(from);
        if (at == std::string::npos)
            return false;
        WorkspaceEdit edit{"Edit", {}, {}};
        const auto begin = static_cast<std::uint32_t>(at);
        edit.files[file] = {{{begin, begin + static_cast<std::uint32_t>(from.size())}, to}};
        return documents->apply(edit).has_value();
    }
    void add(const std::string& file, const std::string& text)
    {
        WorkspaceEdit edit{"Add", {}, {}};
        edit.files[file] = {{{0, 0}, text}};
        QVERIFY(documents->apply(edit).has_value());
    }
};

const std::string kPolicies = "policies/assistant.cedar";

} // namespace

class TestLoadMemory : public QObject {
    Q_OBJECT

private slots:
    void onlyTheFileThatChangedIsReadAgain()
    {
        Edited edited;
        edited.add("policies/a.cedar", "permit (principal, action, resource);");
        edited.add("policies/b.cedar", "forbid (principal, action, resource);");
        (void)edited.load();
        QCOMPARE(edited.memory.filesRead(), 3U);
        (void)edited.load();
        QCOMPARE(edited.memory.filesRead(), 3U);
        QVERIFY(edited.replace("policies/a.cedar", "permit", "forbid"));
        const Loaded loaded = edited.load();
        QCOMPARE(edited.memory.filesRead(), 4U);
        QCOMPARE(loaded.setup->policies.find("a#0")->effect, cedar::Effect::Forbid);
    }

    void policiesThatDidNotMoveStayTheSameObjects()
    {
        Edited edited;
        const std::string one = "permit (principal, action, resource);\n";
        edited.add("policies/a.cedar", one + "forbid (principal, action, resource);\n" + one);
        const auto before = edited.load().setup;
        QVERIFY(edited.replace("policies/a.cedar", "forbid", "permit"));
        const auto after = edited.load().setup;
        QCOMPARE(after->policies.find("a#0"), before->policies.find("a#0"));
        QCOMPARE(after->policies.find("a#2"), before->policies.find("a#2"));
        QVERIFY(after->policies.find("a#1") != before->policies.find("a#1"));
        QVERIFY(edited.replace("policies/a.cedar", "permit", " permit"));
        const auto moved = edited.load().setup;
        QVERIFY(moved->policies.find("a#2") != after->policies.find("a#2"));
        QCOMPARE(moved->policies.find("a#2")->span.begin,
                 after->policies.find("a#2")->span.begin + 1);
    }

    void whatIsNotOfPoliciesIsKept()
    {
        Edited edited;
        const auto before = edited.load().setup;
        QVERIFY(edited.replace(kPolicies, "permit", "forbid"));
        const auto after = edited.load().setup;
        QCOMPARE(after->schema, before->schema);
        QCOMPARE(after->entities, before->entities);
    }

    void onlyThePolicyThatChangedIsCheckedAgain()
    {
        Edited edited;
        const std::string one = "permit (principal, action, resource);\n";
        edited.add("policies/a.cedar", one + "forbid (principal, action, resource);\n" + one);
        const auto check = [&edited] { return checkSetup(edited.load(), edited.memory); };
        const std::size_t before = check().size();
        const std::size_t all = edited.memory.checks.policiesChecked();
        QVERIFY(all >= 6);
        QCOMPARE(check().size(), before);
        QCOMPARE(edited.memory.checks.policiesChecked(), all);
        QVERIFY(edited.replace("policies/a.cedar", "forbid (principal", "forbid ( principal"));
        (void)check();
        QCOMPARE(edited.memory.checks.policiesChecked(), all + 1);
        QVERIFY(edited.replace("policies/a.cedar", "permit", "\n\npermit")); // all move
        (void)check();
        QCOMPARE(edited.memory.checks.policiesChecked(), all + 1);
        QVERIFY(edited.replace("schema/assistant.cedarschema", "entity Agent", " entity Agent"));
        (void)check();
        QCOMPARE(edited.memory.checks.policiesChecked(), 2 * all + 1);
    }

    /// Whatever is edited, in whatever order: as if there had been no memory.
    void aMemoryNeverChangesTheResult()
    {
        Edited edited;
        const std::string schema = "schema/assistant.cedarschema";
        const std::vector<std::array<std::string, 3>> edits = {
            {kPolicies, "permit", "permt"},    {kPolicies, "permt", "permit"},
            {kPolicies, "permit", "\npermit"}, {schema, "entity Agent", "entity Agnet"},
            {kPolicies, "permit", "forbid"},   {schema, "entity Agnet", "entity Agent"},
            {kPolicies, "@id(", "@name("},
        };
        for (const auto& [file, from, to] : edits) {
            (void)edited.replace(file, from, to);
            Loaded with = edited.load();
            Loaded without = loadSetup(edited.workspace->snapshot(edited.documents.get()));
            for (const Diagnostic& more : checkSetup(with, edited.memory))
                with.diagnostics.push_back(more);
            for (const Diagnostic& more : checkSetup(without))
                without.diagnostics.push_back(more);
            QCOMPARE(with.setup->revision, without.setup->revision);
            QCOMPARE(with.diagnostics.size(), without.diagnostics.size());
            for (std::size_t i = 0; i < with.diagnostics.size(); ++i) {
                QCOMPARE(with.diagnostics[i].code, without.diagnostics[i].code);
                QVERIFY(with.diagnostics[i].span == without.diagnostics[i].span);
            }
            QCOMPARE(with.setup->program->policies().size(),
                     without.setup->program->policies().size());
        }
    }
};

QTEST_GUILESS_MAIN(TestLoadMemory)
#include "tst_load_memory.moc"
