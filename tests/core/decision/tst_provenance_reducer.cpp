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

cedar::Value setOf(const std::vector<std::string>& texts)
{
    std::vector<cedar::Value> values;
    for (const std::string& text : texts)
        values.push_back(cedar::Value::string(text));
    return cedar::Value::set(std::move(values));
}

/// `context.provenance`, and the arguments of which nothing can be said.
std::pair<cedar::Value, std::vector<std::string>>
factOf(const std::vector<decision::Provenance>& arguments)
{
    cedar::Attributes members;
    std::vector<std::string> uncertain;
    for (const decision::Provenance& one : arguments) {
        members.emplace(one.argument, cedar::Value::record(
                                          {{"every", setOf(one.every)}, {"any", setOf(one.any)}}));
        if (one.uncertain)
            uncertain.push_back(one.argument);
    }
    return {cedar::Value::record(std::move(members)), std::move(uncertain)};
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
                    const auto values = decision::argumentValues(*parseJson(*call->arguments).root);
                    const auto actual = session.provenance()->of(values, asker, nullptr);
                    const auto expected = test::naiveProvenance(steps, at, asker);
                    QVERIFY2(actual == expected,
                             test::difference(steps, at, actual, expected).c_str());
                    // What replay supplies is made another way.
                    const auto fact = session.provenance()->factOf(values, asker, nullptr);
                    QVERIFY(std::pair(fact.record, fact.uncertain) == factOf(expected));
                }
                session.add(steps[at].event, steps[at].labels);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestProvenanceReducer)
#include "tst_provenance_reducer.moc"
