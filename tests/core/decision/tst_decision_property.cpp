// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/naive_authority.h"

#include <QTest>

#include <algorithm>

using namespace remit;
using namespace remit::test;

namespace {

int worlds()
{
    const int asked = qEnvironmentVariableIntValue("REMIT_RANDOM_WORLDS");
    return asked > 0 ? asked : 250;
}

/// The first world; 0 where nothing else is asked for.
int firstSeed()
{
    return qEnvironmentVariableIntValue("REMIT_SEED");
}

constexpr int kCallsOfAWorld = 5;

/// 0 deny, 1 approval required, 2 undecidable, 3 allow.
int goodness(const Decided& decided)
{
    switch (decided.verdict.verdict) {
    case decision::Verdict::Allow:
        return 3;
    case decision::Verdict::Undecidable:
        return 2;
    case decision::Verdict::ApprovalRequired:
        return 1;
    default:
        return 0;
    }
}

bool reads(const RandomWorld& made, const char* fact)
{
    const auto inList = [&](const std::vector<Clauses>& list) {
        return std::any_of(list.begin(), list.end(),
                           [&](const Clauses& policy) { return policy.reads.count(fact) > 0; });
    };
    return inList(made.policies) ||
           std::any_of(made.scopes.begin(), made.scopes.end(),
                       [&](const auto& scope) { return inList(scope.second); });
}

/// The laws speak of calls with one root or a named requester, so that no choice is opened.
void nameTheRequester(World& world)
{
    if (!world.start.onBehalfOf.isPresent())
        world.start.onBehalfOf = trace::Field("u0");
}

void fail(std::uint64_t seed, const Decided& before, const Decided& after)
{
    QFAIL(("seed " + std::to_string(seed) + ": " + before.text() + " became " + after.text())
              .c_str());
}

} // namespace

