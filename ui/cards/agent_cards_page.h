// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/agent_cards.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace remit::ui {

class MainWindow;
class Session;

/// The agents of the workspace with their cards: purpose, limits, prohibited uses, owner and
/// escalation. What is empty is counted and named. A change is an edit of the entity's file, which
/// can be undone.
class AgentCardsPage : public QWidget {
    Q_OBJECT

public:
    explicit AgentCardsPage(MainWindow& window);

    [[nodiscard]] const std::vector<workspace::AgentCard>& cards() const { return m_cards; }
    /// Writes what the fields say into the text of the file.
    void apply();

private:
    QWidget* makeForm();
    void reload();
    void showCard(int row);
    void showMissing();
    [[nodiscard]] workspace::AgentCard written() const;

    MainWindow& m_window;
    QPointer<Session> m_session;
    std::vector<workspace::AgentCard> m_cards;
    QListWidget* m_list;
    QLabel* m_missing;
    QPlainTextEdit* m_purpose;
    QPlainTextEdit* m_limits;
    QPlainTextEdit* m_prohibited;
    QPlainTextEdit* m_escalation;
    QLineEdit* m_owner;
    QPushButton* m_apply;
};

/// View: Agent cards.
void addAgentCards(MainWindow& window);

} // namespace remit::ui
