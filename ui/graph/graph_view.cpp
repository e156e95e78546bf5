// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_view.h"

#include "core/decision/setup.h"
#include "ui/graph/grant_form.h"
#include "ui/graph/graph_bar.h"
#include "ui/graph/graph_canvas.h"
#include "ui/graph/graph_details.h"
#include "ui/graph/graph_edits.h"
#include "ui/graph/graph_scene.h"
#include "ui/graph/graph_twin.h"
#include "ui/graph/minimap.h"
#include "ui/models/text.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <utility>

namespace remit::ui {

GraphView::GraphView(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_scene(new GraphScene(this))
    , m_canvas(new GraphCanvas(*m_scene))
    , m_minimap(new Minimap(*m_scene, *m_canvas, studio.theme()))
    , m_bar(new GraphBar)
    , m_twin(new GraphTwin)
    , m_form(new GrantForm)
    , m_edits(new GraphEdits(this))
    , m_details(new QTextBrowser)
    , m_tabs(new QTabWidget)
    , m_side(new QStackedWidget)
    , m_hint(new QLabel(m_canvas))
{
    setObjectName(QStringLiteral("graphView"));
    new FirstFocus(*this, *m_canvas);
    m_hint->setWordWrap(true);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->setAlignment(Qt::AlignCenter);
    setMuted(m_hint);
    auto* split = new QSplitter;
    split->addWidget(m_canvas);
    split->addWidget(makeSide());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    split->setSizes({600, 400}); // in proportion, whatever the width
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(split, 1);
    m_scene->setColors(studio.theme().colors());
    connectParts();
}

/// The canvas moves once more when its scene goes; there is nobody to hear it then.
GraphView::~GraphView()
{
    m_canvas->disconnect(this);
    m_canvas->setScene(nullptr);
}

QWidget* GraphView::makeSide()
{
    m_details->setOpenLinks(false);
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setAccessibleName(tr("What is selected"));
    m_tabs->addTab(m_details, tr("Selected"));
    m_tabs->addTab(m_twin, tr("List"));
    m_tabs->setDocumentMode(true);
    m_side->addWidget(m_tabs);
    m_side->addWidget(m_form);
    m_side->setMinimumWidth(280);
    return m_side;
}

void GraphView::connectParts()
{
    connect(&m_studio.theme(), &Theme::changed, this, [this] {
        m_scene->setColors(m_studio.theme().colors());
        m_minimap->redraw();
        showDetails(); // its links and signs have the colours of the theme
    });
    connect(m_canvas, &GraphCanvas::nodeClicked, this, [this](quint32 node, bool second) {
        const QString id = toQString(nodeId(node));
        if (second && !m_node.isEmpty())
            showWays(m_node, id);
        else
            select(id, {});
    });
    connect(m_canvas, &GraphCanvas::edgeClicked, this,
            [this](quint32 edge) { select({}, toQString(m_data->graph().edges[edge].grant)); });
    connect(m_canvas, &GraphCanvas::groundClicked, this, [this] { select({}, {}); });
    connect(m_canvas, &GraphCanvas::nodeActivated, this,
            [this](quint32 node) { activate(toQString(nodeId(node)), {}); });
    connect(m_canvas, &GraphCanvas::edgeActivated, this,
            [this](quint32 edge) { activate({}, toQString(m_data->graph().edges[edge].grant)); });
    connect(m_canvas, &GraphCanvas::grantDrawn, this, [this](quint32 from, quint32 to) {
        startGrant(toQString(nodeId(from)), toQString(nodeId(to)));
    });
    connect(m_twin, &GraphTwin::chosen, this, &GraphView::select);
    connect(m_twin, &GraphTwin::activated, this, &GraphView::activate);
    connect(m_twin, &GraphTwin::grantWanted, this, [this] { startGrant(m_node, {}); });
    connect(m_twin, &GraphTwin::revocationWanted, this, &GraphView::revoke);
    connect(m_twin, &GraphTwin::scopeWanted, this, &GraphView::startScope);
    connect(m_twin, &GraphTwin::wayWanted, this, &GraphView::markWay);
    connect(m_bar, &GraphBar::queryChanged, this, &GraphView::reload);
    connect(m_bar, &GraphBar::searchChanged, this, &GraphView::search);
    connect(m_bar, &GraphBar::searchEntered, this, &GraphView::goToFound);
    connect(m_bar, &GraphBar::blastChanged, this, &GraphView::showDetails);
    connect(m_bar, &GraphBar::fitWanted, m_canvas, &GraphCanvas::fit);
    connect(m_bar, &GraphBar::foldWanted, this, [this] {
        m_expanded.clear();
        reload();
    });
    connect(m_bar, &GraphBar::exportWanted, this, &GraphView::chooseExport);
    connect(m_bar, &GraphBar::grantWanted, this, [this] { startGrant(m_node, {}); });
    connect(m_bar, &GraphBar::revocationWanted, this, &GraphView::revoke);
    connect(m_bar, &GraphBar::scopeWanted, this, &GraphView::startScope);
    connect(m_form, &GrantForm::left, this, [this] { m_side->setCurrentWidget(m_tabs); });
    connect(m_form, &GrantForm::grantMade, this,
            [this](const authority::Grant& grant, const QString& scope) {
                report(m_edits->create(grant, scope));
                m_grant = toQString(grant.id);
                m_side->setCurrentWidget(m_tabs);
            });
    connect(m_form, &GrantForm::scopeMade, this,
            [this](const QString& grant, const QString& scope) {
                if (m_setup)
                    report(m_edits->writeScope(*m_setup, grant.toStdString(), scope));
                m_side->setCurrentWidget(m_tabs);
            });
    connect(m_details, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.scheme() == QLatin1String("grant"))
            select({}, link.path());
        else if (link.scheme() == QLatin1String("whatif"))
            emit whatIfWanted(link.path());
    });
}

