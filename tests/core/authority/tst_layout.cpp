// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/layers.h"
#include "core/authority/layout/layout.h"
#include "tests/support/cpu_clock.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace remit;
using namespace remit::authority::layout;

namespace {

Input graph(std::size_t nodes, std::size_t edges, unsigned seed)
{
    std::mt19937 random(seed);
    Input input;
    input.nodes.assign(nodes, {80, 32});
    for (std::size_t i = 0; i < edges; ++i) {
        const auto from = static_cast<std::uint32_t>(random() % nodes);
        auto to = static_cast<std::uint32_t>(random() % nodes);
        if (random() % 20 != 0 && to < from)
            to = static_cast<std::uint32_t>(from + random() % (nodes - from));
        input.edges.emplace_back(from, to);
    }
    return input;
}

bool overlaps(const Input& input, const Layout& layout)
{
    for (std::size_t a = 0; a < input.nodes.size(); ++a) {
        for (std::size_t b = a + 1; b < input.nodes.size(); ++b) {
            const double x = std::abs(layout.positions[a].x - layout.positions[b].x);
            const double y = std::abs(layout.positions[a].y - layout.positions[b].y);
            if (x < (input.nodes[a].width + input.nodes[b].width) / 2 - 0.01 &&
                y < (input.nodes[a].height + input.nodes[b].height) / 2 - 0.01)
                return true;
        }
    }
    return false;
}

/// Pairs that cross, each looked at.
std::uint64_t crossingsByTrying(const Layers& layers)
{
    std::uint64_t crossed = 0;
    for (std::size_t rank = 0; rank + 1 < layers.order.size(); ++rank) {
        std::vector<std::pair<std::size_t, std::size_t>> lines;
        for (std::size_t i = 0; i < layers.order[rank].size(); ++i) {
            for (const std::uint32_t to : layers.right[layers.order[rank][i]]) {
                const auto& next = layers.order[rank + 1];
                const auto at = std::find(next.begin(), next.end(), to);
                lines.emplace_back(i, static_cast<std::size_t>(at - next.begin()));
            }
        }
        for (std::size_t a = 0; a < lines.size(); ++a) {
            for (std::size_t b = a + 1; b < lines.size(); ++b) {
                const auto& [a1, a2] = lines[a];
                const auto& [b1, b2] = lines[b];
                crossed += (a1 < b1 && a2 > b2) || (a1 > b1 && a2 < b2) ? 1U : 0U;
            }
        }
    }
    return crossed;
}

} // namespace

class TestLayout : public QObject {
    Q_OBJECT

private slots:
    void rootsStandLeftAndEdgesGoRight()
    {
        Input input;
        input.nodes.assign(5, {40, 20});
        input.edges = {{0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 1}}; // 3 → 1 closes a ring; 4 is alone
        const auto layout = layered(input, {});
        QVERIFY(layout.has_value());
        const auto x = [&](std::size_t node) { return layout->positions[node].x; };
        QVERIFY(x(0) < x(1) && x(1) < x(2) && x(2) < x(3));
        QVERIFY(layout->positions[4].y > layout->positions[0].y);
        QCOMPARE(layout->routes[2].size(), std::size_t{3}); // by a joint past node 1
        QVERIFY(layout->routes[4].front() == layout->positions[3]);
        QVERIFY(layout->routes[4].back() == layout->positions[1]);
    }

    void nothingOverlaps_data()
    {
        QTest::addColumn<bool>("rings");
        QTest::newRow("layered") << false;
        QTest::newRow("radial") << true;
    }
    void nothingOverlaps()
    {
        QFETCH(bool, rings);
        for (unsigned seed = 0; seed < 20; ++seed) {
            const Input input = graph(30 + seed * 5, 60 + seed * 9, seed);
            const auto layout = rings ? radial(input, {}) : layered(input, {});
            if (!rings)
                QVERIFY(!overlaps(input, *layout));
            QCOMPARE(layout->positions.size(), input.nodes.size());
            QCOMPARE(layout->routes.size(), input.edges.size());
            for (const Point& at : layout->positions)
                QVERIFY(at.x >= 0 && at.y >= 0 && at.x <= layout->size.width &&
                        at.y <= layout->size.height);
            const auto again = rings ? radial(input, {}) : layered(input, {});
            QVERIFY(again->positions == layout->positions);
        }
    }

    void crossingsAreCountedAndReduced()
    {
        for (unsigned seed = 0; seed < 20; ++seed) {
            const Input input = graph(40, 70, seed);
            Layers layers = layersOf(input, std::vector<bool>(40, true));
            QCOMPARE(crossings(layers), crossingsByTrying(layers));
            const std::uint64_t before = crossings(layers);
            QVERIFY(reduceCrossings(layers, {}));
            QVERIFY(crossings(layers) <= before);
            QCOMPARE(crossings(layers), crossingsByTrying(layers));
        }
    }

    /// One more leaf moves nobody far, and swaps nobody.
    void aSmallChangeMovesLittle()
    {
        Input input = graph(60, 80, 3);
        const auto before = layered(input, {});
        input.nodes.push_back({80, 32});
        input.edges.emplace_back(5, 60);
        for (const Point& at : before->positions)
            input.previous.emplace_back(at);
        input.previous.emplace_back();
        const auto after = layered(input, {});
        double moved = 0;
        for (std::size_t i = 0; i < 60; ++i)
            moved += std::abs(after->positions[i].y - before->positions[i].y);
        QVERIFY2(moved / 60 < 60, qPrintable(QString::number(moved / 60)));
        for (std::size_t a = 0; a < 60; ++a) {
            for (std::size_t b = 0; b < 60; ++b) {
                const auto& p = before->positions;
                const auto& q = after->positions;
                if (p[a].x == p[b].x && q[a].x == q[b].x && p[a].y < p[b].y)
                    QVERIFY(q[a].y < q[b].y);
            }
        }
    }

    void nothingAndOneAndLoops()
    {
        QVERIFY(layered({}, {}).has_value());
        QVERIFY(radial({}, {}).has_value());
        Input one;
        one.nodes = {{10, 10}};
        one.edges = {{0, 0}};
        QCOMPARE(layered(one, {})->routes.front().size(), std::size_t{2});
        QCOMPARE(radial(one, {})->positions.size(), std::size_t{1});
    }

    void itStops()
    {
        std::stop_source source;
        source.request_stop();
        JobControl job;
        job.stop = source.get_token();
        const auto layout = layered(graph(100, 200, 1), {}, job);
        QVERIFY(!layout.has_value() && layout.error().code == ErrorCode::Cancelled);
    }

    void fiveThousandNodesAreLaidOutInTime()
    {
        const Input input = graph(5000, 10'000, 11);
        remit::test::CpuClock clock;
        QVERIFY(layered(input, {}).has_value());
        const double inColumns = clock.elapsed();
        clock.restart();
        QVERIFY(radial(input, {}).has_value());
        const double inRings = clock.elapsed();
        qInfo("5,000 nodes and 10,000 edges: layered %.0f ms, radial %.0f ms", inColumns, inRings);
        QVERIFY(!remit::test::kOptimised || (inColumns <= 2000 && inRings <= 2000));
    }
};

QTEST_APPLESS_MAIN(TestLayout)
#include "tst_layout.moc"
