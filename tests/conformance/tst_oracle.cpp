// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/validate/validator.h"
#include "tests/conformance/evaluators.h"
#include "tests/conformance/generated.h"
#include "tests/conformance/oracle.h"
#include "tests/conformance/pack.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace remit;
using namespace remit::conformance;

/// Differences from real Cedar on random policies: $REMIT_ORACLE_REQUESTS requests and
/// $REMIT_ORACLE_VALIDATIONS policy sets, from $REMIT_SEED on.
class TestOracle : public QObject {
    Q_OBJECT

private slots:
    void decisionsAreCedars()
    {
        const auto oracle = Oracle::find();
        if (!oracle)
            QSKIP(oracle.error().message.c_str());
        constexpr int kRequestsOfACase = 20;
        constexpr int kCasesOfABatch = 100;
        const int wanted = numberFrom("REMIT_ORACLE_REQUESTS", 200'000);
        auto seed = static_cast<std::uint64_t>(numberFrom("REMIT_SEED", 1));
        for (int done = 0; done < wanted; done += kRequestsOfACase * kCasesOfABatch) {
            std::vector<test::GeneratedCase> batch;
            for (int i = 0; i < kCasesOfABatch; ++i)
                batch.push_back(test::generateCase(seed++, kRequestsOfACase));
            const std::string difference = differenceIn(batch, *oracle);
            QVERIFY2(difference.empty(), difference.c_str());
        }
        qInfo("%d requests agree with Cedar", wanted);
    }

    void validityIsCedars()
    {
        const auto oracle = Oracle::find();
        if (!oracle)
            QSKIP(oracle.error().message.c_str());
        constexpr int kCasesOfABatch = 500;
        const int wanted = numberFrom("REMIT_ORACLE_VALIDATIONS", 20'000);
        auto seed = static_cast<std::uint64_t>(numberFrom("REMIT_SEED", 1));
        std::size_t valid = 0;
        std::size_t invalid = 0;
        for (int done = 0; done < wanted; done += kCasesOfABatch) {
            std::vector<test::GeneratedCase> batch;
            for (int i = 0; i < kCasesOfABatch; ++i)
                batch.push_back(test::generateCase(seed++, 0));
            const std::string difference = validityDifferenceIn(batch, *oracle, valid, invalid);
            QVERIFY2(difference.empty(), difference.c_str());
        }
        QVERIFY(valid * 10 > invalid);
        qInfo("%d sets validated as by Cedar: %zu policies valid, %zu not", wanted, valid, invalid);
    }

    /// The verdicts that replace those of the recorded packs are real Cedar's.
    void expectationsAreCedars()
    {
        REMIT_NEEDS_SHARED(pack, "conformance/cedar/authorize.jsonl");
        const auto oracle = Oracle::find();
        if (!oracle)
            QSKIP(oracle.error().message.c_str());
        const auto expectations = Expectations::read(
            test::readAll(test::sourceDir() / "tests/conformance/expectations/cedar-4.13.jsonl"));
        QVERIFY(expectations);
        std::vector<std::string> calls;
        std::vector<bool> expected;
        const std::string text = test::readAll(pack);
        for (const std::string_view line : split(text, '\n')) {
            auto recorded = readCase(line);
            if (!recorded || !recorded->shouldValidate)
                continue;
            const bool before = *recorded->shouldValidate;
            QVERIFY(expectations->applyTo(*recorded));
            if (before == *recorded->shouldValidate)
                continue;
            calls.push_back(R"({"op":"validate","policies":)" + jsonQuoted(recorded->policies) +
                            R"(,"schema":)" + jsonQuoted(recorded->schema) + "}");
            expected.push_back(*recorded->shouldValidate);
        }
        QVERIFY(!calls.empty());
        const auto answers = oracle->ask(calls);
        QVERIFY2(answers, answers ? "" : answers.error().message.c_str());
        for (std::size_t i = 0; i < answers->size(); ++i) {
            const auto errors = readValidateAnswer((*answers)[i]);
            QVERIFY(errors);
            QCOMPARE(errors->empty(), bool(expected[i]));
        }
    }

    /// The schemas of the packs in JSON are what Cedar writes, and both formats mean the same to
    /// it.
    void schemasAreWrittenAsByCedar()
    {
        REMIT_NEEDS_SHARED(pack, "conformance/cedar/authorize.jsonl");
        const auto oracle = Oracle::find();
        if (!oracle)
            QSKIP(oracle.error().message.c_str());
        const std::vector<std::string> schemas = schemasOf(test::readAll(pack));
        std::vector<std::string> calls;
        for (const std::string& schema : schemas) {
            const cedar::SchemaDocument document = cedar::parseSchema(schema);
            const auto text = cedar::toSchemaText(document);
            QVERIFY2(text, schema.c_str());
            for (const std::string& form : {jsonQuoted(schema), jsonQuoted(*text)})
                calls.push_back(R"({"op":"schema_to_json","schema":)" + form + "}");
        }
        const auto answers = oracle->ask(calls);
        QVERIFY2(answers, answers ? "" : answers.error().message.c_str());
        for (std::size_t i = 0; i < schemas.size(); ++i) {
            const std::string ours = cedar::toSchemaJson(cedar::parseSchema(schemas[i]));
            const std::string canonical = canonicalJson(*parseJson(ours).root);
            for (const std::size_t form : {2 * i, 2 * i + 1}) {
                const JsonDocument answer = parseJson((*answers)[form]);
                const JsonValue* json = answer.root->find("answer")->find("json");
                QVERIFY2(json != nullptr, ((*answers)[form] + "\n" + schemas[i]).c_str());
                QCOMPARE(canonical, canonicalJson(*json));
            }
        }
        qInfo("%zu schemas are written as by Cedar", schemas.size());
    }

private:
    /// Each once.
    static std::vector<std::string> schemasOf(const std::string& pack)
    {
        std::set<std::string> schemas;
        for (const std::string_view line : split(pack, '\n')) {
            const auto recorded = readCase(line);
            if (recorded && !recorded->schema.empty())
                schemas.insert(recorded->schema);
        }
        return {schemas.begin(), schemas.end()};
    }

    static std::string validityDifferenceIn(const std::vector<test::GeneratedCase>& batch,
                                            const Oracle& oracle, std::size_t& valid,
                                            std::size_t& invalid)
    {
        std::vector<std::string> calls;
        for (const test::GeneratedCase& made : batch)
            calls.push_back(validateCall(made));
        const auto answers = oracle.ask(calls);
        if (!answers)
            return answers.error().message;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto theirs = readValidateAnswer((*answers)[i]);
            const auto ours = invalidPolicies(batch[i]);
            if (!theirs || !ours)
                return (theirs ? ours.error().message : theirs.error().message) + "\n" +
                       batch[i].text();
            if (*theirs != *ours)
                return "not valid for us: " + listed(*ours) + "; for Cedar: " + listed(*theirs) +
                       "\n" + (*answers)[i] + "\n" + batch[i].text();
            invalid += ours->size();
            valid += batch[i].policies.size() + batch[i].links.size() - ours->size();
        }
        return {};
    }

    static Result<std::set<std::string>> invalidPolicies(const test::GeneratedCase& made)
    {
        const auto built = build(made);
        if (!built)
            return tl::unexpected(built.error());
        const auto schema = cedar::readSchema(made.schema);
        if (!schema.ok())
            return failure(ErrorCode::Malformed, schema.diagnostics.front().message);
        std::set<std::string> ids;
        for (const auto& finding : cedar::validate(built->policies, *schema.schema).findings) {
            if (finding.diagnostic.severity == Severity::Error)
                ids.insert(finding.policyId);
        }
        return ids;
    }

    static std::string listed(const std::set<std::string>& ids)
    {
        const std::vector<std::string> list(ids.begin(), ids.end());
        return "[" + joined(list, ", ") + "]";
    }

    static int numberFrom(const char* variable, int otherwise)
    {
        bool given = false;
        const int number = qEnvironmentVariableIntValue(variable, &given);
        return given ? number : otherwise;
    }

    /// The first one of the batch, in words.
    static std::string differenceIn(const std::vector<test::GeneratedCase>& batch,
                                    const Oracle& oracle)
    {
        std::vector<std::string> calls;
        for (const test::GeneratedCase& made : batch) {
            for (const test::GeneratedRequest& request : made.requests)
                calls.push_back(authorizeCall(made, request));
        }
        const auto answers = oracle.ask(calls);
        if (!answers)
            return answers.error().message;
        std::size_t next = 0;
        for (const test::GeneratedCase& made : batch) {
            const std::string difference = differenceOn(made, *answers, next);
            if (!difference.empty())
                return difference + "\n" + made.text();
            next += made.requests.size();
        }
        return {};
    }

    static std::string differenceOn(const test::GeneratedCase& made,
                                    const std::vector<std::string>& answers, std::size_t first)
    {
        const auto built = build(made);
        if (!built)
            return built.error().message;
        Evaluators evaluators(built->policies, built->entities);
        for (std::size_t i = 0; i < built->requests.size(); ++i) {
            const auto theirs = readAuthorizeAnswer(answers[first + i]);
            if (!theirs)
                return theirs.error().message;
            const auto ours = evaluators.decide(built->requests[i]);
            const std::string difference = ours.disagreement.empty()
                                               ? differenceOf(comparable(ours.response), *theirs)
                                               : ours.disagreement;
            if (!difference.empty())
                return difference + "\n" + made.requests[i].json();
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(TestOracle)
#include "tst_oracle.moc"
