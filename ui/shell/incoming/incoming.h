// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <vector>

namespace remit::ui {

class MainWindow;

/// Whatever comes from outside, dropped on the window, pasted, or named on the command line:
/// a workspace is opened, a file of the open workspace shown, traces go to the import assistant,
/// and policies, schemas, entities, tool lists and the like are taken into the workspace as new
/// files, unsaved and undoable. A child of the window.
class Incoming : public QObject {
    Q_OBJECT

public:
    /// Takes files of a kind of its own; true: it has. Asked before anything else looks at a file.
    using Handler = std::function<bool(const std::filesystem::path&)>;

    explicit Incoming(MainWindow& window);

    /// Without an open workspace a new one is made for files that lie in none.
    void take(const std::vector<std::filesystem::path>& paths);
    void takeText(const QString& text);
    void addHandler(Handler handler) { m_handlers.push_back(std::move(handler)); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Sorted;

    void addActions();
    void takeIntoWorkspace(const std::vector<std::filesystem::path>& files);
    /// Adds the text as a new file; false: it belongs nowhere.
    bool add(const QString& name, const std::string& text, QStringList& added);
    bool needWorkspace(const std::filesystem::path& named);
    void tellNothing(const QString& what);

    MainWindow& m_window;
    std::vector<Handler> m_handlers;
};

} // namespace remit::ui
