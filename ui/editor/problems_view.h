// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace remit::ui {

class EmptyHint;
class ProblemsModel;
class Session;
class Theme;

/// The Problems dock. Enter or a click shows the place.
class ProblemsView : public QTreeView {
    Q_OBJECT

public:
    explicit ProblemsView(const Theme& theme, QWidget* parent = nullptr);

    void setSession(Session* session);
    [[nodiscard]] const ProblemsModel& problems() const { return *m_model; }
    /// Selects and shows the next problem after that place (or the last before it).
    void step(const QString& file, quint32 byte, bool forward);

signals:
    void placeChosen(const QString& file, quint32 begin, quint32 end);

private:
    void show(int row);

    ProblemsModel* m_model;
    EmptyHint* m_hint;
};

} // namespace remit::ui
