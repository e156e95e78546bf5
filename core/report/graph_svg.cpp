// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/graph_input.h"
#include "core/base/text.h"
#include "core/report/graph_writers.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace remit::report {
namespace {

using authority::Edge;
using authority::EdgeKind;
using authority::EdgeState;
using authority::Node;
using authority::NodeKind;
using authority::layout::Point;

constexpr double kMargin = 24;

struct Colours {
    const char* surface;
    const char* text;
    const char* muted;
    const char* border;
    const char* accent;
    const char* deny;
};
constexpr Colours kLight{"#FFFFFF", "#1B1F27", "#566070", "#D5D9E0", "#2A5BD0", "#B3261E"};
constexpr Colours kDark{"#15181E", "#E7EAF0", "#A3ACBA", "#343A46", "#8AB0FF", "#FF8A80"};

std::string style(const Colours& colours)
{
    return fmt::format("<style>\n"
                       "text{{font:10px system-ui,sans-serif;fill:{1};text-anchor:middle}}\n"
                       "text.title{{font-size:13px;font-weight:600;text-anchor:start}}\n"
                       "text.note{{fill:{5};font-size:9px}}\n"
                       ".node{{fill:{0};stroke:{1};stroke-width:1.5}}\n"
                       ".delegation{{fill:none;stroke:{4}}}\n"
                       ".use,.membership{{fill:none;stroke:{2};stroke-opacity:.5}}\n"
                       ".membership{{stroke-dasharray:1 3}}\n"
                       ".head{{fill:{4}}}\n"
                       ".wedge{{fill:{5}}}\n"
                       ".amplifies{{stroke:{5}}}\n"
                       ".not-yet{{stroke-dasharray:1.5 4;stroke-linecap:round}}\n"
                       ".ended,.broken{{stroke-dasharray:8 6;stroke-opacity:.6}}\n"
                       ".dim{{opacity:.18}}\n"
                       "</style>\n",
                       colours.surface, colours.text, colours.muted, colours.border, colours.accent,
                       colours.deny);
}

std::string sign(NodeKind kind, Point at)
{
    const double r = authority::layout::signOf(kind) / 2;
    switch (kind) {
    case NodeKind::Human:
        return fmt::format(
            R"(<rect class="node" x="{:.1f}" y="{:.1f}" width="{}" height="{}" rx="8"/>)", at.x - r,
            at.y - r, 2 * r, 2 * r);
    case NodeKind::ServiceAccount:
        return fmt::format(
            R"(<polygon class="node" points="{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}"/>)",
            at.x - r, at.y, at.x - r / 2, at.y - r * 0.87, at.x + r / 2, at.y - r * 0.87, at.x + r,
            at.y, at.x + r / 2, at.y + r * 0.87, at.x - r / 2, at.y + r * 0.87);
    case NodeKind::Agent:
        return fmt::format(R"(<circle class="node" cx="{:.1f}" cy="{:.1f}" r="{}"/>)", at.x, at.y,
                           r);
    case NodeKind::Group:
        return fmt::format(
            R"(<path class="node" d="M{:.1f} {:.1f}h{:.1f}l4 4h{:.1f}v{:.1f}h-{:.1f}z"/>)",
            at.x - r, at.y - r + 4, r - 2, r - 2, 2 * r - 8, 2 * r);
    case NodeKind::Tool:
        return fmt::format(R"(<rect class="node" x="{:.1f}" y="{:.1f}" width="{}" height="{}"/>)",
                           at.x - r, at.y - r, 2 * r, 2 * r);
    case NodeKind::Data:
        return fmt::format(
            R"(<path class="node" d="M{0:.1f} {1:.1f}v{2:.1f}a{3:.1f} 4 0 0 0 {4:.1f} 0v-{2:.1f}a{3:.1f} 4 0 0 0 -{4:.1f} 0a{3:.1f} 4 0 0 0 {4:.1f} 0"/>)",
            at.x - r, at.y - r + 4, 2 * r - 8, r, 2 * r);
    }
    return {};
}

/// The middle of the sign: the place of a node is the middle of sign and label together.
Point middle(Point place)
{
    return {place.x + kMargin, place.y + kMargin - authority::layout::kLabelHeight / 2};
}

Point towards(Point from, Point to, double distance)
{
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    if (length < 1e-6)
        return from;
    return {from.x + (to.x - from.x) / length * distance,
            from.y + (to.y - from.y) / length * distance};
}

class Writer {
public:
    explicit Writer(const GraphPicture& picture)
        : m_picture(picture), m_largest(authority::layout::largestScope(picture.graph))
    {}

