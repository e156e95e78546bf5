// SPDX-License-Identifier: Apache-2.0
#include "core/assist/outline.h"
#include "core/assist/policy_json_view.h"
#include "core/assist/schema_graph.h"
#include "core/assist/semantic_tokens.h"
#include "core/assist/signature_help.h"
#include "core/cedar/syntax/parser.h"
#include "tests/core/assist/workspace.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace remit;
using namespace remit::assist;

namespace {

const char* name(OutlineKind kind)
{
    static const char* const kNames[] = {"permit",    "forbid",      "template", "condition",
                                         "namespace", "entity type", "action",   "common type",
                                         "attribute", "entity",      "object"};
    return kNames[static_cast<int>(kind)];
}

void write(const std::vector<OutlineItem>& items, int level, std::string& text)
{
    for (const OutlineItem& item : items) {
        text += std::string(static_cast<std::size_t>(level) * 2, ' ') + name(item.kind) + ' ' +
                item.name + (item.detail.empty() ? "" : " – " + item.detail) + '\n';
        write(item.children, level + 1, text);
    }
}

std::string outlineText(const Model& model, const std::string& path)
{
    std::string text = path + "\n";
    write(outline(model, path), 1, text);
    return text;
}

const char* name(SemanticKind kind)
{
    static const char* const kNames[] = {"namespace", "entity type", "common type", "action",
                                         "entity id", "attribute",   "method",      "function",
                                         "policy id", "unknown"};
    return kNames[static_cast<int>(kind)];
}

std::string tokensText(const Model& model, const std::string& path)
{
    std::string text = path + "\n";
    std::uint32_t end = 0;
    for (const SemanticToken& token : semanticTokens(model, path)) {
        if (token.span.begin < end)
            text += "  OVERLAP\n";
        end = token.span.end;
        text += "  " +
                std::string(model.file(path)->text().substr(token.span.begin, token.span.size())) +
                ": " + name(token.kind) + (token.declaration ? ", declared" : "") + '\n';
    }
    return text;
}

std::string graphText(const SchemaGraph& graph)
{
    static const char* const kNodes[] = {"type", "enum", "action", "group", "common"};
    static const char* const kEdges[] = {"in", "principal", "resource", "attribute"};
    std::string text;
    for (const auto& node : graph.nodes) {
        text += std::string(kNodes[static_cast<int>(node.kind)]) + ' ' + node.id + '\n';
        for (const auto& row : node.rows)
            text += "  " + row.name + (row.required ? "" : "?") + ": " + row.type + '\n';
    }
    for (const auto& edge : graph.edges)
        text += graph.nodes[edge.from].id + ' ' + kEdges[static_cast<int>(edge.kind)] + ' ' +
                graph.nodes[edge.to].id + '\n';
    return text;
}

std::filesystem::path golden(const char* file)
{
    return test::sourceDir() / "tests/golden/assist" / file;
}

} // namespace

