// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/policy_tests/policy_test.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/entities/request_json.h"
#include "core/decision/verdict.h"

#include <algorithm>
#include <array>
#include <set>

namespace remit::analysis {

namespace {

using decision::CrossingKind;
using decision::Verdict;

constexpr std::array kVerdicts{Verdict::Allow, Verdict::Deny, Verdict::ApprovalRequired,
                               Verdict::Undecidable};

std::vector<std::string> verdictNames()
{
    std::vector<std::string> names;
    for (const Verdict verdict : kVerdicts)
        names.emplace_back(decision::name(verdict));
    return names;
}

std::vector<std::string> kindNames()
{
    std::vector<std::string> names;
    for (int kind = 0; kind <= static_cast<int>(CrossingKind::ApprovalMissing); ++kind)
        names.emplace_back(decision::name(static_cast<CrossingKind>(kind)));
    return names;
}

/// One test of a file.
class Reader {
public:
    Reader(const JsonValue& value, const std::string& file, Diagnostics& diagnostics)
        : m_value(value)
        , m_file(file)
        , m_reader(value, "test", file, diagnostics)
        , m_diagnostics(diagnostics)
    {}

    PolicyTest read()
    {
        m_test.file = m_file;
        m_test.span = m_value.span;
        m_test.name = m_reader.requiredString("name");
        subject();
        if (const JsonValue* expect = m_reader.required("expect", JsonKind::Object))
            expectation(*expect);
        m_reader.finish();
        return std::move(m_test);
    }

private:
    void subject()
    {
        const JsonValue* request = m_reader.optional("request", JsonKind::Object);
        const JsonValue* trace = m_reader.optional("trace", JsonKind::String);
        const auto step = m_reader.optionalInt("step");
        const auto run = m_reader.optionalString("run");
        if (!m_reader.isObject())
            return;
        const bool ofTrace = trace != nullptr && step.has_value() && *step >= 0;
        if ((request != nullptr) == ofTrace || (request != nullptr && (trace || step || run))) {
            m_reader.report("tests/no-subject", {m_value.span.begin, m_value.span.begin + 1},
                            "the test has to have either a request, or a trace and a step",
                            "Write \"request\": {…}, or \"trace\" with the file and \"step\" with "
                            "the call, counted from 0.");
            return;
        }
        if (request != nullptr)
            m_test.request = cedar::readRequest(*request, m_file, m_diagnostics);
        else
            m_test.step = TestStep{trace->text, run, *step};
    }

    void expectation(const JsonValue& value)
    {
        ObjectReader expect(value, "expectation", m_file, m_diagnostics);
        if (const JsonValue* verdict = expect.required("verdict", JsonKind::String)) {
            const auto found = std::find_if(kVerdicts.begin(), kVerdicts.end(), [&](Verdict one) {
                return decision::name(one) == verdict->text;
            });
            if (found == kVerdicts.end())
                unknownWord(expect, *verdict, "verdict", verdictNames());
            else
                m_test.expect.verdict = *found;
        }
        m_test.expect.crossings = kinds(expect);
        if (expect.optional("reason", JsonKind::Array) != nullptr)
            m_test.expect.reason = sorted(expect.optionalStrings("reason"));
        expect.finish();
    }

    std::optional<std::vector<std::string>> kinds(ObjectReader& expect)
    {
        const JsonValue* list = expect.optional("crossings", JsonKind::Array);
        if (list == nullptr)
            return std::nullopt;
        const std::vector<std::string> names = kindNames();
        for (const JsonValue& item : list->items) {
            if (item.isString() && std::find(names.begin(), names.end(), item.text) == names.end())
                unknownWord(expect, item, "kind of crossing", names);
        }
        return sorted(expect.optionalStrings("crossings"));
    }

    static std::vector<std::string> sorted(std::vector<std::string> strings)
    {
        std::sort(strings.begin(), strings.end());
        strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
        return strings;
    }

