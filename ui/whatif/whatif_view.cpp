// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/whatif_view.h"

#include "core/cedar/syntax/parser.h"
#include "core/decision/setup.h"
#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/typography.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace remit::ui {
namespace {

/// Humans that the delegation names: owners of tasks and agents, and roots.
QStringList peopleOf(const decision::Setup& setup)
{
    const auto& humans = setup.types.humans;
    std::set<std::string> found;
    const auto take = [&](const cedar::EntityUid& uid) {
        if (std::find(humans.begin(), humans.end(), uid.type) != humans.end())
            found.insert(toText(uid));
    };
    for (const authority::Task& task : setup.registry->tasks())
        take(task.owner);
    for (const authority::Grant& grant : setup.registry->grants())
        take(grant.from);
    for (const authority::Actor& actor : setup.registry->actors()) {
        if (actor.owner)
            take(*actor.owner);
    }
    QStringList names;
    for (const std::string& uid : found)
        names << toQString(uid);
    return names;
}

QStringList agentsOf(const decision::Setup& setup)
{
    QStringList names;
    for (const authority::Actor& actor : setup.registry->actors())
        names << toQString(toText(actor.uid));
    return names;
}

} // namespace

WhatIfView::WhatIfView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(new QComboBox)
    , m_object(new QComboBox)
    , m_at(new QLineEdit)
    , m_more(nullptr)
    , m_other(new QComboBox)
    , m_otherLabel(new QLabel)
    , m_role(new QLineEdit)
    , m_scope(new QPlainTextEdit)
    , m_problem(new QLabel)
    , m_add(new QPushButton(tr("&Add")))
    , m_list(new QListWidget)
    , m_apply(new QPushButton(tr("A&pply to the Files")))
    , m_clear(new QPushButton(tr("Clear")))
    , m_undo(new QPushButton(tr("&Undo")))
    , m_summary(new QLabel)
    , m_grants(new QTreeWidget)
    , m_calls(new QTreeWidget)
{
    setObjectName(QStringLiteral("whatIf"));
    setFocusProxy(m_kind);
    auto* split = new QSplitter;
    split->addWidget(makeBuilder());
    split->addWidget(makeResult());
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(split);
    for (const WhatIfKind each : whatIfKinds())
        m_kind->addItem(wordsOf(each), static_cast<int>(each));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &WhatIfView::chooseKind);
    connect(m_object, &QComboBox::editTextChanged, this, &WhatIfView::judge);
    connect(m_other, &QComboBox::editTextChanged, this, &WhatIfView::judge);
    connect(m_at, &QLineEdit::textChanged, this, &WhatIfView::judge);
    connect(m_role, &QLineEdit::textChanged, this, &WhatIfView::judge);
    connect(m_scope, &QPlainTextEdit::textChanged, this, &WhatIfView::judge);
    connect(m_at, &QLineEdit::returnPressed, this, &WhatIfView::addMade);
    connect(m_add, &QPushButton::clicked, this, &WhatIfView::addMade);
    connect(m_clear, &QPushButton::clicked, this, &WhatIfView::clear);
    connect(m_undo, &QPushButton::clicked, this, &WhatIfView::undo);
    connect(m_apply, &QPushButton::clicked, this, &WhatIfView::applyWanted);
    setSetup(nullptr, {});
}

/// Lists and fields that are emptied at the end tell nobody any more.
WhatIfView::~WhatIfView()
{
    for (QObject* part : findChildren<QObject*>()) {
        part->disconnect(this);
        part->removeEventFilter(this);
    }
}

