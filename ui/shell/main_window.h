// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <filesystem>
#include <functional>
#include <memory>

class QStackedWidget;

namespace remit::ui {

class Centre;
class CommandPalette;
class Docks;
class EditorArea;
class LanguageCommands;
class Incoming;
class Layouts;
class NamedPlaces;
class NamedPlaces;
class Navigation;
class Safety;
class Session;
class Studio;
class StatusLine;
class WelcomePage;

/// The frame that everything is plugged into. Only puts the parts together; what they do is theirs:
/// actions in *_actions.cpp, docks in docks.h, arrangements in layouts.h, title and state in
/// window_title.h and status_line.h, closing with unsaved work in unsaved_question.h.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Studio& studio);
    ~MainWindow() override;

    [[nodiscard]] Studio& studio() const { return m_studio; }
    [[nodiscard]] Docks& docks() const { return *m_docks; }
    [[nodiscard]] Layouts& layouts() const { return *m_layouts; }
    [[nodiscard]] Centre& centre() const { return *m_centre; }
    [[nodiscard]] EditorArea& editors() const { return *m_editors; }
    [[nodiscard]] LanguageCommands& language() const { return *m_language; }
    [[nodiscard]] CommandPalette& palette() const { return *m_palette; }
    [[nodiscard]] Safety& safety() const { return *m_safety; }
    [[nodiscard]] Navigation& navigation() const { return *m_navigation; }
    [[nodiscard]] Incoming& incoming() const { return *m_incoming; }

    /// Each asks first about unsaved work, and says in a notification when it could not be done.
    void openWorkspace(const std::filesystem::path& folder);
    void openSample(const QString& name);
    void createWorkspace(const std::filesystem::path& folder);
    void closeWorkspace();
    /// A folder, a remit.json, or a file of a workspace: opens the workspace it lies in and the
    /// file in it.
    void openPath(const std::filesystem::path& path);
    /// Without anything to open: the workspace of last time where the user wants that; tells of
    /// work that was left unsaved.
    void startAsUsual();
    /// Shows the bytes [begin, end) of a file in the editor.
    void showPlace(const QString& path, quint32 begin, quint32 end);
    /// Shows where a grant, task, entity … of that name is written down; see NamedPlaces::show.
    void showNamed(const QString& kind, const QString& name);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    QMenu* createPopupMenu() override;

private:
    void setupCentre();
    void setupDocks();
    void setupBars();
    void takeSession(Session* session);
    void dropSession();
    /// Runs `go` at once, or once the user has said what becomes of unsaved work.
    void afterUnsaved(std::function<void()> go);

    Studio& m_studio;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_work = nullptr; ///< the centre, and below it what asks for its page
    WelcomePage* m_welcome = nullptr;
    Centre* m_centre = nullptr;
    EditorArea* m_editors = nullptr;
    LanguageCommands* m_language = nullptr;
    Docks* m_docks = nullptr;
    Layouts* m_layouts = nullptr;
    CommandPalette* m_palette = nullptr;
    NamedPlaces* m_names = nullptr;
    Safety* m_safety = nullptr;
    Navigation* m_navigation = nullptr;
    Incoming* m_incoming = nullptr;
    bool m_closing = false; ///< the question about unsaved work is answered
};

} // namespace remit::ui
