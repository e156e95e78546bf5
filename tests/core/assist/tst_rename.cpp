// SPDX-License-Identifier: Apache-2.0
#include "core/assist/navigation.h"
#include "core/assist/rename.h"
#include "core/assist/symbol.h"
#include "core/cedar/validate/validator.h"
#include "tests/core/assist/placed_case.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <map>

using namespace remit;
using namespace remit::assist;

namespace {

std::shared_ptr<const Model> changed(const Model& model, const WorkspaceEdit& edit)
{
    std::vector<SourceFile> files;
    for (const auto& [path, file] : model.files()) {
        SourceFile source = file.source;
        const auto edits = edit.files.find(path);
        if (edits != edit.files.end())
            source.text = std::make_shared<const std::string>(applied(*source.text, edits->second));
        files.push_back(std::move(source));
    }
    return Model::build(std::move(files), &model);
}

WorkspaceEdit undone(const Model& before, const WorkspaceEdit& edit)
{
    WorkspaceEdit back;
    for (const auto& [path, edits] : edit.files)
        back.files[path] = inverse(before.file(path)->text(), edits);
    return back;
}

/// What the validator says of every policy, and how many complaints each file has.
std::multiset<std::string> problems(const Model& model)
{
    std::multiset<std::string> found;
    for (const Diagnostic& next : model.schemaSet().resolved.diagnostics)
        found.insert(next.code);
    for (const auto& [path, file] : model.files()) {
        if (!file.policies)
            continue;
        for (const cedar::Policy& policy : file.policies->parsed.policies) {
            for (const auto& finding : cedar::validatePolicy(policy, model.schema()))
                found.insert(path + " " + finding.diagnostic.code);
        }
    }
    return found;
}

bool sameTexts(const Model& a, const Model& b)
{
    for (const auto& [path, file] : a.files()) {
        if (b.file(path) == nullptr || b.file(path)->text() != file.text())
            return false;
    }
    return a.files().size() == b.files().size();
}

/// Renames what stands at every place of the workspace that names something.
void renameEverything(const Model& model, const std::string& newName, int& renamed, int& refused)
{
    const auto before = problems(model);
    std::set<Symbol> done;
    for (const auto& [path, file] : model.files()) {
        for (const Occurrence& next : occurrencesIn(model, file)) {
            if (!done.insert(next.symbol).second)
                continue;
            const auto edit = rename(model, path, next.span.begin, newName);
            if (!edit) {
                QVERIFY(!edit.error().message.empty());
                ++refused;
                continue;
            }
            ++renamed;
            const auto after = changed(model, *edit);
            const std::string what = path + ": " + edit->title;
            QVERIFY2(problems(*after) == before, what.c_str());
            QVERIFY2(sameTexts(*changed(*after, undone(model, *edit)), model), what.c_str());
        }
    }
}

std::string renamedTo(const std::string& text, std::uint32_t offset, const std::string& newName)
{
    const test::CursorCase tried{{}, text, offset, {}};
    const test::PlacedCase place = test::placed(tried);
    const auto edit = rename(*place.model, place.path, place.offset, newName);
    if (!edit)
        return "refused: " + edit.error().message;
    return std::string(changed(*place.model, *edit)->file(place.path)->text());
}

std::string withCursor(std::string text, const std::string& newName)
{
    const std::size_t cursor = text.find('|');
    text.erase(cursor, 1);
    return renamedTo(text, static_cast<std::uint32_t>(cursor), newName);
}

} // namespace

/// Renaming over a whole workspace.
class TestRename : public QObject {
    Q_OBJECT

private slots:
    void everythingKeepsItsMeaningAndComesBack()
    {
        int renamed = 0;
        int refused = 0;
        renameEverything(*test::assistModel(), "Renamed_1", renamed, refused);
        QVERIFY2(renamed > 40,
                 qPrintable(QString("%1 renamed, %2 refused").arg(renamed).arg(refused)));
    }

    void alsoInTheSample()
    {
        int renamed = 0;
        int refused = 0;
        const auto files = test::workspaceFiles(test::sourceDir() / "samples/payments-agent");
        renameEverything(*Model::build(files), "renamed_2", renamed, refused);
        QVERIFY2(renamed > 10, qPrintable(QString::number(renamed)));
    }

