// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/evaluators.h"
#include "tests/conformance/generated.h"

#include <QTest>

using namespace remit;

/// Fast engine, explaining engine and reference evaluator on random policies. The number of
/// requests is $REMIT_RANDOM_REQUESTS, the first seed $REMIT_SEED.
class TestEvaluatorsAgree : public QObject {
    Q_OBJECT

private slots:
    void onRandomRequests()
    {
        constexpr int kRequestsOfACase = 10;
        const int wanted = numberFrom("REMIT_RANDOM_REQUESTS", 10'000);
        const auto first = static_cast<std::uint64_t>(numberFrom("REMIT_SEED", 1));
        std::size_t allowed = 0;
        std::size_t failed = 0;
        for (int done = 0; done < wanted; done += kRequestsOfACase) {
            const std::uint64_t seed = first + static_cast<std::uint64_t>(done / kRequestsOfACase);
            const auto made = test::generateCase(seed, kRequestsOfACase);
            const auto built = conformance::build(made);
            QVERIFY2(built, built ? "" : describe(seed, built.error().message, made).constData());
            conformance::Evaluators evaluators(built->policies, built->entities);
            for (std::size_t i = 0; i < built->requests.size(); ++i) {
                const auto answer = evaluators.decide(built->requests[i]);
                const std::string why = answer.disagreement + "\n" + made.requests[i].json();
                QVERIFY2(answer.disagreement.empty(), describe(seed, why, made).constData());
                allowed += answer.response.decision == cedar::Decision::Allow ? 1 : 0;
                failed += answer.response.errors.empty() ? 0 : 1;
            }
        }
        // Else the generator would prove nothing.
        QVERIFY(allowed * 20 > static_cast<std::size_t>(wanted));
        QVERIFY(failed * 20 > static_cast<std::size_t>(wanted));
        qInfo("%d requests, %zu allowed, %zu with errors", wanted, allowed, failed);
    }

private:
    static int numberFrom(const char* variable, int otherwise)
    {
        bool given = false;
        const int number = qEnvironmentVariableIntValue(variable, &given);
        return given ? number : otherwise;
    }

    static QByteArray describe(std::uint64_t seed, const std::string& why,
                               const test::GeneratedCase& made)
    {
        return QByteArray::fromStdString("seed " + std::to_string(seed) + ": " + why + "\n" +
                                         made.text());
    }
};

QTEST_APPLESS_MAIN(TestEvaluatorsAgree)
#include "tst_evaluators_agree.moc"
