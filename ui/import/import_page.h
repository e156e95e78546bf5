// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/import/import_work.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QTreeWidget;

namespace remit::ui {

class ImportProgress;
class PreviewModel;
class RedactionPanel;
class RulesTable;
class Studio;

/// The import assistant: what was dropped, chosen or pasted with the format found in each file; the
/// rules that fill what they lack and the redaction; the first events as recorded and as imported;
/// and, after the import, what was read and what is missing.
class ImportPage : public QWidget {
    Q_OBJECT

public:
    explicit ImportPage(Studio& studio, QWidget* parent = nullptr);

    /// Adds files and folders to what is to be imported.
    void addPaths(const std::vector<std::filesystem::path>& paths);
    /// Reads files of no known format by the mapping in the file.
    void setMapping(const std::filesystem::path& file);
    /// Takes a text instead.
    void setText(const QString& text);
    void start(); ///< imports

    [[nodiscard]] const ImportInput& input() const { return m_input; }
    [[nodiscard]] PreviewModel& previewModel() const { return *m_preview; }
    [[nodiscard]] RulesTable& rules() const { return *m_rules; }
    [[nodiscard]] QString summary() const;

signals:
    void chooseFiles();
    void chooseFolder();
    void chooseMapping();
    void paste();
    void imported(); ///< the store has new runs

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeSources();
    QWidget* makeRules();
    QWidget* makePreview();
    void loadSettings();
    [[nodiscard]] ImportSettings settings() const;
    void lookAgain();
    void showFiles(const trace::ImportReport& report);
    [[nodiscard]] std::filesystem::path chosenFile() const;
    void previewLater();
    void showPreview();
    void takePreview(Result<trace::ImportPreview> preview);
    void showMissing();
    void takeImport(Result<Imported> imported);
    void keepRules();
    void keepRedaction();
    void takeMapping(const std::string& file, std::shared_ptr<const trace::Mapping> mapping);

    Studio& m_studio;
    ImportInput m_input;
    PreviewModel* m_preview;
    RulesTable* m_rules;
    RedactionPanel* m_redaction;
    std::shared_ptr<const trace::Mapping> m_mapping; ///< of files of no known format
    QTreeWidget* m_files = nullptr;
    QLabel* m_mappedBy = nullptr;
    QTableView* m_events = nullptr;
    QLabel* m_missing = nullptr;
    QPlainTextEdit* m_summary = nullptr;
    ImportProgress* m_progress = nullptr;
    QPushButton* m_import = nullptr;
    QPushButton* m_replay = nullptr;
    QTimer m_timer; ///< gathers changes of the rules before the preview is made again
};

} // namespace remit::ui
