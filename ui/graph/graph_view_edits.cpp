// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decision/setup.h"
#include "ui/graph/grant_form.h"
#include "ui/graph/graph_bar.h"
#include "ui/graph/graph_canvas.h"
#include "ui/graph/graph_edits.h"
#include "ui/graph/graph_export.h"
#include "ui/graph/graph_scene.h"
#include "ui/graph/graph_view.h"
#include "ui/models/text.h"
#include "ui/shell/notifications.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>

#include <algorithm>

/// What is changed and written from the delegation view.
namespace remit::ui {

void GraphView::report(const Result<>& result)
{
    if (!result)
        m_studio.notifications().report(result.error());
}

const authority::Grant* GraphView::selectedGrant() const
{
    return m_setup && m_setup->registry ? m_setup->registry->grant(m_grant.toStdString()) : nullptr;
}

void GraphView::openGrant(const std::string& id)
{
    const authority::Grant* grant = m_setup ? m_setup->registry->grant(id) : nullptr;
    if (grant)
        emit placeChosen(toQString(grant->place.file), grant->place.span.begin,
                         grant->place.span.end);
}

void GraphView::activate(const QString& node, const QString& grant)
{
    if (!grant.isEmpty())
        return openGrant(grant.toStdString());
    if (!node.startsWith(QLatin1String("fold:"))) {
        select(node, {});
        return;
    }
    m_expanded.insert(node.toStdString());
    reload();
}

/// `to` empty: the form asks nobody yet, so the grant goes to the next agent that has none from it.
void GraphView::startGrant(const QString& from, const QString& to)
{
    if (!m_data || from.isEmpty())
        return m_studio.notifications().inform(tr("Choose first who gives."));
    const auto giver = m_data->whole.find(from.toStdString());
    std::optional<authority::NodeIndex> receiver = m_data->whole.find(to.toStdString());
    const auto isAgent = [&](authority::NodeIndex i) {
        return m_data->whole.nodes[i].kind == authority::NodeKind::Agent;
    };
    for (authority::NodeIndex i = 0; !receiver && i < m_data->whole.nodes.size(); ++i) {
        const bool given = std::any_of(
            m_data->whole.edges.begin(), m_data->whole.edges.end(), [&](const authority::Edge& e) {
                return e.kind == authority::EdgeKind::Delegation && e.from == giver && e.to == i;
            });
        if (isAgent(i) && i != giver && !given)
            receiver = i;
    }
    using authority::NodeKind;
    const NodeKind kind = giver ? m_data->whole.nodes[*giver].kind : NodeKind::Tool;
    const bool mayGive =
        kind == NodeKind::Human || kind == NodeKind::Agent || kind == NodeKind::ServiceAccount;
    if (!mayGive || !receiver || !isAgent(*receiver))
        return m_studio.notifications().inform(
            tr("A grant goes from a human, a service account or an agent to an agent."));
    m_form->startGrant(
        m_setup->registry, m_data->whole.nodes[*giver].uid, m_data->whole.nodes[*receiver].uid,
        kind != NodeKind::Agent, m_bar->time(),
        [this](const std::string& grant) { return m_edits->scopeOf(*m_setup, grant); });
    m_side->setCurrentWidget(m_form);
    m_form->setFocus();
}

void GraphView::startScope()
{
    const authority::Grant* grant = selectedGrant();
    if (!grant)
        return m_studio.notifications().inform(tr("Choose a grant first."));
    m_form->startScope(*grant, m_edits->scopeOf(*m_setup, grant->id));
    m_side->setCurrentWidget(m_form);
    m_form->setFocus();
}

void GraphView::revoke()
{
    if (!selectedGrant())
        return m_studio.notifications().inform(tr("Choose a grant first."));
    report(m_edits->revoke(*m_setup, m_grant.toStdString(), m_bar->time()));
}

void GraphView::undo(bool again)
{
    if (again ? m_edits->canRedo() : m_edits->canUndo())
        report(again ? m_edits->redo() : m_edits->undo());
    else
        m_studio.notifications().inform(again ? tr("There is nothing to redo in the graph.")
                                              : tr("There is nothing to undo in the graph."));
}

void GraphView::exportTo(const QString& file)
{
    if (!m_data)
        return;
    report(exportGraph(*m_data, m_scene->marks().dimNodes, file, m_studio.theme().isDark()));
}

void GraphView::chooseExport()
{
    auto* dialog = new QFileDialog(this, tr("Export the Graph"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("SVG (*.svg)"), tr("PNG (*.png)"), tr("PDF (*.pdf)"), tr("Graphviz (*.dot)")});
    dialog->setDefaultSuffix(QStringLiteral("svg"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QLatin1Char('.'), 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &GraphView::exportTo);
    dialog->open();
}

/// Ctrl+Z in the graph is the graph's, not the editor's, unless text is being written.
bool GraphView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo) ||
            key->matches(QKeySequence::Find)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void GraphView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Undo))
        return undo(false);
    if (event->matches(QKeySequence::Redo))
        return undo(true);
    if (event->matches(QKeySequence::Find))
        return m_bar->focusSearch();
    if (event->key() == Qt::Key_Escape)
        return select({}, {});
    QWidget::keyPressEvent(event);
}

void GraphView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_hint->setGeometry(m_canvas->viewport()->rect().adjusted(40, 0, -40, 0));
}

} // namespace remit::ui
