// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace remit::ui {

class EmptyHint;
class ProblemsModel;
class Session;
class Theme;

/// The Problems dock. Enter or a click shows the place; a click on the code, its help page.
class ProblemsView : public QTreeView {
    Q_OBJECT

public:
    explicit ProblemsView(const Theme& theme, QWidget* parent = nullptr);

    void setSession(Session* session);
    [[nodiscard]] const ProblemsModel& problems() const { return *m_model; }
    /// Selects and shows the next problem after that place (or the last before it).
    void step(const QString& file, quint32 byte, bool forward);

    /// Of the chosen problem; empty where none is chosen.
    [[nodiscard]] QString currentCode() const;

signals:
    void helpWanted(const QString& code);
    void placeChosen(const QString& file, quint32 begin, quint32 end);

private:
    void show(int row);
    void clickedOn(const QModelIndex& index);

    ProblemsModel* m_model;
    EmptyHint* m_hint;
};

} // namespace remit::ui
