// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/chain.h"
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/syntax/parser.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

namespace {

std::atomic<std::size_t> allocations{0};

} // namespace

// Every allocation of this program is counted.
void* operator new(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace remit;
using namespace remit::cedar;

class TestEngineSteadyState : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void decidingAllocatesNothing();
    void chainsAllocateNothing();
    void threadsDecideWhileProgramsChange();
    void aBatchIsStoppedWhileOthersDecide();

private:
    PolicySet m_set;
    std::shared_ptr<const Program> m_program;
    std::shared_ptr<const EntityStore> m_entities;
    std::vector<Request> m_requests;
    std::vector<std::size_t> m_errors; ///< how many policies fail, by request
};

void TestEngineSteadyState::initTestCase()
{
    std::string text = "forbid(principal, action, resource) when { principal.suspended };"
                       "permit(principal, action, resource) when { [principal, resource]"
                       ".containsAny(context.approvals) };"
                       "permit(principal, action, resource) when { context.absent == 1 };"
                       "permit(principal, action, resource) when { context.input == {a: 1} };";
    for (int i = 0; i < 200; ++i)
        text += "permit(principal == User::\"" + std::to_string(i) +
                "\", action == Action::\"read\", resource) when { context.now < "
                "datetime(\"2026-01-01\") && ip(context.from).isInRange(ip(\"10.0.0.0/8\")) };";
    for (Policy& policy : parsePolicies(text).policies)
        (void)m_set.add(std::make_shared<const Policy>(std::move(policy)));
    m_program = Program::compile(m_set);
    std::vector<Entity> entities;
    for (int i = 0; i < 100; ++i)
        entities.push_back({{"User", std::to_string(i)},
                            {{"suspended", Value::boolean(i % 9 == 0)}},
                            {{"Team", std::to_string(i % 5)}},
                            {}});
    m_entities = *EntityStore::build(std::move(entities));
    for (int i = 0; i < 150; ++i)
        m_requests.push_back(
            {{"User", std::to_string(i)},
             {"Action", "read"},
             {"Doc", "a document with a rather long name " + std::to_string(i)},
             Value::record(
                 {{"now", Value::datetime({i * 1000})},
                  {"from", Value::string("10.1.2.3")},
                  {"approvals", Value::set({Value::entity({"Doc", std::to_string(i)}),
                                            Value::entity({"User", "somebody unknown"})})},
                  {"input", Value::record({{"a", Value::integer(i % 2)}})}})});
    for (const Response& response : authorizeAll(*m_program, *m_entities, m_requests, 1))
        m_errors.push_back(response.errors.size());
}

void TestEngineSteadyState::decidingAllocatesNothing()
{
    Scratch scratch;
    const auto decideAll = [&] {
        std::size_t allowed = 0;
        for (const Request& request : m_requests)
            allowed += decide(*m_program, *m_entities, request, scratch).decision == Decision::Allow
                           ? 1
                           : 0;
        return allowed;
    };
    const std::size_t first = decideAll();
    const std::size_t before = allocations;
    const std::size_t second = decideAll();
    const std::size_t after = allocations;
    QCOMPARE(second, first);
    QCOMPARE(after - before, std::size_t{0});
    QVERIFY(first > 0 && first < m_requests.size());
}

void TestEngineSteadyState::chainsAllocateNothing()
{
    std::vector<std::shared_ptr<const Program>> scopes;
    std::vector<EntityUid> principals = {{"User", "1"}};
    for (int hop = 0; hop < 4; ++hop) {
        PolicySet scope;
        for (Policy& policy :
             parsePolicies("permit(principal, action, resource) when { context.from == "
                           "\"10.1.2.3\" && context.input.a < " +
                           std::to_string(hop) + " };")
                 .policies)
            (void)scope.add(std::make_shared<const Policy>(std::move(policy)));
        scopes.push_back(Program::compile(scope));
        principals.push_back({"Agent", "an agent that nothing names " + std::to_string(hop)});
    }
    std::vector<Evaluation> evaluations;
    for (const EntityUid& principal : principals)
        evaluations.push_back({m_program.get(), &principal, {}});
    for (std::size_t hop = 0; hop < scopes.size(); ++hop)
        evaluations.push_back({scopes[hop].get(), &principals[hop + 1], {}});
    Scratch scratch;
    const auto decideAll = [&] {
        std::size_t allowed = 0;
        for (const Request& request : m_requests) {
            for (const ChainAnswer& answer :
                 decideChain(evaluations, *m_entities, request, scratch))
                allowed += answer.decision == Decision::Allow ? 1 : 0;
        }
        return allowed;
    };
    const std::size_t first = decideAll();
    const std::size_t before = allocations;
    const std::size_t second = decideAll();
    const std::size_t after = allocations;
    QCOMPARE(second, first);
    QCOMPARE(after - before, std::size_t{0});
    QVERIFY(first > 0 && first < m_requests.size() * evaluations.size());
}

void TestEngineSteadyState::threadsDecideWhileProgramsChange()
{
    std::atomic<bool> stop{false};
    std::atomic<std::size_t> wrong{0};
    const auto reader = [&] {
        Scratch scratch;
        while (!stop) {
            for (std::size_t i = 0; i < m_requests.size(); i += 7) {
                const Response response =
                    authorize(*m_program, *m_entities, m_requests[i], scratch);
                wrong += response.errors.size() == m_errors[i] ? 0 : 1;
            }
        }
    };
    std::thread first(reader);
    std::thread second(reader);
    for (int i = 0; i < 20; ++i) {
        PolicySet next;
        for (const PolicySet::PolicyPtr& policy : m_set.policies()) {
            Policy copy = clone(*policy);
            (void)next.add(policy->id == "policy5" ? std::make_shared<const Policy>(std::move(copy))
                                                   : policy);
        }
        const auto updated = Program::update(*m_program, next);
        Scratch scratch;
        wrong +=
            authorize(*updated, *m_entities, m_requests[5], scratch).errors.size() == m_errors[5]
                ? 0
                : 1;
    }
    stop = true;
    first.join();
    second.join();
    QCOMPARE(wrong.load(), std::size_t{0});
}

void TestEngineSteadyState::aBatchIsStoppedWhileOthersDecide()
{
    std::vector<Request> many;
    for (int i = 0; i < 100; ++i)
        many.insert(many.end(), m_requests.begin(), m_requests.end());
    std::stop_source source;
    std::atomic<std::uint64_t> told{0};
    const JobControl control{source.get_token(), [&](Progress progress) {
                                 told = progress.total;
                                 source.request_stop();
                             }};
    std::jthread other([&] {
        for (int i = 0; i < 3; ++i)
            (void)authorizeAll(*m_program, *m_entities, m_requests, 2);
    });
    const auto stopped = authorizeAll(*m_program, *m_entities, many, 2, control);
    QVERIFY(!stopped.has_value());
    QCOMPARE(static_cast<int>(stopped.error().code), static_cast<int>(ErrorCode::Cancelled));
    QCOMPARE(told.load(), static_cast<std::uint64_t>(many.size()));
    const auto whole = authorizeAll(*m_program, *m_entities, m_requests, 2, JobControl{});
    QVERIFY(whole.has_value());
    QCOMPARE(whole->size(), m_requests.size());
}

QTEST_APPLESS_MAIN(TestEngineSteadyState)
#include "tst_engine_steady_state.moc"