QWidget* WhatIfView::makeBuilder()
{
    m_kind->setAccessibleName(tr("What happens"));
    m_kind->setObjectName(QStringLiteral("whatIfKind"));
    m_object->setAccessibleName(tr("To what"));
    m_object->setObjectName(QStringLiteral("whatIfObject"));
    m_object->setEditable(true);
    m_object->setInsertPolicy(QComboBox::NoInsert);
    m_at->setAccessibleName(tr("When, as 2026-03-02T10:05:00Z"));
    m_at->setObjectName(QStringLiteral("whatIfTime"));
    m_add->setObjectName(QStringLiteral("whatIfAdd"));
    m_apply->setObjectName(QStringLiteral("whatIfApply"));
    m_list->setAccessibleName(tr("Events; Delete takes one out"));
    m_list->setObjectName(QStringLiteral("whatIfEvents"));
    m_other->setObjectName(QStringLiteral("whatIfOther"));
    m_role->setObjectName(QStringLiteral("whatIfRole"));
    m_list->installEventFilter(this);
    m_list->setWordWrap(true);
    new EmptyHint(*m_list, tr("Nothing happens yet. Add an event to see what it would change."));
    m_problem->setWordWrap(true);
    setMuted(m_problem);
    auto* panel = new QWidget;
    auto* grid = new QGridLayout(panel);
    grid->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    grid->setSpacing(kStep);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_kind, 0, 0);
    grid->addWidget(m_object, 0, 1);
    grid->addWidget(m_at, 1, 0);
    grid->addWidget(m_add, 1, 1);
    m_more = makeMore();
    grid->addWidget(m_more, 2, 0, 1, 2);
    grid->addWidget(m_problem, 3, 0, 1, 2);
    grid->addWidget(m_list, 4, 0, 1, 2);
    grid->setRowStretch(4, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_clear);
    buttons->addWidget(m_undo);
    buttons->addStretch();
    buttons->addWidget(m_apply);
    grid->addLayout(buttons, 5, 0, 1, 2);
    return panel;
}

/// What approvals and further delegations need besides.
QWidget* WhatIfView::makeMore()
{
    m_other->setEditable(true);
    m_other->setInsertPolicy(QComboBox::NoInsert);
    m_otherLabel->setBuddy(m_other);
    m_role->setPlaceholderText(tr("Role, as finance-lead"));
    m_role->setAccessibleName(tr("Role of the approver"));
    m_scope->setPlaceholderText(tr("Scope: permit (principal, action, resource);"));
    m_scope->setAccessibleName(tr("Scope of the further grant"));
    m_scope->setFont(codeFont());
    m_scope->setTabChangesFocus(true);
    m_scope->setMaximumHeight(3 * m_scope->fontMetrics().lineSpacing() + 2 * kMargin);
    auto* more = new QWidget;
    auto* row = new QGridLayout(more);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kStep);
    row->addWidget(m_otherLabel, 0, 0);
    row->addWidget(m_other, 0, 1);
    row->addWidget(m_role, 0, 2);
    row->addWidget(m_scope, 1, 0, 1, 3);
    row->setColumnStretch(1, 2);
    row->setColumnStretch(2, 1);
    return more;
}

void WhatIfView::setSetup(std::shared_ptr<const decision::Setup> setup, Instant usual)
{
    const bool first = m_setup == nullptr;
    m_setup = setup && setup->registry ? std::move(setup) : nullptr;
    setEnabled(m_setup != nullptr);
    if (m_setup && (first || m_at->text().isEmpty()))
        m_at->setText(toQString(rfc3339(usual)));
    chooseKind();
}

void WhatIfView::setCall(const QString& run, qint64 step, std::optional<Instant> time)
{
    m_run = run;
    m_step = step;
    if (step >= 0 && time && kind() == WhatIfKind::Approve)
        m_at->setText(toQString(rfc3339(*time)));
    if (kind() == WhatIfKind::Approve)
        chooseKind();
}

WhatIfKind WhatIfView::kind() const
{
    return static_cast<WhatIfKind>(m_kind->currentData().toInt());
}

