// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/gallery/gallery.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;
class QsciScintilla;

namespace remit::ui {

class Assistant;
class PatternForm;
class SourceLexer;
class Theme;

/// The policy gallery: on the left the patterns; on the right what the chosen one is for, its
/// places to be filled in, and below them the policies as they will stand in the file, with what
/// the validator says of them in this workspace. Insert puts them in as one step of undo.
class GalleryPage : public QWidget {
    Q_OBJECT

public:
    /// All must outlive it. `files`: the policy files there are, the one to propose first.
    GalleryPage(Assistant& assistant, const Theme& theme, const QStringList& files,
                QWidget* parent = nullptr);

    void choose(const QString& patternId);
    /// Null before a pattern is chosen.
    [[nodiscard]] PatternForm* form() const { return m_form; }
    [[nodiscard]] QString preview() const;
    /// The key of the page in the centre.
    [[nodiscard]] static QString key() { return QStringLiteral("gallery"); }

signals:
    void editWanted(const remit::WorkspaceEdit& edit, const QString& file);

private:
    struct Outcome;

    QWidget* makeList();
    QWidget* makeDetails(const QStringList& files);
    void showPattern(int row);
    void ask(bool first);
    void take(const Outcome& outcome);
    void setPreview(const std::string& text);
    void applyColors();
    void insert();

    QPointer<Assistant> m_assistant;
    const Theme& m_theme;
    const assist::Pattern* m_pattern = nullptr;
    QListWidget* m_list;
    QLabel* m_title;
    QLabel* m_explanation;
    QVBoxLayout* m_formPlace = nullptr;
    PatternForm* m_form = nullptr;
    QComboBox* m_file;
    QsciScintilla* m_preview;
    SourceLexer* m_lexer;
    QLabel* m_verdict;
    QPushButton* m_insert;
    QTimer m_pause;
    std::optional<assist::Insertion> m_insertion; ///< what Insert does
};

} // namespace remit::ui
