// SPDX-License-Identifier: Apache-2.0
#include "core/decision/session_facts.h"
#include "tests/core/decision/naive_provenance.h"

#include <QtTest>

#include <cstdlib>

using namespace remit;

namespace {

int sessions()
{
    const char* wanted = std::getenv("REMIT_RANDOM_SESSIONS");
    return wanted == nullptr ? 600 : std::atoi(wanted);
}

} // namespace

class TestProvenanceReducer : public QObject {
    Q_OBJECT
private slots:
    /// REMIT_RANDOM_SESSIONS sets how many.
    void agreesWithTheDefinitionOnRandomSessions()
    {
        test::RandomSessions random(20261125);
        const int count = sessions();
        for (int i = 0; i < count; ++i) {
            const std::vector<test::SessionStep> steps = random.next();
            decision::SessionReducer session;
            for (std::size_t at = 0; at < steps.size(); ++at) {
                const auto* call = std::get_if<trace::Call>(&steps[at].event.body);
                if (call != nullptr) {
                    const decision::Asker asker{steps[at].event.run, call->agent.text};
                    const auto actual = session.provenance()->of(
                        decision::argumentValues(*parseJson(*call->arguments).root), asker,
                        nullptr);
                    const auto expected = test::naiveProvenance(steps, at, asker);
                    QVERIFY2(actual == expected,
                             test::difference(steps, at, actual, expected).c_str());
                }
                session.add(steps[at].event, steps[at].labels);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestProvenanceReducer)
#include "tst_provenance_reducer.moc"
