// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/graph_data.h"
#include "ui/graph/graph_marks.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QTextBrowser;
class QUrl;

namespace remit::ui {

class GrantForm;
class GraphBar;
class GraphCanvas;
class GraphEdits;
class GraphScene;
class GraphTwin;
class Minimap;
class Session;
class Studio;

/// The delegation view: who handed what to whom at a time, as a drawing and as a list, with what is
/// known of the selected node or grant beside it. Grants are given, narrowed and revoked here; each
/// change is an edit of the grant's files, and Ctrl+Z takes it back.
class GraphView : public QWidget {
    Q_OBJECT

public:
    explicit GraphView(Studio& studio, QWidget* parent = nullptr);
    ~GraphView() override;

    void setSession(Session* session);

    [[nodiscard]] const std::shared_ptr<const GraphData>& data() const { return m_data; }
    [[nodiscard]] GraphCanvas& canvas() const { return *m_canvas; }
    [[nodiscard]] GraphScene& scene() const { return *m_scene; }
    [[nodiscard]] GraphTwin& twin() const { return *m_twin; }
    [[nodiscard]] GraphBar& bar() const { return *m_bar; }
    [[nodiscard]] GrantForm& form() const { return *m_form; }
    [[nodiscard]] const GraphMarks& marks() const;
    [[nodiscard]] QString details() const;

    /// Ids; an empty grant selects the node, both empty nothing.
    void select(const QString& node, const QString& grant);
    /// Selects, and brings it into view, also when the graph is still being made.
    void reveal(const QString& node, const QString& grant);
    [[nodiscard]] Instant time() const; ///< of the slider
    /// Lights up every way between two nodes and lists the chains that make them.
    void showWays(const QString& from, const QString& to);
    void exportTo(const QString& file);

signals:
    void placeChosen(const QString& path, quint32 begin, quint32 end);
    /// What if that grant were revoked at the slider's time?
    void whatIfWanted(const QString& grant);
    /// The graph is new on the screen.
    void shown();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectParts();
    QWidget* makeSide();
    void takeSetup();
    void reload();
    void take(Result<std::shared_ptr<const GraphData>> made);
    void showDetails();
    void markWay();
    void showWaysText(const QString& from, const QString& to);
    void updateMarks();
    void search();
    void goToFound();
    void activate(const QString& node, const QString& grant);
    void startGrant(const QString& from, const QString& to);
    void startScope();
    void revoke();
    void chooseExport();
    void report(const Result<>& result);
    void undo(bool again);
    [[nodiscard]] std::string nodeId(quint32 node) const;
    [[nodiscard]] const authority::Grant* selectedGrant() const;
    void openGrant(const std::string& id);

    Studio& m_studio;
    Session* m_session = nullptr;
    std::shared_ptr<const decision::Setup> m_setup;
    std::shared_ptr<const GraphData> m_data;
    std::set<std::string> m_expanded;
    QString m_node;
    QString m_grant;
    QString m_wayFrom; ///< where the list began a way
    GraphMarks m_ways; ///< of a blast radius or between two nodes; empty lists: neither
    bool m_fitted = false;
    bool m_bringIntoView = false; ///< as soon as there is a graph

    GraphScene* m_scene;
    GraphCanvas* m_canvas;
    Minimap* m_minimap;
    GraphBar* m_bar;
    GraphTwin* m_twin;
    GrantForm* m_form;
    GraphEdits* m_edits;
    QTextBrowser* m_details;
    QTabWidget* m_tabs;
    QStackedWidget* m_side;
    QLabel* m_hint;
};

} // namespace remit::ui
