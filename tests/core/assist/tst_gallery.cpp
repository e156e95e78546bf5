// SPDX-License-Identifier: Apache-2.0
#include "core/assist/gallery/gallery.h"
#include "core/cedar/engine/authorizer.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/syntax/formatter.h"
#include "tests/core/assist/workspace.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace remit;
using namespace remit::assist;

namespace {

std::string golden(const std::string& file)
{
    return test::readAll(test::sourceDir() / "tests/golden/assist/gallery" / file);
}

std::shared_ptr<const Model> facts()
{
    const auto source = [](const char* path, FileKind kind, std::string text) {
        return SourceFile{path, kind, std::make_shared<const std::string>(std::move(text))};
    };
    return Model::build(
        {source("schema/facts.cedarschema", FileKind::Schema, golden("facts.cedarschema")),
         source("remit.json", FileKind::Settings,
                "{\n  \"remit\": 1,\n  \"name\": \"gallery\",\n  \"toolPins\": {}\n}\n")});
}

/// The request with the facts of a quiet session where it names none.
JsonValue completed(const JsonValue& request)
{
    auto all = nlohmann::json::parse(toJson(request));
    auto context = nlohmann::json::parse(golden("quiet_session.json"));
    context.merge_patch(all["context"]);
    all["context"] = context;
    return *parseJson(all.dump()).root;
}

std::string decided(const std::string& policies, const JsonValue& request,
                    const cedar::Schema& schema)
{
    Diagnostics problems;
    const auto read = cedar::readRequest(completed(request), "request", problems, &schema);
    if (!read)
        return problems.empty() ? "no request" : problems.front().message;
    cedar::PolicySet set;
    for (cedar::Policy& policy : cedar::parsePolicies(policies).policies) {
        if (!set.add(std::make_shared<const cedar::Policy>(std::move(policy))))
            return "two policies of one id";
    }
    const auto program = cedar::Program::compile(set);
    const auto entities = cedar::EntityStore::build({});
    if (!entities)
        return "not compiled";
    cedar::Scratch scratch;
    const auto response = cedar::authorize(*program, **entities, *read, scratch);
    if (!response.errors.empty())
        return "an error: " + response.errors.front().policy;
    return response.decision == cedar::Decision::Allow ? "allow" : "deny";
}

void addRows(std::string_view except = {})
{
    QTest::addColumn<int>("index");
    for (std::size_t index = 0; index < gallery().size(); ++index) {
        if (gallery()[index].id != except)
            QTest::addRow("%s", gallery()[index].id.c_str()) << static_cast<int>(index);
    }
}

const Pattern& row(int index)
{
    return gallery()[static_cast<std::size_t>(index)];
}

} // namespace

