// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/agent_cards_page.h"

#include "ui/editor/editor_area.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/page_action.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

const QString kCardsPage = QStringLiteral("agents");

QPlainTextEdit* cardField(const char* name, const QString& title, const QString& hint)
{
    auto* field = new QPlainTextEdit;
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(title);
    field->setPlaceholderText(hint);
    field->setTabChangesFocus(true);
    field->setFixedHeight(72);
    return field;
}

std::vector<std::string> linesOfField(const QPlainTextEdit& field)
{
    std::vector<std::string> lines;
    for (const QString& line : field.toPlainText().split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty())
            lines.push_back(line.trimmed().toStdString());
    }
    return lines;
}

QString joinedLines(const std::vector<std::string>& texts)
{
    QStringList lines;
    for (const std::string& text : texts)
        lines.append(QString::fromStdString(text));
    return lines.join(QLatin1Char('\n'));
}

QString fieldWord(std::string_view field)
{
    if (field == "purpose")
        return tr("purpose");
    if (field == "limits")
        return tr("limits");
    if (field == "prohibitedUses")
        return tr("prohibited uses");
    return field == "owner" ? tr("owner") : tr("escalation");
}

} // namespace

AgentCardsPage::AgentCardsPage(MainWindow& window)
    : m_window(window)
    , m_session(window.studio().session())
    , m_list(new QListWidget)
    , m_missing(new QLabel)
    , m_purpose(cardField("cardPurpose", tr("Purpose"), tr("What the agent is for, in a sentence")))
    , m_limits(
          cardField("cardLimits", tr("Limits"), tr("What it may not exceed: sums, data, time")))
    , m_prohibited(cardField("cardProhibited", tr("Prohibited uses"),
                             tr("What it must never be used for, one in a line")))
    , m_escalation(cardField("cardEscalation", tr("Escalation"),
                             tr("Whom to call when something is wrong, one in a line")))
    , m_owner(new QLineEdit)
    , m_apply(new QPushButton(tr("&Write into the file")))
{
    setObjectName(QStringLiteral("agentCards"));
    setAccessibleName(tr("Agent cards"));
    m_list->setObjectName(QStringLiteral("cardAgents"));
    m_list->setAccessibleName(tr("Agents"));
    m_list->setFrameShape(QFrame::NoFrame);
    new EmptyHint(*m_list, tr("No entity of the workspace is an agent. Agents stand in "
                              "entities/*.json, with the type Agent."));
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(makeForm());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({240, 600});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    new FirstFocus(*this, *m_list);
    connect(m_list, &QListWidget::currentRowChanged, this, &AgentCardsPage::showCard);
    connect(m_apply, &QPushButton::clicked, this, &AgentCardsPage::apply);
    if (m_session)
        connect(m_session, &Session::checked, this, &AgentCardsPage::reload);
    reload();
}

QWidget* AgentCardsPage::makeForm()
{
    m_owner->setObjectName(QStringLiteral("cardOwner"));
    m_owner->setAccessibleName(tr("Owner"));
    m_owner->setPlaceholderText(tr("The accountable person: User::\"mira.holm\""));
    m_owner->setFont(codeFont());
    m_apply->setObjectName(QStringLiteral("cardApply"));
    m_missing->setObjectName(QStringLiteral("cardMissing"));
    m_missing->setWordWrap(true);
    auto* form = new QWidget;
    auto* rows = new QFormLayout;
    rows->setSpacing(2 * kStep);
    rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    rows->addRow(tr("&Purpose"), m_purpose);
    rows->addRow(tr("&Limits"), m_limits);
    rows->addRow(tr("Prohibited &uses"), m_prohibited);
    rows->addRow(tr("&Owner"), m_owner);
    rows->addRow(tr("&Escalation"), m_escalation);
    auto* layout = new QVBoxLayout(form);
    layout->setContentsMargins(4 * kStep, 4 * kStep, 4 * kStep, 4 * kStep);
    layout->setSpacing(3 * kStep);
    layout->addWidget(m_missing);
    layout->addLayout(rows);
    layout->addWidget(m_apply, 0, Qt::AlignRight);
    layout->addStretch();
    const auto changed = [this] { showMissing(); };
    for (QPlainTextEdit* field : {m_purpose, m_limits, m_prohibited, m_escalation})
        connect(field, &QPlainTextEdit::textChanged, this, changed);
    connect(m_owner, &QLineEdit::textChanged, this, changed);
    auto* scroll = new QScrollArea;
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

/// Fields that are being written in are left alone.
void AgentCardsPage::reload()
{
    if (!m_session)
        return;
    const int row = std::max(0, m_list->currentRow());
    const bool writing = m_apply->isEnabled() && !m_cards.empty();
    m_cards = workspace::agentCards(m_session->snapshot());
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const workspace::AgentCard& card : m_cards) {
            const auto missing = static_cast<int>(card.missing().size());
            const QString name = QString::fromStdString(card.agent);
            m_list->addItem(missing == 0
                                ? name
                                : name + QStringLiteral(" · ") + tr("%n empty", nullptr, missing));
        }
        m_list->setCurrentRow(std::min(row, static_cast<int>(m_cards.size()) - 1));
    }
    if (!writing)
        showCard(m_list->currentRow());
}

