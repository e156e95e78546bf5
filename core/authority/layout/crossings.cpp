// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/layers.h"

#include <algorithm>
#include <numeric>

namespace remit::authority::layout {
namespace {

constexpr int kSweeps = 8;
/// A sweep that betters less than this does not pay.
constexpr double kWorthwhile = 0.005;

class Sweeper {
public:
    explicit Sweeper(Layers& layers)
        : m_layers(layers), m_place(layers.rank.size()), m_key(layers.rank.size())
    {
        for (const auto& layer : layers.order)
            number(layer);
    }

    void sweep(bool rightwards)
    {
        auto& order = m_layers.order;
        for (std::size_t step = 1; step < order.size(); ++step) {
            const std::size_t at = rightwards ? step : order.size() - 1 - step;
            sortLayer(order[at], rightwards ? m_layers.left : m_layers.right);
        }
    }

    /// Nodes that stood somewhere are put in that order again, each run of others after the node
    /// that they followed.
    void restorePrevious()
    {
        for (auto& layer : m_layers.order) {
            std::vector<std::uint32_t> known;
            for (const std::uint32_t node : layer) {
                if (m_layers.previous[node])
                    known.push_back(node);
            }
            std::stable_sort(known.begin(), known.end(), [&](std::uint32_t a, std::uint32_t b) {
                return *m_layers.previous[a] < *m_layers.previous[b];
            });
            std::size_t next = 0;
            for (std::uint32_t& node : layer) {
                if (m_layers.previous[node])
                    node = known[next++];
            }
            number(layer);
        }
    }

private:
    void number(const std::vector<std::uint32_t>& layer)
    {
        for (std::size_t i = 0; i < layer.size(); ++i)
            m_place[layer[i]] = static_cast<double>(i) / static_cast<double>(layer.size());
    }

    void sortLayer(std::vector<std::uint32_t>& layer,
                   const std::vector<std::vector<std::uint32_t>>& neighbours)
    {
        for (const std::uint32_t node : layer) {
            const auto& list = neighbours[node];
            double sum = 0;
            for (const std::uint32_t other : list)
                sum += m_place[other];
            m_key[node] = list.empty() ? m_place[node] : sum / static_cast<double>(list.size());
        }
        std::stable_sort(layer.begin(), layer.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return m_key[a] < m_key[b]; });
        number(layer);
    }

    Layers& m_layers;
    std::vector<double> m_place; ///< in its layer, 0 to 1
    std::vector<double> m_key;
};

/// Between one layer and the next: inversions, counted with a tree of sums.
std::uint64_t crossingsAfter(const Layers& layers, std::size_t rank,
                             const std::vector<std::uint32_t>& place)
{
    const auto& right = layers.order[rank + 1];
    std::vector<std::uint32_t> sums(right.size() + 1);
    std::uint64_t crossed = 0;
    std::uint64_t total = 0;
    std::vector<std::uint32_t> ends;
    for (const std::uint32_t node : layers.order[rank]) {
        ends.clear();
        for (const std::uint32_t to : layers.right[node]) {
            if (layers.rank[to] == rank + 1)
                ends.push_back(place[to]);
        }
        std::sort(ends.begin(), ends.end());
        for (const std::uint32_t end : ends) {
            std::uint64_t notBelow = 0;
            for (std::uint32_t i = end + 1; i > 0; i &= i - 1)
                notBelow += sums[i];
            crossed += total - notBelow;
        }
        for (const std::uint32_t end : ends) {
            ++total;
            for (std::uint32_t i = end + 1; i < sums.size(); i += i & (~i + 1))
                ++sums[i];
        }
    }
    return crossed;
}

} // namespace

std::uint64_t crossings(const Layers& layers)
{
    std::vector<std::uint32_t> place(layers.rank.size());
    for (const auto& layer : layers.order) {
        for (std::uint32_t i = 0; i < layer.size(); ++i)
            place[layer[i]] = i;
    }
    std::uint64_t sum = 0;
    for (std::size_t rank = 0; rank + 1 < layers.order.size(); ++rank)
        sum += crossingsAfter(layers, rank, place);
    return sum;
}

bool reduceCrossings(Layers& layers, const JobControl& job)
{
    Sweeper sweeper(layers);
    auto best = layers.order;
    std::uint64_t fewest = crossings(layers);
    for (int i = 0; i < kSweeps && fewest > 0; ++i) {
        if (job.cancelled())
            return false;
        sweeper.sweep(i % 2 == 0);
        const std::uint64_t now = crossings(layers);
        const bool better = now < fewest;
        const bool enough =
            static_cast<double>(now) > static_cast<double>(fewest) * (1 - kWorthwhile);
        if (better) {
            fewest = now;
            best = layers.order;
        }
        if (enough && i >= 2)
            break;
    }
    layers.order = std::move(best);
    const bool stoodSomewhere =
        std::any_of(layers.previous.begin(), layers.previous.end(),
                    [](const std::optional<double>& y) { return y.has_value(); });
    if (stoodSomewhere)
        sweeper.restorePrevious();
    return true;
}

} // namespace remit::authority::layout