void GraphView::setSession(Session* session)
{
    m_session = session;
    m_edits->setSession(session);
    m_setup.reset();
    m_fitted = false;
    if (session == nullptr)
        return;
    connect(session, &Session::checked, this, &GraphView::takeSetup);
    takeSetup();
}

void GraphView::takeSetup()
{
    if (m_session == nullptr || !m_session->setup() || m_session->hasErrors())
        return; // the last graph that made sense stays
    m_setup = m_session->setup();
    m_bar->setSetup(*m_setup, {QDateTime::currentMSecsSinceEpoch()});
    reload();
}

void GraphView::reload()
{
    if (!m_setup)
        return;
    GraphQuery query;
    query.setup = m_setup;
    m_bar->fill(query);
    query.expanded = m_expanded;
    if (m_data && m_data->query.arrangement == query.arrangement)
        query.previous = m_data->places();
    m_studio.jobs().run<std::shared_ptr<const GraphData>>(
        {.title = tr("Delegation graph"), .key = QStringLiteral("graph"), .listed = true},
        [query](const JobControl& control) { return makeGraphData(query, control); }, this,
        [this](Result<std::shared_ptr<const GraphData>> made) { take(std::move(made)); });
}

void GraphView::take(Result<std::shared_ptr<const GraphData>> made)
{
    if (!made) {
        if (made.error().code != ErrorCode::Cancelled)
            m_studio.notifications().report(made.error());
        return;
    }
    m_data = std::move(*made);
    m_ways = {};
    m_scene->setData(m_data);
    m_twin->setData(m_data);
    if (!m_fitted && !m_data->graph().nodes.empty()) {
        m_canvas->fit();
        m_fitted = true;
    }
    const bool empty = m_data->estate.registry->grants().empty();
    m_hint->setText(tr("Grants stand here: who handed what to whom. Put them into the folder "
                       "`grants` of the workspace, or draw one with Ctrl from node to node."));
    m_hint->setVisible(empty);
    m_minimap->redraw();
    if (m_bringIntoView)
        reveal(m_node, m_grant);
    else
        select(m_node, m_grant);
    emit shown();
}

const GraphMarks& GraphView::marks() const
{
    return m_scene->marks();
}

QString GraphView::details() const
{
    return m_details->toPlainText();
}

std::string GraphView::nodeId(quint32 node) const
{
    return m_data && node < m_data->graph().nodes.size() ? m_data->graph().nodes[node].id
                                                         : std::string();
}

void GraphView::select(const QString& node, const QString& grant)
{
    const bool other = node != m_node || grant != m_grant;
    m_grant = grant;
    m_node = node;
    if (m_data && m_node.isEmpty() && !grant.isEmpty()) {
        const auto edge = m_data->whole.findGrant(grant.toStdString());
        if (edge)
            m_node = toQString(m_data->whole.nodes[m_data->whole.edges[*edge].to].id);
    }
    if (other && !m_bar->blast())
        m_ways = {};
    m_twin->select(m_node, m_grant);
    updateMarks();
    showDetails();
}

void GraphView::reveal(const QString& node, const QString& grant)
{
    select(node, grant);
    m_bringIntoView = !m_data;
    const auto place = m_data ? m_data->graph().find(m_node.toStdString()) : std::nullopt;
    if (place)
        m_canvas->bringIntoView(*place);
}

Instant GraphView::time() const
{
    return m_bar->time();
}

void GraphView::showWays(const QString& from, const QString& to)
{
    if (!m_data)
        return;
    const auto start = m_data->graph().find(from.toStdString());
    const auto end = m_data->graph().find(to.toStdString());
    if (!start || !end)
        return;
    m_ways = waysBetween(m_data->graph(), *start, *end);
    updateMarks();
    const bool none = !m_ways.brightNodes[*end];
    if (none)
        m_studio.notifications().inform(tr("No way leads from %1 to %2.").arg(from, to));
    showWaysText(from, to);
}