/// Outline, folding, brackets, semantic tokens, signature help, JSON view and schema graph.
class TestStructure : public QObject {
    Q_OBJECT

private slots:
    void outlines()
    {
        const auto model = test::assistModel();
        std::string text;
        for (const auto& [path, file] : model->files())
            text += outlineText(*model, path);
        const std::string wrong = test::compareWithGolden(golden("outline.txt"), text);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void namesAreTold()
    {
        const auto model = test::assistModel(
            "policies/new.cedar",
            "permit (principal is Org::Nobody, action == Org::Action::\"fly\", resource);\n"
            "permit (principal is Org::User, action, resource)\n"
            "when { principal.nme == \"\" && principal.home.city like \"x\" &&\n"
            "       decimal(\"1.0\").lessThan(decimal(\"2.0\")) };");
        std::string text;
        for (const auto& [path, file] : model->files())
            text += tokensText(*model, path);
        const std::string wrong = test::compareWithGolden(golden("semantic_tokens.txt"), text);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void folds()
    {
        const auto model =
            test::assistModel("policies/new.cedar", "// one\n// two\n// three\n"
                                                    "permit (\n  principal,\n  action,\n"
                                                    "  resource\n)\nwhen { true };\n// alone\n");
        const std::vector<FoldingRange> wanted{{1, 3, true}, {4, 9, false}};
        QVERIFY(foldingRanges(*model, "policies/new.cedar") == wanted);
    }

    void bracketsInStringsDoNotCount()
    {
        const std::string text = "permit (principal, action, resource) when { \"(\" like \"}\" };";
        const auto model = test::assistModel("policies/new.cedar", text);
        const auto open = static_cast<std::uint32_t>(text.find('{'));
        const auto close = static_cast<std::uint32_t>(text.rfind('}'));
        const auto pair = matchingBrackets(*model, "policies/new.cedar", open);
        QVERIFY(pair && pair->first.begin == open && pair->second.begin == close);
        QVERIFY(matchingBrackets(*model, "policies/new.cedar", close + 1) == pair);
        QVERIFY(!matchingBrackets(*model, "policies/new.cedar",
                                  static_cast<std::uint32_t>(text.find('"'))));
    }

    void signaturesFollowTheCursor()
    {
        const std::string text =
            "permit (principal, action, resource) when { ip(\"1.1.1.1\").isInRange(ip(";
        const auto model = test::assistModel("policies/new.cedar", text);
        const auto size = static_cast<std::uint32_t>(text.size());
        const auto inner = signatureHelp(*model, "policies/new.cedar", size);
        QVERIFY(inner && inner->label == "ip(text: String): ipaddr");
        const auto outer = signatureHelp(*model, "policies/new.cedar", size - 3);
        QVERIFY(outer && outer->label == "ipaddr.isInRange(range: ipaddr): Bool");
        QCOMPARE(outer->parameters.size(), std::size_t(1));
        QVERIFY(!signatureHelp(*model, "policies/new.cedar", 10));
    }

    void jsonAndTextPointAtOneAnother()
    {
        const std::string text = "@id(\"a\")\npermit (principal, action, resource)\nwhen { "
                                 "principal.x == 1 && context.y && !resource.z };";
        const PolicyJsonView view = policyJsonView(text);
        QVERIFY(view.diagnostics.empty());
        const auto at = [&](const char* words) {
            const auto* pair = view.atText(static_cast<std::uint32_t>(text.find(words)));
            return pair == nullptr
                       ? std::string()
                       : toJson(*parseJson(view.json.substr(pair->json.begin, pair->json.size()))
                                     .root);
        };
        QCOMPARE(at("x == 1"), std::string(R"({".":{"left":{"Var":"principal"},"attr":"x"}})"));
        QCOMPARE(at("resource.z"), std::string(R"({"Var":"resource"})"));
        const auto* back = view.atJson(static_cast<std::uint32_t>(view.json.find("\"y\"")));
        QVERIFY(back != nullptr);
        QCOMPARE(text.substr(back->text.begin, back->text.size()), std::string("context.y"));
    }

    void jsonComesBack()
    {
        const std::string text = test::readAll(golden("workspace/policies/read.cedar"));
        const PolicyTextView back = policyTextView(policyJsonView(text).json);
        QVERIFY(back.diagnostics.empty());
        const auto before = cedar::parsePolicies(text);
        const auto after = cedar::parsePolicies(back.text);
        QCOMPARE(after.policies.size(), before.policies.size());
        for (const cedar::Policy& policy : before.policies) {
            const bool same = std::any_of(
                after.policies.begin(), after.policies.end(), [&](const cedar::Policy& next) {
                    return next.effect == policy.effect &&
                           next.conditions.size() == policy.conditions.size() &&
                           cedar::sameTree(*next.conditions[0].body, *policy.conditions[0].body);
                });
            QVERIFY(same);
        }
        QVERIFY(hasErrors(policyTextView("{").diagnostics));
    }

    void theSchemaIsDrawn()
    {
        const auto model = test::assistModel();
        const std::string wrong = test::compareWithGolden(golden("schema_graph.txt"),
                                                          graphText(schemaGraph(model->schema())));
        QVERIFY2(wrong.empty(), wrong.c_str());
    }
};

QTEST_APPLESS_MAIN(TestStructure)
#include "tst_structure.moc"
