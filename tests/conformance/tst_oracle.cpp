// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/evaluators.h"
#include "tests/conformance/generated.h"
#include "tests/conformance/oracle.h"

#include <QTest>

using namespace remit;
using namespace remit::conformance;

/// Differences from real Cedar on random policies. $REMIT_ORACLE_REQUESTS requests from
/// $REMIT_SEED on.
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

private:
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
