// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/findings/findings_model.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSplitter;
class QTextBrowser;
class QTreeView;
class QUrl;

namespace remit::ui {

class EmptyHint;

/// The Findings dock: what is doubtful about the delegation and its use, with the case that shows
/// each. Enter or a double click goes to the place; the links below go to the graph, the recorded
/// call and the text.
class FindingsView : public QWidget {
    Q_OBJECT

public:
    explicit FindingsView(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<FindingRow> rows);
    /// What stands there while there are none.
    void setHint(const QString& text);
    /// "12 findings at 2026-03-02T10:00:00Z".
    void setStatus(const QString& text);
    [[nodiscard]] const FindingsModel& model() const { return *m_model; }
    [[nodiscard]] QTreeView& table() const { return *m_table; }
    [[nodiscard]] QString details() const;
    /// Follows a link of the details: "graph:", "call:", "place:" or "whatif:".
    void follow(const QUrl& link);

signals:
    void placeChosen(const QString& file, quint32 begin, quint32 end);
    void callChosen(const QString& run, qint64 step);
    /// A uid text, or a grant's id.
    void nodeChosen(const QString& id);
    void whatIfWanted(const QString& grant);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showDetails();
    void goToPlace(const FindingRow* row);

    FindingsModel* m_model;
    QLineEdit* m_filter;
    QLabel* m_status;
    QTreeView* m_table;
    QTextBrowser* m_details;
    QSplitter* m_split = nullptr;
    EmptyHint* m_hint;
};

/// What the panel says of a finding.
[[nodiscard]] QString findingHtml(const FindingRow& row);

} // namespace remit::ui
