// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/reference/reference_evaluator.h"
#include "tests/core/cedar/engine_world.h"

#include <QTest>

#include <algorithm>

using namespace remit::cedar;

/// Whatever the policies: index, linear search, explanation, an updated program and the reference
/// evaluator give the same decision, reasons and errors.
class TestEngineAgreement : public QObject {
    Q_OBJECT

private slots:
    void everyWayAgrees_data();
    void everyWayAgrees();
};

namespace {

std::string summary(Response response)
{
    std::string text = response.decision == Decision::Allow ? "allow" : "deny";
    std::sort(response.reasons.begin(), response.reasons.end());
    for (const std::string& reason : response.reasons)
        text += " " + reason;
    std::vector<std::string> errors;
    for (const PolicyError& error : response.errors)
        errors.push_back(error.policy + ":" + std::string(kindName(error.error.kind)));
    std::sort(errors.begin(), errors.end());
    text += " |";
    for (const std::string& error : errors)
        text += " " + error;
    return text;
}

std::string summary(const Answer& answer, const Program& program)
{
    Response response;
    response.decision = answer.decision;
    for (const std::uint32_t policy : answer.reasons)
        response.reasons.push_back(program.policies()[policy].id);
    const std::string text = summary(response);
    return text.substr(0, text.size() - 2);
}

/// The same set with some policies written anew.
PolicySet withChanges(const PolicySet& set, World& world)
{
    PolicySet next;
    std::size_t number = 0;
    for (const PolicySet::PolicyPtr& policy : set.policies()) {
        if (number++ % 7 != 3) {
            (void)next.add(policy);
            continue;
        }
        Policy changed = std::move(parsePolicies(world.policy()).policies.at(0));
        changed.id = policy->id;
        (void)next.add(std::make_shared<const Policy>(std::move(changed)));
    }
    return next;
}

void compareAll(const PolicySet& set, const Program& program, const EntityStore& entities,
                const Request& request, Scratch& scratch)
{
    const std::string expected = summary(reference::authorize(set, entities, request));
    const std::string decided = summary(authorize(program, entities, request, scratch));
    QCOMPARE(decided, expected);
    QCOMPARE(summary(explain(program, entities, request, scratch).response), expected);
    const std::string start = expected.substr(0, expected.find(" |"));
    bind(program, entities, request, scratch);
    QCOMPARE(summary(decideBound(scratch, Detail::Full, Search::Linear), program), start);
    QCOMPARE(decideBound(scratch, Detail::DecisionOnly).decision,
             expected.starts_with("allow") ? Decision::Allow : Decision::Deny);
}

} // namespace

void TestEngineAgreement::everyWayAgrees_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<int>("policies");
    for (unsigned seed = 0; seed < 36; ++seed)
        QTest::addRow("world %u", seed) << seed << (seed % 3 == 0 ? 5 : seed % 3 == 1 ? 40 : 100);
}

void TestEngineAgreement::everyWayAgrees()
{
    QFETCH(unsigned, seed);
    QFETCH(int, policies);
    World world(seed);
    std::string text;
    for (int i = 0; i < policies; ++i)
        text += world.policy();
    const PolicySet set = parsed(text);
    const auto program = Program::compile(set);
    QCOMPARE(program->policies().size(), static_cast<std::size_t>(policies));
    const PolicySet changedSet = withChanges(set, world);
    const auto changed = Program::update(*program, changedSet);
    const auto store = EntityStore::build(world.entities());
    QVERIFY(store.has_value());
    Scratch scratch;
    for (int i = 0; i < 20; ++i) {
        const Request request = world.request();
        compareAll(set, *program, **store, request, scratch);
        compareAll(changedSet, *changed, **store, request, scratch);
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_APPLESS_MAIN(TestEngineAgreement)
#include "tst_engine_agreement.moc"