    void alsoInTheApplicationsOfTheCorpus()
    {
        REMIT_NEEDS_SHARED(apps, "conformance/cedar/apps");
        for (const char* app : {"document_cloud", "github_example", "tags_n_roles"}) {
            std::vector<SourceFile> files;
            const auto add = [&](const char* name, FileKind kind) {
                files.push_back(
                    {name, kind,
                     std::make_shared<const std::string>(test::readAll(apps / app / name))});
            };
            add("policies.cedar", FileKind::Policies);
            add("policies.cedarschema", FileKind::Schema);
            add("entities.json", FileKind::Entities);
            int renamed = 0;
            int refused = 0;
            renameEverything(*Model::build(files), "Renamed_3", renamed, refused);
            QVERIFY2(renamed > 20, app);
        }
    }

    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("result");
        const auto row = [](const char* what, const char* text, const char* name,
                            const char* result) { QTest::newRow(what) << text << name << result; };
        row("type", "permit (principal is Org::Us|er, action, resource);", "Person",
            "permit (principal is Org::Person, action, resource);");
        row("id with quotes", "permit (principal == Org::User::\"bo|b\", action, resource);",
            "b\"o", "permit (principal == Org::User::\"b\\\"o\", action, resource);");
        row("action", "permit (principal, action == Org::Action::\"re|ad\", resource);", "look at",
            "permit (principal, action == Org::Action::\"look at\", resource);");
        row("attribute",
            "permit (principal is Org::User, action, resource) when { principal has "
            "mana|ger };",
            "boss",
            "permit (principal is Org::User, action, resource) when { principal has boss };");
        row("policy", "@id(\"mi|ne\") permit (principal, action, resource);", "ours",
            "@id(\"ours\") permit (principal, action, resource);");
        row("taken type", "permit (principal is Org::Us|er, action, resource);", "Agent",
            "refused: there is a type `Org::Agent` already");
        row("builtin", "permit (principal is Org::Us|er, action, resource);", "Long",
            "refused: `Long` is a type of the language itself");
        row("reserved", "permit (principal is Org::Us|er, action, resource);", "in",
            "refused: `in` cannot be the name of a type");
        row("taken entity", "permit (principal == Org::User::\"bo|b\", action, resource);", "alice",
            "refused: there is an entity `alice` already");
        row("taken action", "permit (principal, action == Org::Action::\"re|ad\", resource);",
            "write", "refused: there is an action `write` already");
        row("taken policy", "@id(\"mi|ne\") permit (principal, action, resource);", "read-own",
            "refused: there is a policy `read-own` already");
        row("taken attribute",
            "permit (principal is Org::User, action, resource) when { principal.na|me == \"\" };",
            "level",
            "refused: something in the schema has this name already, or would be hidden by it");
        row("unnamed policy", "per|mit (principal, action, resource);", "x",
            "refused: this policy is called `new#0` after its place");
        row("keyword", "permit (principal, action, resource) wh|en { true };", "x",
            "refused: nothing here has a name that can be changed");
        row("task", "@task(\"weekly-|reading\") permit (principal, action, resource);", "x",
            "refused: tasks are not renamed: recorded traces name them");
    }

    void names()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(QString, result);
        QCOMPARE(QString::fromStdString(withCursor(text.toStdString(), name.toStdString())),
                 result);
    }

    void attributesOfTwoTypesThatOnePlaceReadsGoTogether()
    {
        const std::string text = "permit (principal, action == Org::Action::\"read\", resource) "
                                 "when { principal.level > 3 };";
        const auto model = test::assistModel("policies/new.cedar", text);
        const auto edit = rename(*model, "policies/new.cedar",
                                 static_cast<std::uint32_t>(text.find("level")), "grade");
        QVERIFY(edit.has_value());
        QCOMPARE(edit->files.at("schema/org.cedarschema").size(), std::size_t(2));
    }

    void aTargetSaysWhatItIs()
    {
        const auto model = test::assistModel();
        const std::string_view text = model->file("schema/org.cedarschema")->text();
        const auto at = static_cast<std::uint32_t>(text.find("action \"read\"") + 9);
        const auto target = renameTarget(*model, "schema/org.cedarschema", at);
        QVERIFY(target.has_value());
        QCOMPARE(target->what, std::string("action"));
        QCOMPARE(target->name, std::string("read"));
        QCOMPARE(std::string(text.substr(target->span.begin, target->span.size())),
                 std::string("read"));
        QCOMPARE(target->places, std::size_t(5));
    }
};

QTEST_APPLESS_MAIN(TestRename)
#include "tst_rename.moc"