/// Every pattern of resources/gallery: reads, validates, and decides its requests as it says.
class TestGallery : public QObject {
    Q_OBJECT

private slots:
    void everyFileIsThere()
    {
        std::size_t files = 0;
        const auto folder = test::sourceDir() / "resources/gallery";
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() != ".json")
                continue;
            ++files;
            const auto read = readPattern(test::readAll(entry.path()), entry.path().string());
            QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        }
        QCOMPARE(gallery().size(), files);
        QVERIFY(files >= 9);
        QVERIFY(findPattern("four-eyes") != nullptr);
        QVERIFY(findPattern("no-such") == nullptr);
    }

    void isExplained_data() { addRows(); }
    void isExplained()
    {
        QFETCH(int, index);
        const Pattern& pattern = row(index);
        QVERIFY(!pattern.title.empty() && pattern.summary.ends_with('.'));
        QVERIFY(!pattern.explanation.empty() && !pattern.expectations.empty());
        for (const Parameter& parameter : pattern.parameters)
            QCOMPARE(objection(parameter, parameter.fallback), std::string());
    }

    void validatesWithTheFacts_data() { addRows(); }
    void validatesWithTheFacts()
    {
        QFETCH(int, index);
        const auto model = facts();
        for (const PatternValues& values : {row(index).values, firstValues(*model, row(index))}) {
            const auto made = insertion(*model, row(index), values, "policies/new.cedar");
            QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
            const std::string first =
                made->diagnostics.empty() ? "" : made->diagnostics.front().message;
            QVERIFY2(made->diagnostics.empty(), (first + "\n" + made->policies).c_str());
            QVERIFY(cedar::format(made->policies).ok());
        }
    }

    void decidesAsItSays_data() { addRows(); }
    void decidesAsItSays()
    {
        QFETCH(int, index);
        const Pattern& pattern = row(index);
        const auto policies = filledPolicies(pattern, pattern.values);
        QVERIFY(policies.has_value());
        for (const Pattern::Expectation& expected : pattern.expectations) {
            const std::string verdict =
                decided(*policies + pattern.beside, expected.request, facts()->schema());
            QVERIFY2(verdict == expected.verdict, (expected.name + ": " + verdict).c_str());
        }
    }

    /// A context without the facts that the pattern reads is never enough.
    void aMissingFactIsNoPass_data() { addRows("read-only-task"); } // restrains known tasks only
    void aMissingFactIsNoPass()
    {
        QFETCH(int, index);
        const Pattern& pattern = row(index);
        const auto policies = filledPolicies(pattern, pattern.values);
        cedar::PolicySet set;
        for (cedar::Policy& policy : cedar::parsePolicies(*policies + pattern.beside).policies)
            QVERIFY(set.add(std::make_shared<const cedar::Policy>(std::move(policy))));
        Diagnostics problems;
        for (const Pattern::Expectation& expected : pattern.expectations) {
            if (expected.verdict != "deny")
                continue;
            auto bare = nlohmann::json::parse(toJson(expected.request));
            bare["context"] = nlohmann::json::object();
            const auto read = cedar::readRequest(*parseJson(bare.dump()).root, {}, problems);
            QVERIFY(read.has_value());
            cedar::Scratch scratch;
            const auto program = cedar::Program::compile(set);
            const auto entities = cedar::EntityStore::build({});
            QVERIFY(cedar::authorize(*program, **entities, *read, scratch).decision ==
                    cedar::Decision::Deny);
        }
    }

    void knowsTheWorkspace()
    {
        const auto model = test::assistModel();
        const Pattern& pattern = *findPattern("recipient-provenance");
        PatternValues values = firstValues(*model, pattern);
        values["actions"] = "Org::Action::\"send\"";
        const auto argument = std::find_if(
            pattern.parameters.begin(), pattern.parameters.end(),
            [](const Parameter& next) { return next.type == ParameterType::Argument; });
        const auto offered = choices(*model, pattern, *argument, values);
        QVERIFY(offered == (std::vector<std::string>{"amount", "recipient"}));
        values["argument"] = "recipient";
        const auto made = insertion(*model, pattern, values, "policies/send.cedar");
        QVERIFY(made.has_value());
        // The workspace declares no provenance: the rule would forbid everything.
        const std::string after = applied(model->file("policies/send.cedar")->text(),
                                          made->edit.files.at("policies/send.cedar"));
        QVERIFY(after.find("};\n\n@id(\"recipient-from-user\")") != std::string::npos);
    }

    void whatCannotStandIsRefused()
    {
        const Pattern& pattern = *findPattern("amount-threshold");
        PatternValues values = pattern.values;
        for (const auto& [name, wrong] :
             std::map<std::string, std::string>{{"limit", "-5"},
                                                {"limit", "many"},
                                                {"agent", "a b"},
                                                {"argument", "a-b"},
                                                {"actions", "User::\"x\""},
                                                {"role", " "}}) {
            values = pattern.values;
            values[name] = wrong;
            QVERIFY2(!filledPolicies(pattern, values), wrong.c_str());
        }
        values = pattern.values;
        values["role"] = "a\"); permit (principal, action, resource); //";
        const auto filled = filledPolicies(pattern, values);
        QVERIFY(filled.has_value());
        QCOMPARE(cedar::parsePolicies(*filled).policies.size(), std::size_t(1));
        values.erase("limit");
        QVERIFY(!filledPolicies(pattern, values));
    }

    void settingsGoIntoTheWorkspace()
    {
        const auto model = facts();
        const Pattern& pattern = *findPattern("pinned-tool");
        const auto made = insertion(*model, pattern, pattern.values, "policies/new.cedar");
        QVERIFY(made.has_value());
        const std::string after =
            applied(model->file("remit.json")->text(), made->edit.files.at("remit.json"));
        const JsonDocument read = parseJson(after);
        QVERIFY2(read.root && read.root->find("toolPins")->find("send_message") != nullptr,
                 after.c_str());
        QVERIFY(!insertion(*model, pattern, pattern.values, "notes.txt"));
    }
};

QTEST_APPLESS_MAIN(TestGallery)
#include "tst_gallery.moc"