/// The decision procedure against the naive model, and laws that hold in any world.
class TestDecisionProperty : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheNaiveModel()
    {
        std::map<std::string, int> seen;
        for (int i = firstSeed(); i < firstSeed() + worlds(); ++i) {
            WorldMaker maker(static_cast<std::uint64_t>(i));
            RandomWorld made = maker.make();
            for (int call = 0; call < kCallsOfAWorld; ++call) {
                const NaiveVerdict naive = naiveVerdict(made);
                const Decided decided(made.world);
                const NaiveVerdict ours = inNaiveTerms(decided.verdict);
                if (naive != ours)
                    QFAIL(("seed " + std::to_string(i) + " call " + std::to_string(call) +
                           ": the model says " + naive.text() + ", the procedure " + ours.text())
                              .c_str());
                ++seen[naive.crossing.empty() ? naive.verdict : naive.crossing];
                maker.changeCall(made);
            }
        }
        for (const char* kind :
             {"allow", "undecidable", "unauthenticated", "credential-expired", "credential-misused",
              "task-inactive", "undelegated", "grant-expired", "grant-revoked", "outside-grant",
              "not-permitted", "forbidden", "approval-missing"})
            QVERIFY2(seen[kind] > 0, kind);
    }

    void revokingNeverAllowsMore()
    {
        for (int i = firstSeed(); i < firstSeed() + worlds(); ++i) {
            RandomWorld made = WorldMaker(static_cast<std::uint64_t>(i)).make();
            nameTheRequester(made.world);
            const Decided before(made.world);
            made.world.objects
                .grants[static_cast<std::size_t>(i) % made.world.objects.grants.size()]
                .revokedAt = clock("07:00");
            const Decided after(made.world);
            if (goodness(after) > goodness(before))
                return fail(static_cast<std::uint64_t>(i), before, after);
        }
    }

    void shorterValidityNeverAllowsMore()
    {
        for (int i = firstSeed(); i < firstSeed() + worlds(); ++i) {
            RandomWorld made = WorldMaker(static_cast<std::uint64_t>(i)).make();
            if (reads(made, "delegation") || reads(made, "credential"))
                continue;
            nameTheRequester(made.world);
            const Decided before(made.world);
            for (authority::Grant& grant : made.world.objects.grants)
                grant.expiresAt.milliseconds -= 2 * 3'600'000;
            const Decided after(made.world);
            if (goodness(after) > goodness(before))
                return fail(static_cast<std::uint64_t>(i), before, after);
        }
    }

    void anApprovalLiftsNoOrdinaryDeny()
    {
        for (int i = firstSeed(); i < firstSeed() + worlds(); ++i) {
            RandomWorld made = WorldMaker(static_cast<std::uint64_t>(i)).make();
            std::erase_if(made.world.before, [](const trace::Event& event) {
                return std::holds_alternative<trace::Approve>(event.body);
            });
            made.world.start.format = "trusted";
            const Decided before(made.world);
            trace::Approve approve = made.world.approval();
            approve.approver = "u1";
            approve.agent = made.world.start.agent;
            approve.task = made.world.start.task;
            approve.taskVersion.reset();
            approve.action = trace::Field("Action::\"" + made.world.call.tool + "\"");
            approve.resource = trace::Field(before.verdict.resource);
            approve.expires = clock("23:00");
            made.world.add(approve);
            const Decided after(made.world);
            const bool lifted = before.verdict.verdict == decision::Verdict::Deny &&
                                after.verdict.verdict != decision::Verdict::Deny;
            if (lifted)
                return fail(static_cast<std::uint64_t>(i), before, after);
        }
    }

    void evidenceFromElsewhereRaisesNothing()
    {
        for (int i = firstSeed(); i < firstSeed() + worlds(); ++i) {
            RandomWorld made = WorldMaker(static_cast<std::uint64_t>(i)).make();
            made.world.start.format = "elsewhere";
            const Decided with(made.world);
            World& world = made.world;
            std::erase_if(world.before, [](const trace::Event& event) {
                return std::holds_alternative<trace::Approve>(event.body);
            });
            const Decided withoutApprovals(world);
            if (withoutApprovals.text() != with.text())
                return fail(static_cast<std::uint64_t>(i), withoutApprovals, with);
            std::erase_if(world.before, [](const trace::Event& event) {
                return std::holds_alternative<trace::Delegate>(event.body);
            });
            const Decided without(world);
            if (goodness(with) == 3 && goodness(without) < 2)
                return fail(static_cast<std::uint64_t>(i), without, with);
        }
    }

    void theOrderOfFilesDoesNotMatter()
    {
        for (int i = firstSeed(); i < firstSeed() + worlds() / 2; ++i) {
            RandomWorld made = WorldMaker(static_cast<std::uint64_t>(i)).make();
            const Decided before(made.world);
            std::reverse(made.world.objects.grants.begin(), made.world.objects.grants.end());
            std::reverse(made.world.objects.tasks.begin(), made.world.objects.tasks.end());
            std::reverse(made.world.objects.credentials.begin(),
                         made.world.objects.credentials.end());
            const Decided after(made.world);
            QCOMPARE(after.decider.setup().revision, before.decider.setup().revision);
            if (!(after.verdict == before.verdict))
                return fail(static_cast<std::uint64_t>(i), before, after);
        }
    }

    /// A hop more, whose principal is not the credential's holder, is one scope and one principal
    /// more to satisfy.
    void anInsertedHopNeverAllowsMore()
    {
        for (int i = firstSeed(); i < firstSeed() + worlds(); ++i) {
            RandomWorld made = WorldMaker(static_cast<std::uint64_t>(i)).make();
            World& world = made.world;
            if (reads(made, "delegation") || world.objects.grants.size() < 2)
                continue;
            authority::Grant& last = world.objects.grants.back();
            if (!last.parent || last.depth < 1)
                continue;
            nameTheRequester(world);
            const Decided before(world);
            authority::Grant inserted = last;
            inserted.id = "inserted";
            inserted.to = agent("stranger");
            inserted.boundTo.reset();
            last.from = inserted.to;
            --last.depth;
            last.parent = inserted.id;
            world.scopes["inserted"] = "permit (principal, action, resource);";
            world.objects.grants.push_back(inserted);
            const Decided after(world);
            if (goodness(after) > goodness(before))
                return fail(static_cast<std::uint64_t>(i), before, after);
        }
    }
};

QTEST_APPLESS_MAIN(TestDecisionProperty)
#include "tst_decision_property.moc"
