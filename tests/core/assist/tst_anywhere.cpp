// SPDX-License-Identifier: Apache-2.0
#include "core/assist/completion.h"
#include "core/assist/hover.h"
#include "core/assist/navigation.h"
#include "core/assist/outline.h"
#include "core/assist/semantic_tokens.h"
#include "core/assist/signature_help.h"
#include "core/assist/snippet.h"
#include "core/base/edit.h"
#include "core/cedar/syntax/parser.h"
#include "tests/core/assist/workspace.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <ctime>
#include <fstream>

using namespace remit;
using namespace remit::assist;

namespace {

/// Every service at the offset; the answers stay within the text.
void askAll(const Model& model, const std::string& path, std::uint32_t offset)
{
    const std::size_t size = model.file(path)->text().size();
    const CompletionList list = complete(model, path, offset);
    QVERIFY(list.replace.begin <= offset && offset <= list.replace.end && list.replace.end <= size);
    const auto told = hover(model, path, offset);
    QVERIFY(!told || (!told->lines.empty() && told->span.end <= size));
    static_cast<void>(signatureHelp(model, path, offset));
    for (const Location& place : definition(model, path, offset))
        QVERIFY(place.span.end <= model.file(place.path)->text().size());
}

/// Completion at every place, the rest at every so many.
void askEverywhere(const Model& model, const std::string& path, std::uint32_t step)
{
    const auto size = static_cast<std::uint32_t>(model.file(path)->text().size());
    for (std::uint32_t offset = 0; offset <= size; ++offset) {
        const CompletionList list = complete(model, path, offset);
        QVERIFY(list.replace.begin <= offset && offset <= list.replace.end);
        if (offset % step == 0)
            askAll(model, path, offset);
    }
    for (const FoldingRange& range : foldingRanges(model, path))
        QVERIFY(range.firstLine < range.lastLine);
    static_cast<void>(outline(model, path));
    static_cast<void>(semanticTokens(model, path));
}

/// A policy of so many clauses.
std::string longPolicy(int clauses)
{
    std::string text = "permit (principal is Org::User, action, resource)\nwhen {\n  true";
    for (int clause = 0; clause < clauses; ++clause)
        text += " &&\n  (principal.home.city == \"x\" || [1, 2].contains(principal.level))";
    return text + " &&\n  principal.";
}

double secondsFor(const std::string& text)
{
    const auto model = test::assistModel("policies/new.cedar", text);
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::clock_t begin = std::clock();
    for (int round = 0; round < 5; ++round) {
        static_cast<void>(complete(*model, "policies/new.cedar", size));
        static_cast<void>(hover(*model, "policies/new.cedar", size - 12));
    }
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::size_t parseErrors(const std::string& text)
{
    return cedar::parsePolicies(text).diagnostics.size();
}

/// May the item stand where a whole name stood?
bool isName(const CompletionItem& item)
{
    switch (item.kind) {
    case CompletionKind::Attribute:
    case CompletionKind::EntityId:
    case CompletionKind::EntityType:
    case CompletionKind::Action:
    case CompletionKind::Method:
        return true;
    default:
        return false;
    }
}

} // namespace

/// The services hold anywhere in any text.
class TestAnywhere : public QObject {
    Q_OBJECT

private slots:
    void atEveryPlaceOfTheWorkspace()
    {
        const auto model = test::assistModel();
        for (const auto& [path, file] : model->files())
            askEverywhere(*model, path, 7);
    }

    void inEveryTextThatBreaksOff()
    {
        const auto whole = test::assistModel();
        for (const char* path : {"policies/send.cedar", "schema/org.cedarschema", "remit.json"}) {
            const std::string text(whole->file(path)->text());
            for (std::uint32_t size = 0; size <= text.size(); size += 7) {
                const auto model = test::assistModel(path, text.substr(0, size));
                askAll(*model, path, size);
            }
        }
    }

    void inThePoliciesOfTheCorpus()
    {
        REMIT_NEEDS_SHARED(file, "conformance/cedar/authorize.jsonl");
        std::ifstream lines(file);
        std::string line;
        for (int number = 0; std::getline(lines, line); ++number) {
            if (number % 100 != 0)
                continue;
            const auto tried = nlohmann::json::parse(line);
            const auto text = tried.at("policies").get<std::string>();
            const auto source = [](const char* path, FileKind kind, std::string content) {
                return SourceFile{path, kind,
                                  std::make_shared<const std::string>(std::move(content))};
            };
            const auto model = Model::build(
                {source("p.cedar", FileKind::Policies, text),
                 source("s.cedarschema", FileKind::Schema, tried.at("schema").get<std::string>())});
            askEverywhere(*model, "p.cedar", 13);
            for (std::uint32_t size = 0; size < text.size(); size += 17) {
                const auto cut =
                    model->with(source("p.cedar", FileKind::Policies, text.substr(0, size)));
                askAll(*cut, "p.cedar", size);
            }
        }
    }

    void timeGrowsWithTheText()
    {
        const double small = secondsFor(longPolicy(200));
        const double large = secondsFor(longPolicy(800));
        QVERIFY2(large < 8 * small + 0.05, qPrintable(QString("%1 s, %2 s").arg(small).arg(large)));
    }

    void hostileTextsEnd()
    {
        const std::string many(3000, '(');
        for (const std::string& text :
             {many, std::string(3000, '"'), std::string(3000, '['), "permit (" + many,
              "permit (principal, action, resource) when { " + many, std::string("\xff\xfe\"")}) {
            const auto model = test::assistModel("policies/new.cedar", text);
            askAll(*model, "policies/new.cedar", static_cast<std::uint32_t>(text.size()));
            const auto json = test::assistModel("remit.json", text);
            askAll(*json, "remit.json", static_cast<std::uint32_t>(text.size()));
            const auto schema = test::assistModel("schema/org.cedarschema", text);
            askAll(*schema, "schema/org.cedarschema", static_cast<std::uint32_t>(text.size()));
        }
    }

    /// In the place of a name of a policy that parses, every name offered gives one that parses.
    void whatIsAcceptedParses()
    {
        const auto model = test::assistModel();
        for (const auto& [path, file] : model->files()) {
            if (!file.policies)
                continue;
            const std::string text(file.text());
            for (const cedar::Token& token : file.policies->tokens) {
                if (token.kind != cedar::TokenKind::Identifier &&
                    token.kind != cedar::TokenKind::String)
                    continue;
                const CompletionList list = complete(*model, path, token.end - 1);
                for (const CompletionItem& item : list.items) {
                    if (!isName(item) || list.replace.empty())
                        continue;
                    const std::string insert =
                        item.snippet ? parseSnippet(item.insert).text : item.insert;
                    const std::string after = applied(text, {{list.replace, insert}});
                    const std::string what =
                        path + " " + std::to_string(token.begin) + ": " + item.label + "\n" + after;
                    QVERIFY2(parseErrors(after) == 0, what.c_str());
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestAnywhere)
#include "tst_anywhere.moc"
