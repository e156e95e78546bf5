// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/layers.h"

#include <algorithm>

namespace remit::authority::layout {
namespace {

constexpr int kPlacingSweeps = 8;
/// How strongly a node that stood somewhere is drawn back there, against its neighbours.
constexpr double kMemory = 1e6;

struct Wish {
    double y = 0;
    double weight = 0;
};

/// The places nearest to the wishes (least squares) that keep the order and the distances: pools
/// of neighbours that would violate them move as one. Linear in the layer.
class Pools {
public:
    explicit Pools(std::size_t size) { m_pools.reserve(size); }

    /// `offset`: the distance from the first node of the layer.
    void add(const Wish& wish, double offset)
    {
        m_pools.push_back({wish.weight, wish.weight * (wish.y - offset), 1});
        while (m_pools.size() > 1 && m_pools[m_pools.size() - 2].mean() > m_pools.back().mean()) {
            const Pool last = m_pools.back();
            m_pools.pop_back();
            m_pools.back().weight += last.weight;
            m_pools.back().sum += last.sum;
            m_pools.back().count += last.count;
        }
    }

    template <class Place>
    void each(Place&& place) const
    {
        for (const Pool& pool : m_pools) {
            for (std::size_t i = 0; i < pool.count; ++i)
                place(pool.mean());
        }
    }

private:
    struct Pool {
        double weight;
        double sum;
        std::size_t count;
        [[nodiscard]] double mean() const { return sum / weight; }
    };
    std::vector<Pool> m_pools;
};

double distance(const Layers& layers, std::uint32_t above, std::uint32_t below, double gap)
{
    // Joints are lines: they may be nearer to one another than nodes.
    const bool lines = layers.height[above] == 0 && layers.height[below] == 0;
    return (layers.height[above] + layers.height[below]) / 2 + (lines ? gap / 2 : gap);
}

Wish wishOf(const Layers& layers, std::uint32_t node,
            const std::vector<std::vector<std::uint32_t>>& neighbours)
{
    if (layers.previous[node])
        return {*layers.previous[node], kMemory};
    const auto& list = neighbours[node];
    if (list.empty())
        return {layers.y[node], 0.1};
    double sum = 0;
    for (const std::uint32_t other : list)
        sum += layers.y[other];
    // Long edges should be straight: joints hold more firmly to their line.
    const double weight = layers.height[node] == 0 ? 4.0 : 1.0;
    return {sum / static_cast<double>(list.size()), weight};
}

void placeLayer(Layers& layers, const std::vector<std::uint32_t>& layer,
                const std::vector<std::vector<std::uint32_t>>& neighbours, double gap)
{
    Pools pools(layer.size());
    std::vector<double> offsets;
    double offset = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i > 0)
            offset += distance(layers, layer[i - 1], layer[i], gap);
        offsets.push_back(offset);
        pools.add(wishOf(layers, layer[i], neighbours), offset);
    }
    std::size_t at = 0;
    pools.each([&](double base) {
        layers.y[layer[at]] = base + offsets[at];
        ++at;
    });
}

void stack(Layers& layers, const std::vector<std::uint32_t>& layer, double gap)
{
    double y = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i > 0)
            y += distance(layers, layer[i - 1], layer[i], gap);
        layers.y[layer[i]] = y;
    }
}

} // namespace

bool place(Layers& layers, double gap, const JobControl& job)
{
    layers.y.assign(layers.rank.size(), 0);
    for (const auto& layer : layers.order)
        stack(layers, layer, gap);
    for (int i = 0; i < kPlacingSweeps; ++i) {
        if (job.cancelled())
            return false;
        const bool rightwards = i % 2 == 0;
        for (std::size_t step = 0; step < layers.order.size(); ++step) {
            const std::size_t at = rightwards ? step : layers.order.size() - 1 - step;
            placeLayer(layers, layers.order[at], rightwards ? layers.left : layers.right, gap);
        }
    }
    return true;
}

} // namespace remit::authority::layout
