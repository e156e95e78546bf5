// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/chain.h"
#include "core/cedar/engine/program.h"
#include "tests/core/cedar/engine_world.h"

#include <QTest>

using namespace remit::cedar;

/// A chain is decided as its evaluations are, one by one, by themselves.
class TestEngineChain : public QObject {
    Q_OBJECT

private slots:
    void chainsAgreeWithTheirEvaluations_data();
    void chainsAgreeWithTheirEvaluations();
};

namespace {

std::string summary(const Outcomes& outcomes)
{
    std::string text;
    const auto add = [&text](const char* name, const std::vector<std::uint32_t>& policies) {
        text += name;
        for (const std::uint32_t policy : policies)
            text += " " + std::to_string(policy);
    };
    add("permits", outcomes.satisfiedPermits);
    add(" forbids", outcomes.satisfiedForbids);
    add(" aside", outcomes.setAside);
    for (const Outcomes::Failed& failed : outcomes.errors)
        text += "\n" + std::to_string(failed.policy) + ": " + failed.error.message + " at " +
                std::to_string(failed.error.span.begin);
    return text;
}

std::string summary(const ChainAnswer& answer)
{
    Outcomes outcomes;
    outcomes.satisfiedPermits.assign(answer.satisfiedPermits.begin(),
                                     answer.satisfiedPermits.end());
    outcomes.satisfiedForbids.assign(answer.satisfiedForbids.begin(),
                                     answer.satisfiedForbids.end());
    outcomes.setAside.assign(answer.setAside.begin(), answer.setAside.end());
    std::string text = summary(outcomes);
    for (const std::uint32_t policy : answer.errors)
        text += " " + std::to_string(policy);
    return text;
}

std::string withErrorsAsNumbers(const Outcomes& outcomes)
{
    Outcomes others = outcomes;
    others.errors.clear();
    std::string text = summary(others);
    for (const Outcomes::Failed& failed : outcomes.errors)
        text += " " + std::to_string(failed.policy);
    return text;
}

/// A workspace's set and the scopes of some hops, over one store.
struct ChainWorld {
    explicit ChainWorld(unsigned seed) : world(seed)
    {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += world.policy();
        programs.push_back(Program::compile(parsed(text)));
        for (int hop = 0; hop < 4; ++hop)
            programs.push_back(Program::compile(parsed(world.policy() + world.policy())));
        store = *EntityStore::build(world.entities());
        for (int i = 0; i < 5; ++i)
            principals.push_back(world.principal());
    }

    /// Every principal against the set, every hop against its scope.
    [[nodiscard]] std::vector<Evaluation> evaluations()
    {
        std::vector<Evaluation> result;
        setAside.clear();
        for (std::size_t i = 0; i < principals.size(); ++i) {
            setAside.push_back(world.some(40));
            result.push_back({programs[0].get(), &principals[i], setAside[i]});
        }
        for (std::size_t hop = 1; hop < programs.size(); ++hop)
            result.push_back({programs[hop].get(), &principals[hop], {}});
        return result;
    }

    World world;
    std::vector<std::shared_ptr<const Program>> programs;
    std::shared_ptr<const EntityStore> store;
    std::vector<EntityUid> principals;
    std::vector<std::vector<std::uint32_t>> setAside;
};

} // namespace

void TestEngineChain::chainsAgreeWithTheirEvaluations_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 100; seed < 130; ++seed)
        QTest::addRow("world %u", seed) << seed;
}

void TestEngineChain::chainsAgreeWithTheirEvaluations()
{
    QFETCH(unsigned, seed);
    ChainWorld chain(seed);
    Scratch scratch;
    for (int i = 0; i < 15; ++i) {
        const Request call = chain.world.request();
        const std::vector<Evaluation> evaluations = chain.evaluations();
        const auto outcomes = evaluateChain(evaluations, *chain.store, call, scratch);
        const auto answers = decideChain(evaluations, *chain.store, call, scratch);
        QCOMPARE(outcomes.size(), evaluations.size());
        QCOMPARE(answers.size(), evaluations.size());
        for (std::size_t at = 0; at < evaluations.size(); ++at) {
            const Evaluation& each = evaluations[at];
            Request alone = call;
            alone.principal = *each.principal;
            Scratch fresh;
            const Outcomes expected =
                evaluateAll(*each.program, *chain.store, alone, each.setAside, fresh);
            QCOMPARE(summary(outcomes[at]), summary(expected));
            QCOMPARE(summary(answers[at]), withErrorsAsNumbers(expected));
        }
    }
}

QTEST_APPLESS_MAIN(TestEngineChain)
#include "tst_engine_chain.moc"