    std::string write()
    {
        const Colours& colours = m_picture.dark ? kDark : kLight;
        const double titleHeight = m_picture.title.empty() ? 0 : 24;
        const double width = m_picture.layout.size.width + 2 * kMargin;
        const double height = m_picture.layout.size.height + 2 * kMargin + titleHeight;
        add(R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0:.0f}" height="{1:.0f}" )"
            R"(viewBox="0 0 {0:.0f} {1:.0f}" role="img">)"
            "\n",
            width, height);
        if (!m_picture.title.empty())
            add("<title>{}</title>\n", markupText(m_picture.title));
        m_out += style(colours);
        add(R"(<rect width="100%" height="100%" fill="{}"/>)"
            "\n",
            colours.surface);
        if (!m_picture.title.empty())
            add(R"(<text class="title" x="{:.0f}" y="20">{}</text>)"
                "\n",
                kMargin, markupText(m_picture.title));
        add("<g transform=\"translate(0,{:.0f})\">\n", titleHeight);
        for (std::size_t e = 0; e < m_picture.graph.edges.size(); ++e)
            edge(e);
        for (std::size_t n = 0; n < m_picture.graph.nodes.size(); ++n)
            node(n);
        m_out += "</g>\n</svg>\n";
        return std::move(m_out);
    }

private:
    template <class... Args>
    void add(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(m_out), format, std::forward<Args>(args)...);
    }

    [[nodiscard]] bool isDim(std::size_t node) const
    {
        return node < m_picture.dimmed.size() && m_picture.dimmed[node];
    }

    void edge(std::size_t index)
    {
        const Edge& edge = m_picture.graph.edges[index];
        std::vector<Point> route = m_picture.layout.routes[index];
        const Node& to = m_picture.graph.nodes[edge.to];
        for (Point& point : route)
            point = middle(point);
        const double reach = authority::layout::signOf(to.kind) / 2 + 2;
        const Point tip = towards(route.back(), route[route.size() - 2], reach);
        route.back() = tip;
        const bool dim = isDim(edge.from) || isDim(edge.to);
        const double width = authority::layout::lineWidth(edge, m_largest);
        add(R"(<g{}><title>{}</title><path class="{} {}{}" stroke-width="{:.1f}" d="M{:.1f} {:.1f})",
            dim ? " class=\"dim\"" : "", markupText(describe(edge)), name(edge.kind),
            name(edge.state), edge.amplifies() ? " amplifies" : "", width, route.front().x,
            route.front().y);
        for (std::size_t i = 1; i < route.size(); ++i)
            add("L{:.1f} {:.1f}", route[i].x, route[i].y);
        m_out += "\"/>";
        if (edge.kind == EdgeKind::Delegation)
            marks(edge, route[route.size() - 2], tip);
        m_out += "</g>\n";
    }

    void marks(const Edge& edge, Point before, Point tip)
    {
        triangle("head", tip, before, 9, 4);
        if (!edge.amplifies())
            return;
        // A wedge opens towards the receiver, and the words say by how much.
        const double length = std::hypot(tip.x - before.x, tip.y - before.y);
        const Point wide = towards(tip, before, length / 2);
        triangle("wedge", towards(wide, before, 14), wide, 14, 7);
        add(R"(<text class="note" x="{:.1f}" y="{:.1f}">amplifies +{}</text>)", wide.x, wide.y - 10,
            edge.added);
    }

    void triangle(const char* kind, Point tip, Point back, double length, double half)
    {
        const Point base = towards(tip, back, length);
        const double size = std::hypot(base.x - tip.x, base.y - tip.y);
        if (size < 1e-6)
            return;
        const double x = (base.y - tip.y) / size * half;
        const double y = (tip.x - base.x) / size * half;
        add(R"(<polygon class="{}" points="{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}"/>)", kind,
            tip.x, tip.y, base.x + x, base.y + y, base.x - x, base.y - y);
    }

    void node(std::size_t index)
    {
        const Node& node = m_picture.graph.nodes[index];
        const Point at = middle(m_picture.layout.positions[index]);
        add(R"(<g{}><title>{}: {}</title>{}<text x="{:.1f}" y="{:.1f}">{}</text></g>)"
            "\n",
            isDim(index) ? " class=\"dim\"" : "", name(node.kind), markupText(node.id),
            sign(node.kind, at), at.x, at.y + authority::layout::signOf(node.kind) / 2 + 12,
            markupText(authority::layout::shortLabel(node.label)));
    }

    std::string describe(const Edge& edge) const
    {
        const std::string ends =
            m_picture.graph.nodes[edge.from].label + " → " + m_picture.graph.nodes[edge.to].label;
        if (edge.kind != EdgeKind::Delegation)
            return fmt::format("{}: {}", name(edge.kind), ends);
        return fmt::format("grant {}: {}, {}, {} accesses in its scope, {} through its chain",
                           edge.grant, ends, name(edge.state), edge.accesses, edge.given);
    }

    const GraphPicture& m_picture;
    std::size_t m_largest;
    std::string m_out;
};

} // namespace

std::string graphSvg(const GraphPicture& picture)
{
    return Writer(picture).write();
}

} // namespace remit::report