void WhatIfView::chooseKind()
{
    const QString chosen = m_object->currentText();
    const QString other = m_other->currentText();
    const bool approval = kind() == WhatIfKind::Approve;
    const bool delegation = kind() == WhatIfKind::Redelegate;
    m_object->clear();
    m_other->clear();
    if (m_setup) {
        for (const std::string& id : objectsFor(kind(), *m_setup))
            m_object->addItem(toQString(id));
        m_other->addItems(approval ? peopleOf(*m_setup) : agentsOf(*m_setup));
    }
    if (approval)
        m_object->addItem(m_step < 0 ? QString() : tr("%1 step %2").arg(m_run).arg(m_step));
    if (m_object->findText(chosen) >= 0)
        m_object->setCurrentText(chosen);
    if (m_other->findText(other) >= 0)
        m_other->setCurrentText(other);
    m_object->setEnabled(!approval);
    m_otherLabel->setText(approval ? tr("&By") : tr("&To"));
    m_other->setAccessibleName(approval ? tr("Who approves") : tr("Who receives"));
    m_more->setVisible(approval || delegation);
    m_role->setVisible(approval);
    m_scope->setVisible(delegation);
    judge();
}

std::optional<WhatIfDraft> WhatIfView::made(QString& problem) const
{
    WhatIfDraft draft;
    draft.kind = kind();
    draft.object = m_object->currentText().toStdString();
    const auto at = parseRfc3339(m_at->text().trimmed().toStdString());
    if (!at)
        problem = tr("the time is written as 2026-03-02T10:05:00Z");
    else if (draft.kind == WhatIfKind::Approve && m_step < 0)
        problem = tr("select the call in the table of calls first");
    else if (draft.kind == WhatIfKind::Approve && m_role->text().isEmpty())
        problem = tr("name the role in which is approved");
    else if (draft.object.empty())
        problem = tr("there is nothing of that kind in the workspace");
    if (!problem.isEmpty())
        return std::nullopt;
    draft.at = *at;
    if (draft.kind == WhatIfKind::Approve) {
        draft.object.clear();
        draft.run = m_run.toStdString();
        draft.step = m_step;
        draft.role = m_role->text().toStdString();
    }
    if (draft.kind == WhatIfKind::Approve || draft.kind == WhatIfKind::Redelegate)
        draft.other = m_other->currentText().toStdString();
    if (draft.kind == WhatIfKind::Redelegate)
        draft.scope = m_scope->toPlainText().trimmed().isEmpty()
                          ? "permit (principal, action, resource);"
                          : m_scope->toPlainText().toStdString();
    return draft;
}

void WhatIfView::judge()
{
    QString problem;
    const bool good = m_setup && made(problem).has_value();
    m_add->setEnabled(good);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void WhatIfView::addMade()
{
    QString problem;
    if (const auto draft = made(problem); draft && m_setup)
        add(*draft);
}

void WhatIfView::add(const WhatIfDraft& draft)
{
    if (std::find(m_drafts.begin(), m_drafts.end(), draft) != m_drafts.end())
        return;
    std::vector<WhatIfDraft> drafts = m_drafts;
    drafts.push_back(draft);
    change(std::move(drafts));
}

void WhatIfView::clear()
{
    change({});
}

void WhatIfView::change(std::vector<WhatIfDraft> drafts)
{
    if (drafts == m_drafts)
        return;
    m_before.push_back(std::exchange(m_drafts, std::move(drafts)));
    showDrafts();
}

void WhatIfView::undo()
{
    if (m_before.empty())
        return;
    m_drafts = std::move(m_before.back());
    m_before.pop_back();
    showDrafts();
}

void WhatIfView::reset()
{
    m_drafts.clear();
    m_before.clear();
    showDrafts();
}

void WhatIfView::removeChosen()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    std::vector<WhatIfDraft> drafts = m_drafts;
    drafts.erase(drafts.begin() + row);
    change(std::move(drafts));
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
}

void WhatIfView::showDrafts()
{
    m_list->clear();
    for (const WhatIfDraft& draft : m_drafts)
        m_list->addItem(sentenceOf(draft));
    m_clear->setEnabled(!m_drafts.empty());
    m_undo->setEnabled(!m_before.empty());
    setResult(nullptr);
    emit draftsChanged();
}

bool WhatIfView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo) && !m_before.empty()) {
        event->accept();
        return true;
    }
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
            undo();
            return true;
        }
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
            removeChosen();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace remit::ui
