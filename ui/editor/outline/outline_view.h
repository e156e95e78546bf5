// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/outline.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace remit::ui {

class Assistant;
class CodeEditor;
class EmptyHint;
class OutlineModel;
class Theme;

/// The Outline dock: what the text in front consists of. It follows the caret; Enter or a click
/// goes there; what is typed into the line above keeps what fits.
class OutlineView : public QWidget {
    Q_OBJECT

public:
    explicit OutlineView(const Theme& theme, QWidget* parent = nullptr);

    /// Null: no editor is in front.
    void setEditor(CodeEditor* editor, Assistant* assistant);
    [[nodiscard]] const OutlineModel& model() const { return *m_model; }

signals:
    void placeChosen(const QString& file, quint32 begin, quint32 end);
    /// The names of what the caret is in, the outermost first.
    void pathChanged(const QStringList& names);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    void take(const std::vector<assist::OutlineItem>& items);
    void followCaret();
    void choose(const QModelIndex& index);

    OutlineModel* m_model;
    QSortFilterProxyModel* m_filter;
    QLineEdit* m_line;
    QTreeView* m_tree;
    EmptyHint* m_hint;
    QPointer<CodeEditor> m_editor;
    QPointer<Assistant> m_assistant;
    QTimer m_pause;
};

} // namespace remit::ui