    static void unknownWord(ObjectReader& reader, const JsonValue& word, const std::string& what,
                            const std::vector<std::string>& names)
    {
        std::string help = "One of " + joined(names, ", ") + ".";
        if (const auto near = nearest(word.text, names))
            help = "Did you mean \"" + *near + "\"?";
        reader.report("tests/unknown-word", word.span, jsonQuoted(word.text) + " is no " + what,
                      std::move(help));
    }

    const JsonValue& m_value;
    const std::string& m_file;
    ObjectReader m_reader;
    Diagnostics& m_diagnostics;
    PolicyTest m_test;
};

} // namespace

ReadPolicyTests readPolicyTests(std::string_view text, const std::string& file)
{
    ReadPolicyTests result;
    const JsonDocument document = parseJsonList(text, file, "a file of tests");
    result.diagnostics = document.diagnostics;
    if (!document.root)
        return result;
    std::set<std::string> names;
    for (const JsonValue& item : document.root->items) {
        const std::size_t before = result.diagnostics.size();
        PolicyTest test = Reader(item, file, result.diagnostics).read();
        if (result.diagnostics.size() != before)
            continue;
        if (!names.insert(test.name).second) {
            Diagnostic diagnostic;
            diagnostic.code = "tests/duplicate-name";
            diagnostic.file = file;
            diagnostic.span = item.find("name")->span;
            diagnostic.message = "two tests of this file have the name " + jsonQuoted(test.name);
            diagnostic.help = "Give each test a name of its own: reports tell them by it.";
            result.diagnostics.push_back(std::move(diagnostic));
            continue;
        }
        result.tests.push_back(std::move(test));
    }
    return result;
}

ReadPolicyTests readPolicyTests(const std::vector<FileText>& files)
{
    ReadPolicyTests result;
    for (const auto& [path, text] : files) {
        ReadPolicyTests read = readPolicyTests(*text, path);
        std::move(read.tests.begin(), read.tests.end(), std::back_inserter(result.tests));
        std::move(read.diagnostics.begin(), read.diagnostics.end(),
                  std::back_inserter(result.diagnostics));
    }
    return result;
}

std::vector<std::string> decidingPolicies(const decision::CallVerdict& verdict)
{
    std::set<std::string> ids(verdict.reasons.begin(), verdict.reasons.end());
    for (const decision::Crossing& crossing : verdict.crossings)
        ids.insert(crossing.policies.begin(), crossing.policies.end());
    return {ids.begin(), ids.end()};
}

std::vector<std::string> crossingKinds(const decision::CallVerdict& verdict)
{
    std::set<std::string> kinds;
    for (const decision::Crossing& crossing : verdict.crossings)
        kinds.emplace(decision::name(crossing.kind));
    return {kinds.begin(), kinds.end()};
}

std::string testOfCall(const decision::CallVerdict& call, const std::string& trace)
{
    const auto list = [](const std::vector<std::string>& strings) {
        std::vector<std::string> quoted;
        for (const std::string& text : strings)
            quoted.push_back(jsonQuoted(text));
        return "[" + joined(quoted, ", ") + "]";
    };
    const std::string verdict(decision::name(call.verdict));
    std::string text = "  {\n    \"name\": " +
                       jsonQuoted(call.tool + " at step " + std::to_string(call.step) + " of " +
                                  call.run + ": " + verdict) +
                       ",\n    \"trace\": " + jsonQuoted(trace) +
                       ",\n    \"run\": " + jsonQuoted(call.run) +
                       ",\n    \"step\": " + std::to_string(call.step) +
                       ",\n    \"expect\": { \"verdict\": " + jsonQuoted(verdict);
    if (decision::isCrossing(call.verdict))
        text += ", \"crossings\": " + list(crossingKinds(call));
    if (const auto reason = decidingPolicies(call); !reason.empty())
        text += ", \"reason\": " + list(reason);
    return text + " }\n  }";
}

} // namespace remit::analysis
