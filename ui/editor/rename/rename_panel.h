// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/rename.h"
#include "ui/editor/places/places.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace remit::ui {

class Assistant;
class CodeEditor;
class PlacesView;

/// Renames the thing at a place, everywhere: a line for the new name, and below it every line of
/// the workspace as it is and as it would be. Nothing changes before Enter; one undo takes all of
/// it back. A child of the window; Esc closes it.
class RenamePanel : public QFrame {
    Q_OBJECT

public:
    explicit RenamePanel(QWidget* window);

    /// Asks what stands there, and opens.
    void open(CodeEditor& editor, Assistant& assistant);
    [[nodiscard]] const PlacesView& preview() const { return *m_preview; }

signals:
    void editWanted(const remit::WorkspaceEdit& edit);
    void placeChosen(const QString& file, quint32 begin, quint32 end);
    /// Nothing at the caret can be renamed; the error says why.
    void refused(const remit::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Target;
    struct Outcome;

    void setupWidgets();
    void start(const Target& target);
    void ask();
    void take(const Outcome& outcome);
    void accept();
    void dismiss();
    void place();

    QLabel* m_title;
    QLineEdit* m_line;
    QLabel* m_summary;
    PlacesView* m_preview;
    QPushButton* m_rename;
    QPointer<CodeEditor> m_editor;
    QPointer<Assistant> m_assistant;
    std::string m_oldName;
    std::uint32_t m_at = 0;
    std::string m_wanted;  ///< the name that m_edit belongs to
    WorkspaceEdit m_edit;  ///< what Enter does; without files: nothing yet
    bool m_accept = false; ///< Enter was pressed before the answer came
};

} // namespace remit::ui
