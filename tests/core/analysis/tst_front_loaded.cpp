// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"
#include "tests/core/decision/authority_world.h"

#include <QtTest>

using namespace remit;
using analysis::ChangeKind;

namespace {

/// The world's run with the call made twice: at 12:00 and again at 13:00.
std::vector<trace::Event> twice(const test::World& world)
{
    std::vector<trace::Event> events = world.events();
    trace::Event again = events.back();
    again.sequence += 100;
    again.time = test::clock("13:00");
    std::get<trace::Call>(again.body).callId += "-again";
    events.push_back(std::move(again));
    return events;
}

void add(std::vector<trace::Event>& events, const char* event, const char* time)
{
    trace::Event made = events.front();
    made.sequence = events.back().sequence - 50;
    made.time = test::clock(time);
    made.body = trace::Lifecycle{"task", "report@1", event, {}};
    events.push_back(std::move(made));
}

QString told(const test::World& world, const std::vector<trace::Event>& events)
{
    const decision::Decider decider(world.made());
    const replay::MemorySource source(events);
    const auto verdicts = [&](replay::Timing timing) {
        replay::Options options;
        options.timing = timing;
        QString text;
        for (const auto& row : replay::replay(decider, source, options)->rows)
            text += QString::fromStdString(std::string(name(row.verdict))) + " ";
        return text;
    };
    const auto differences = analysis::compareTimings(decider, source);
    return verdicts(replay::Timing::Continuous) + "| " + verdicts(replay::Timing::FrontLoaded) +
           "| " + QString::number(differences->count(ChangeKind::NewlyCrossed)) + " " +
           QString::number(differences->count(ChangeKind::NewlyAllowed));
}

} // namespace

class TestFrontLoaded : public QObject {
    Q_OBJECT
private slots:
    void withoutChangeBothAreTheSame()
    {
        const test::World world;
        QCOMPARE(told(world, twice(world)), QString("allow allow | allow allow | 0 0"));
    }
    void aTaskEndedBetweenIsSeenByContinuousAlone()
    {
        const test::World world;
        auto events = twice(world);
        add(events, "complete", "12:30");
        QCOMPARE(told(world, events), QString("allow deny | allow allow | 1 0"));
    }
    void whatBeginsLaterIsSeenByContinuousAlone()
    {
        test::World world;
        world.objects.grants.back().notBefore = test::clock("12:30");
        QCOMPARE(told(world, twice(world)), QString("deny allow | deny deny | 0 1"));
    }
    void policiesAreAskedForEachCall()
    {
        test::World world;
        world.policies +=
            "@id(\"late\") forbid (principal, action, resource) when { context.now >= "
            "datetime(\"" +
            rfc3339(test::clock("12:30")) + "\") };";
        QCOMPARE(told(world, twice(world)), QString("allow deny | allow deny | 0 0"));
    }
};

QTEST_APPLESS_MAIN(TestFrontLoaded)
#include "tst_front_loaded.moc"
