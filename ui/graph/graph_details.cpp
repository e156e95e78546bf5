// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_details.h"

#include "core/authority/blast_radius.h"
#include "core/authority/entitlement.h"
#include "core/authority/reach_paths.h"
#include "core/report/entitlement_text.h"
#include "ui/graph/graph_data.h"
#include "ui/graph/node_layer.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

#include <QStringList>

#include <algorithm>

namespace remit::ui {
namespace {

using authority::Access;
using authority::AccessSet;
using authority::Reach;

constexpr std::size_t kListed = 40; ///< accesses of one list; the rest is counted
constexpr std::size_t kChains = 50;
constexpr std::size_t kMostWays = 10'000; ///< counted

QString escaped(std::string_view text)
{
    return toQString(text).toHtmlEscaped();
}

QString heading(const QString& text)
{
    return QStringLiteral("<h3>%1</h3>").arg(text.toHtmlEscaped());
}

QString accessList(const AccessSet& set, const authority::Inventory& inventory)
{
    QString list;
    const std::vector<std::uint32_t> members = set.members();
    for (std::size_t i = 0; i < members.size() && i < kListed; ++i) {
        const Access& access = inventory[members[i]];
        list += QStringLiteral("<li>%1 <code>%2</code>%3</li>")
                    .arg(escaped(access.action.id), escaped(toText(access.resource)),
                         set[members[i]] == Reach::Conditional ? tr(" on conditions") : QString());
    }
    if (members.size() > kListed)
        list += QStringLiteral("<li>%1</li>").arg(tr("and %1 more").arg(members.size() - kListed));
    return list.isEmpty() ? QString() : QStringLiteral("<ul>%1</ul>").arg(list);
}

QString chainText(const authority::Chain& chain)
{
    QStringList hops{escaped(chain.root().id)};
    for (const authority::Grant* grant : chain.grants)
        hops << QStringLiteral("<a href=\"grant:%1\">%1</a>").arg(escaped(grant->id));
    return hops.join(QStringLiteral(" → "));
}

QString holdingText(authority::Reaches& reaches, const authority::Holding& holding)
{
    if (!holding.last)
        return QStringLiteral("<li>%1: %2</li>")
            .arg(tr("by the workspace's policies"))
            .arg(holding.accesses);
    QString text = QStringLiteral("<li>%1: ").arg(chainText(reaches.chain(*holding.last)));
    text += holding.active
                ? QString::number(holding.accesses)
                : tr("nothing, since %1").arg(escaped(report::inactiveBecause(reaches, holding)));
    return text + QStringLiteral("</li>");
}

QString principalText(const GraphData& data, const authority::Node& node)
{
    authority::Reaches reaches(data.estate);
    const authority::Entitlement all =
        entitlementOf(reaches, *data.history, node.uid, data.query.time);
    QString html = QStringLiteral("<p>%1</p>")
                       .arg(tr("May do %n thing(s) at %1.", static_cast<int>(all.total.count()))
                                .arg(toQString(rfc3339(data.query.time))));
    html += heading(tr("Through"));
    if (all.holdings.empty())
        return html + QStringLiteral("<p>%1</p>").arg(tr("No grant names it."));
    html += QStringLiteral("<ul>");
    for (std::size_t i = 0; i < all.holdings.size() && i < kChains; ++i)
        html += holdingText(reaches, all.holdings[i]);
    if (all.holdings.size() > kChains)
        html +=
            QStringLiteral("<li>%1</li>").arg(tr("and %1 more").arg(all.holdings.size() - kChains));
    return html + QStringLiteral("</ul>") + heading(tr("What")) +
           accessList(all.total, *data.estate.inventory);
}

QString dataText(const GraphData& data, const authority::Node& node)
{
    authority::Reaches reaches(data.estate);
    const authority::ReachPaths ways =
        pathsTo(reaches, *data.history, data.query.time, nullptr, node.uid, kChains);
    const authority::Separation cut =
        separationOf(reaches, *data.history, data.query.time, nullptr, node.uid);
    QString html =
        QStringLiteral("<p>%1</p><ul>").arg(tr("%n chain(s) to it.", static_cast<int>(ways.total)));
    for (const authority::ReachPath& way : ways.paths)
        html += QStringLiteral("<li>%1</li>").arg(chainText(reaches.chain(*way.grants.back())));
    html += QStringLiteral("</ul>");
    if (ways.total == 0)
        return html;
    QStringList chokes;
    for (const cedar::EntityUid& uid : cut.chokePoints)
        chokes << escaped(uid.id);
    QStringList revoked;
    for (const authority::Grant* grant : cut.smallestCut)
        revoked << QStringLiteral("<a href=\"grant:%1\">%1</a>").arg(escaped(grant->id));
    if (!chokes.isEmpty())
        html += QStringLiteral("<p>%1</p>")
                    .arg(tr("All pass through %1.").arg(chokes.join(QStringLiteral(", "))));
    return html + QStringLiteral("<p>%1</p>")
                      .arg(tr("The fewest revocations that cut it off: %1.")
                               .arg(revoked.join(QStringLiteral(", "))));
}

/// The last grants of the active chains that `from` heads or stands on and that give something on
/// the resource.
std::vector<const authority::Grant*> lastGrantsTo(authority::Reaches& reaches,
                                                  const GraphData& data,
                                                  const cedar::EntityUid& from,
                                                  const cedar::EntityUid& resource)
{
    std::vector<const authority::Grant*> grants;
    for (const authority::ReachPath& way :
         pathsTo(reaches, *data.history, data.query.time, &from, resource, kMostWays).paths)
        grants.push_back(way.grants.back());
    return grants;
}

/// Those of the active chains to the principal that `from` heads or stands on.
std::vector<const authority::Grant*> lastGrantsOf(authority::Reaches& reaches,
                                                  const GraphData& data,
                                                  const cedar::EntityUid& from,
                                                  const cedar::EntityUid& to)
{
    std::vector<const authority::Grant*> grants;
    for (const authority::Holding& holding :
         entitlementOf(reaches, *data.history, to, data.query.time).holdings) {
        if (!holding.last || !holding.active)
            continue;
        const authority::Chain& chain = reaches.chain(*holding.last);
        if (std::any_of(chain.grants.begin(), chain.grants.end(),
                        [&](const authority::Grant* grant) { return grant->from == from; }))
            grants.push_back(holding.last);
    }
    return grants;
}

QString row(const QStringList& cells, const char* tag = "td")
{
    QString html = QStringLiteral("<tr>");
    for (const QString& cell : cells)
        html += QStringLiteral("<%1 align=\"left\">%2</%1>").arg(QLatin1String(tag), cell);
    return html + QStringLiteral("</tr>");
}

/// What a hop takes from its parent's scope, and what it adds to it.
struct HopDifference {
    AccessSet removed;
    AccessSet added;
};

HopDifference differenceOf(authority::Reaches& reaches, const authority::Grant& grant,
                           const authority::Grant* above)
{
    const AccessSet& own = reaches.ofScope(grant);
    const AccessSet& before = above ? reaches.ofScope(*above) : reaches.ofRoot(grant.from);
    return {before.without(own), own.without(before)};
}

} // namespace

GraphDetails detailsOfNode(const GraphData& data, const std::string& id)
{
    GraphDetails details;
    for (const authority::Node& node : data.whole.nodes) {
        if (node.id != id)
            continue;
        details.html = QStringLiteral("<h2>%1</h2><p>%2 <code>%3</code></p>")
                           .arg(escaped(node.label), kindText(node.kind), escaped(node.id));
        using authority::NodeKind;
        if (node.kind == NodeKind::Data)
            details.html += dataText(data, node);
        else if (node.kind != NodeKind::Tool && node.kind != NodeKind::Group)
            details.html += principalText(data, node);
        return details;
    }
    details.html = tr("Double click opens what is folded here.");
    return details;
}

GraphDetails detailsOfGrant(const GraphData& data, const std::string& id)
{
    GraphDetails details;
    const authority::Grant* grant = data.estate.registry->grant(id);
    if (!grant)
        return details;
    authority::Reaches reaches(data.estate);
    const authority::Chain& chain = reaches.chain(*grant);
    const auto hops = structuralInactivity(data.estate, *data.history, chain, data.query.time);
    details.html =
        QStringLiteral("<h2>%1</h2><p>%2 → %3, %4, %5 – %6</p>")
            .arg(escaped(grant->id), escaped(toText(grant->from)), escaped(toText(grant->to)),
                 escaped(toText(grant->task)), toQString(rfc3339(grant->notBefore)),
                 toQString(rfc3339(grant->expiresAt)));
    details.html += QStringLiteral("<p><a href=\"whatif:%1\">%2</a></p>")
                        .arg(escaped(grant->id), tr("What if it were revoked at the time shown?"));
    if (chain.fault)
        details.html += QStringLiteral("<p><b>%1</b> %2</p>")
                            .arg(tr("The chain is broken:"), escaped(chain.fault->message));
    details.html += heading(tr("Hop by hop"));
    details.html += QStringLiteral("<table cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">") +
                    row({tr("Grant"), tr("State"), tr("Scope"), tr("Takes"), tr("Adds")}, "th");
    for (std::size_t i = 0; i < chain.grants.size(); ++i) {
        const authority::Grant& each = *chain.grants[i];
        const HopDifference difference =
            differenceOf(reaches, each, i > 0 ? chain.grants[i - 1] : nullptr);
        const std::size_t added = difference.added.count();
        details.html +=
            row({QStringLiteral("%1. <a href=\"grant:%2\">%2</a><br>→ %3")
                     .arg(i + 1)
                     .arg(escaped(each.id), escaped(each.to.id)),
                 escaped(name(hops[i])), QString::number(reaches.ofScope(each).count()),
                 QString::number(difference.removed.count()),
                 added == 0 ? QStringLiteral("0")
                            : QStringLiteral("<b>%1</b>").arg(tr("amplifies +%1").arg(added))});
    }
    details.html += QStringLiteral("</table>");
    const authority::Grant* above =
        chain.grants.size() > 1 ? chain.grants[chain.grants.size() - 2] : nullptr;
    const HopDifference last = differenceOf(reaches, *grant, above);
    const authority::Inventory& inventory = *data.estate.inventory;
    if (!last.added.empty())
        details.html += heading(tr("Adds to its parent")) + accessList(last.added, inventory);
    if (!last.removed.empty())
        details.html += heading(tr("Takes from its parent")) + accessList(last.removed, inventory);
    details.html += heading(tr("Gives")) + accessList(reaches.ofChain(*grant), inventory);
    return details;
}

GraphDetails detailsOfWays(const GraphData& data, const std::string& from, const std::string& to)
{
    GraphDetails details;
    const auto start = data.whole.find(from);
    const auto end = data.whole.find(to);
    if (!start || !end)
        return details;
    const authority::Node& first = data.whole.nodes[*start];
    const authority::Node& last = data.whole.nodes[*end];
    authority::Reaches reaches(data.estate);
    const std::vector<const authority::Grant*> ways =
        last.kind == authority::NodeKind::Data ? lastGrantsTo(reaches, data, first.uid, last.uid)
                                               : lastGrantsOf(reaches, data, first.uid, last.uid);
    details.html = heading(tr("From %1 to %2").arg(toQString(first.label), toQString(last.label))) +
                   QStringLiteral("<p>%1</p><ul>")
                       .arg(ways.empty() ? tr("No active chain leads there at %1.")
                                               .arg(toQString(rfc3339(data.query.time)))
                                         : tr("%1 active chain(s):").arg(ways.size()));
    for (std::size_t i = 0; i < ways.size() && i < kChains; ++i)
        details.html += QStringLiteral("<li>%1</li>").arg(chainText(reaches.chain(*ways[i])));
    if (ways.size() > kChains)
        details.html +=
            QStringLiteral("<li>%1</li>").arg(tr("and %1 more").arg(ways.size() - kChains));
    details.html += QStringLiteral("</ul>");
    return details;
}

GraphDetails blastDetails(const GraphData& data, const std::string& id)
{
    GraphDetails details;
    const auto node = data.whole.find(id);
    if (!node)
        return details;
    authority::Reaches reaches(data.estate);
    const authority::BlastRadius blast =
        blastRadius(reaches, *data.history, data.whole.nodes[*node].uid, data.query.time);
    for (const authority::Reached& reached : blast.principals)
        details.nodes.insert(toText(reached.principal));
    for (const auto* list : {&blast.held, &blast.below}) {
        for (const authority::Grant* grant : *list)
            details.grants.insert(grant->id);
    }
    for (const std::uint32_t access : blast.total.members()) {
        details.nodes.insert((*data.estate.inventory)[access].tool);
        details.nodes.insert(toText((*data.estate.inventory)[access].resource));
    }
    details.html = QStringLiteral("<h2>%1</h2><p>%2</p>")
                       .arg(tr("If %1 is taken over").arg(escaped(data.whole.nodes[*node].label)))
                       .arg(tr("Accesses: %1, by itself %2. Principals that act below it: %3.")
                                .arg(blast.total.count())
                                .arg(blast.direct.count())
                                .arg(blast.principals.size() - 1)) +
                   accessList(blast.total, *data.estate.inventory);
    return details;
}

} // namespace remit::ui