void AgentCardsPage::showCard(int row)
{
    const bool there = row >= 0 && row < static_cast<int>(m_cards.size());
    const workspace::AgentCard card =
        there ? m_cards[static_cast<std::size_t>(row)] : workspace::AgentCard();
    const QSignalBlocker quiet[] = {QSignalBlocker(m_purpose), QSignalBlocker(m_limits),
                                    QSignalBlocker(m_prohibited), QSignalBlocker(m_escalation),
                                    QSignalBlocker(m_owner)};
    m_purpose->setPlainText(QString::fromStdString(card.purpose));
    m_limits->setPlainText(QString::fromStdString(card.limits));
    m_prohibited->setPlainText(joinedLines(card.prohibitedUses));
    m_escalation->setPlainText(joinedLines(card.escalation));
    m_owner->setText(QString::fromStdString(card.owner));
    for (QWidget* field : {static_cast<QWidget*>(m_purpose), static_cast<QWidget*>(m_limits),
                           static_cast<QWidget*>(m_prohibited), static_cast<QWidget*>(m_escalation),
                           static_cast<QWidget*>(m_owner)})
        field->setEnabled(there);
    showMissing();
}

workspace::AgentCard AgentCardsPage::written() const
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_cards.size()))
        return {};
    workspace::AgentCard card = m_cards[static_cast<std::size_t>(row)];
    card.purpose = m_purpose->toPlainText().trimmed().toStdString();
    card.limits = m_limits->toPlainText().trimmed().toStdString();
    card.prohibitedUses = linesOfField(*m_prohibited);
    card.escalation = linesOfField(*m_escalation);
    card.owner = m_owner->text().trimmed().toStdString();
    return card;
}

void AgentCardsPage::showMissing()
{
    const workspace::AgentCard card = written();
    QStringList words;
    for (const std::string_view field : card.missing())
        words.append(fieldWord(field));
    if (card.agent.empty())
        m_missing->clear();
    else if (words.isEmpty())
        m_missing->setText(tr("The card is complete."));
    else
        m_missing->setText(tr("Not said: %1. Whoever reviews this agent will ask for it.")
                               .arg(words.join(QStringLiteral(", "))));
    const int row = m_list->currentRow();
    const bool there = row >= 0 && row < static_cast<int>(m_cards.size());
    const auto same = [](const workspace::AgentCard& a, const workspace::AgentCard& b) {
        return a.purpose == b.purpose && a.limits == b.limits && a.owner == b.owner &&
               a.prohibitedUses == b.prohibitedUses && a.escalation == b.escalation;
    };
    m_apply->setEnabled(there && !same(card, m_cards[static_cast<std::size_t>(row)]));
}

void AgentCardsPage::apply()
{
    if (!m_session || m_list->currentRow() < 0)
        return;
    m_window.editors().flush();
    const workspace::AgentCard card = written();
    const auto document = m_session->document(card.file);
    if (!document)
        return m_window.studio().notifications().report(document.error());
    const auto edit = workspace::cardChanged(card, (*document)->text());
    if (!edit)
        return m_window.studio().notifications().report(edit.error());
    if (const Result<> done = m_session->apply(*edit); !done)
        return m_window.studio().notifications().report(done.error());
    m_apply->setEnabled(false);
    reload();
}

void addAgentCards(MainWindow& window)
{
    addPageAction(
        window,
        {.id = QStringLiteral("view.agentCards"),
         .text = tr("&Agent cards"),
         .help = tr("What each agent is for, its limits, and who answers for it."),
         .icon = QStringLiteral("entities"),
         .menu = Menu::View,
         .group = 25},
        {kCardsPage, tr("Agent cards"), [&window] { return new AgentCardsPage(window); }});
}

} // namespace remit::ui
