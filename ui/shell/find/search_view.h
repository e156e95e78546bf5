// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/text_search.h"
#include "ui/editor/places/places.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace remit::ui {

class MainWindow;
class PlacesView;
class QueryLine;
class Session;

/// The Search dock: find in all texts of the workspace, unsaved ones included. With a replacement
/// it shows each line as it is and as it would be; nothing changes before the button, and one Undo
/// takes all of it back.
class SearchView : public QWidget {
    Q_OBJECT

public:
    explicit SearchView(MainWindow& window);

    void setSession(Session* session);
    /// Takes the focus; asks for what is selected in the editor.
    void open(bool replacing);
    void replaceAll();
    [[nodiscard]] QueryLine& line() const { return *m_line; }
    [[nodiscard]] PlacesView& places() const { return *m_places; }
    [[nodiscard]] bool isSearching() const { return m_searching; }

signals:
    void placeChosen(const QString& file, quint32 begin, quint32 end);

private:
    struct Outcome {
        std::vector<workspace::FileMatches> files;
        std::vector<Place> places;
        std::uint64_t revision = 0; ///< of the texts that were searched
    };

    void schedule();
    void search();
    void take(const Result<Outcome>& outcome);
    void setReplacing(bool replacing);
    static Result<Outcome> searched(const workspace::Snapshot& snapshot,
                                    const workspace::TextSearch& search, bool replacing,
                                    const JobControl& control);

    MainWindow& m_window;
    QPointer<Session> m_session;
    QueryLine* m_line;
    QWidget* m_replaceRow;
    QLabel* m_summary;
    QPushButton* m_replaceAll;
    PlacesView* m_places;
    QTimer m_pause;
    std::vector<workspace::FileMatches> m_found;
    std::uint64_t m_revision = 0;
    bool m_replacing = false;
    bool m_searching = false;
};

} // namespace remit::ui
