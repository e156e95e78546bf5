// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include <vector>

class QToolButton;
class QVBoxLayout;

namespace remit::ui {

class Studio;

/// What stands in the middle while no workspace is open: recent workspaces, samples, and how to
/// begin. Needs nothing before the first replay.
class WelcomePage : public QScrollArea {
    Q_OBJECT

public:
    explicit WelcomePage(Studio& studio, QWidget* parent = nullptr);

    void refresh();

signals:
    void workspaceChosen(const QString& folder);
    void sampleChosen(const QString& name);

private:
    QWidget* makeColumn(const QString& title, QVBoxLayout*& rows);
    void addHint(QVBoxLayout& rows, const QString& text);
    void fillRecent();
    void fillSamples();

    Studio& m_studio;
    QVBoxLayout* m_recent = nullptr;
    QVBoxLayout* m_samples = nullptr;
};

} // namespace remit::ui