void GraphView::showWaysText(const QString& from, const QString& to)
{
    m_studio.jobs().run<GraphDetails>(
        {.title = tr("Ways"), .key = QStringLiteral("graph.details"), .listed = false},
        [data = m_data, from = from.toStdString(), to = to.toStdString()](
            const JobControl&) -> Result<GraphDetails> { return detailsOfWays(*data, from, to); },
        this,
        [this, data = m_data](Result<GraphDetails> made) {
            if (made && data == m_data)
                m_details->setHtml(made->html);
        });
}

/// The list's way to pick two nodes: one after the other.
void GraphView::markWay()
{
    if (m_node.isEmpty())
        return;
    if (m_wayFrom.isEmpty()) {
        m_wayFrom = m_node;
        m_studio.notifications().inform(
            tr("The way begins at %1. Shift+Enter on another line shows the ways to it.")
                .arg(m_node));
        return;
    }
    m_tabs->setCurrentWidget(m_details);
    showWays(std::exchange(m_wayFrom, QString()), m_node);
}

void GraphView::showDetails()
{
    if (!m_data || (m_node.isEmpty() && m_grant.isEmpty())) {
        m_details->setHtml(
            QStringLiteral("<p>%1</p>")
                .arg(tr("Choose a node or a grant. Shift and click on a second node shows the ways "
                        "between "
                        "the two; Ctrl and dragging from one node to another gives a grant.")));
        return;
    }
    const bool blast = m_bar->blast() && !m_node.isEmpty();
    m_studio.jobs().run<GraphDetails>(
        {.title = tr("Entitlement"), .key = QStringLiteral("graph.details"), .listed = false},
        [data = m_data, node = m_node.toStdString(), grant = m_grant.toStdString(),
         blast](const JobControl&) -> Result<GraphDetails> {
            return blast           ? blastDetails(*data, node)
                   : grant.empty() ? detailsOfNode(*data, node)
                                   : detailsOfGrant(*data, grant);
        },
        this,
        [this, data = m_data, blast](Result<GraphDetails> made) {
            if (!made || data != m_data)
                return;
            m_details->setHtml(made->html);
            if (!blast)
                return;
            m_ways = {};
            const authority::Graph& graph = m_data->graph();
            for (const authority::Node& node : graph.nodes) {
                m_ways.brightNodes.push_back(made->nodes.contains(node.id));
                m_ways.dimNodes.push_back(!m_ways.brightNodes.back());
            }
            for (const authority::Edge& edge : graph.edges) {
                const bool lit = edge.kind == authority::EdgeKind::Delegation
                                     ? made->grants.contains(edge.grant)
                                     : m_ways.brightNodes[edge.from] && m_ways.brightNodes[edge.to];
                m_ways.brightEdges.push_back(lit);
                m_ways.dimEdges.push_back(!lit);
            }
            updateMarks();
        });
}

void GraphView::updateMarks()
{
    if (!m_data)
        return;
    GraphMarks marks = m_ways;
    const authority::Graph& graph = m_data->graph();
    marks.edge = m_grant.isEmpty() ? std::nullopt : graph.findGrant(m_grant.toStdString());
    if (m_grant.isEmpty() && !m_node.isEmpty())
        marks.node = graph.find(m_node.toStdString());
    const QString wanted = m_bar->searched();
    int found = 0;
    if (!wanted.isEmpty()) {
        marks.dimNodes.resize(graph.nodes.size());
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            bool fits = false;
            for (const authority::NodeIndex member : m_data->shown.members[i])
                fits =
                    fits ||
                    toQString(m_data->whole.nodes[member].id).contains(wanted, Qt::CaseInsensitive);
            marks.dimNodes[i] = marks.dimNodes[i] || !fits;
            found += fits ? 1 : 0;
        }
        marks.dimEdges.resize(graph.edges.size());
        for (std::size_t i = 0; i < graph.edges.size(); ++i)
            marks.dimEdges[i] = marks.dimEdges[i] || (marks.dimNodes[graph.edges[i].from] &&
                                                      marks.dimNodes[graph.edges[i].to]);
    }
    m_bar->setFound(wanted.isEmpty()
                        ? tr("%n node(s)", nullptr, static_cast<int>(m_data->whole.nodes.size()))
                        : tr("%1 of %2").arg(found).arg(graph.nodes.size()));
    m_scene->setMarks(std::move(marks));
}

void GraphView::search()
{
    updateMarks();
    goToFound();
}

void GraphView::goToFound()
{
    if (!m_data || m_bar->searched().isEmpty())
        return;
    const GraphMarks& marks = m_scene->marks();
    for (authority::NodeIndex i = 0; i < m_data->graph().nodes.size(); ++i) {
        if (!GraphMarks::has(marks.dimNodes, i))
            return m_canvas->bringIntoView(i);
    }
}

} // namespace remit::ui
