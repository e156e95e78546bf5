// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/outline/outline_view.h"

#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/models/outline_model.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/typography.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

constexpr int kPauseMs = 150;

} // namespace

OutlineView::OutlineView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new OutlineModel(theme, this))
    , m_filter(new QSortFilterProxyModel(this))
    , m_line(new QLineEdit)
    , m_tree(new QTreeView)
{
    setObjectName(QStringLiteral("outline"));
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_line->setObjectName(QStringLiteral("outlineLine"));
    m_line->setPlaceholderText(tr("Filter"));
    m_line->setAccessibleName(tr("Filter of the outline"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_tree->setObjectName(QStringLiteral("outlineTree"));
    m_tree->setAccessibleName(tr("Outline"));
    m_tree->setModel(m_filter);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_hint = new EmptyHint(*m_tree, QString());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(kMargin, kStep, kMargin, kStep);
    head->addWidget(m_line);
    layout->addLayout(head);
    layout->addWidget(m_tree);
    new FirstFocus(*this, *m_tree);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &OutlineView::ask);
    connect(m_tree, &QTreeView::clicked, this, &OutlineView::choose);
    connect(m_tree, &QTreeView::activated, this, &OutlineView::choose);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setFilterFixedString(text);
        if (!text.isEmpty())
            m_tree->expandAll();
        followCaret();
    });
    setEditor(nullptr, nullptr);
}

void OutlineView::setEditor(CodeEditor* editor, Assistant* assistant)
{
    if (editor != nullptr && editor == m_editor)
        return;
    if (m_editor != nullptr)
        m_editor->disconnect(this);
    m_editor = editor;
    m_assistant = assistant;
    m_model->setItems({});
    m_hint->setText(editor == nullptr ? tr("Open a file to see what it consists of.") : QString());
    m_line->setEnabled(editor != nullptr);
    if (editor == nullptr) {
        m_pause.stop();
        emit pathChanged({});
        return;
    }
    connect(editor, &CodeEditor::textEdited, this, [this] { m_pause.start(); });
    connect(editor, &CodeEditor::caretMoved, this, &OutlineView::followCaret);
    ask();
}

void OutlineView::ask()
{
    if (m_editor == nullptr || m_assistant == nullptr)
        return;
    m_editor->flush();
    using Answer = std::vector<assist::OutlineItem>;
    m_assistant->ask<Answer>(
        {"outline", m_editor->path()},
        [path = m_editor->path()](const assist::Model& model) {
            return assist::outline(model, path);
        },
        this, [this](const Answer& items) { take(items); });
}

void OutlineView::take(const std::vector<assist::OutlineItem>& items)
{
    m_hint->setText(tr("There is nothing to list in this file."));
    m_model->setItems(items);
    followCaret();
}

void OutlineView::followCaret()
{
    if (m_editor == nullptr)
        return;
    const QModelIndex inside = m_model->indexAt(m_editor->caret());
    QStringList names;
    for (QModelIndex at = inside; at.isValid(); at = at.parent())
        names.prepend(at.data().toString());
    emit pathChanged(names);
    if (m_tree->hasFocus())
        return; // somebody walks through it
    const QModelIndex shown = m_filter->mapFromSource(inside);
    m_tree->setCurrentIndex(shown);
    if (shown.isValid())
        m_tree->scrollTo(shown);
}

void OutlineView::choose(const QModelIndex& index)
{
    const assist::OutlineItem* item = m_model->item(m_filter->mapToSource(index));
    if (item != nullptr && m_editor != nullptr)
        emit placeChosen(QString::fromStdString(m_editor->path()), item->nameSpan.begin,
                         item->nameSpan.end);
}

bool OutlineView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        m_tree->setFocus(Qt::TabFocusReason);
        if (!m_tree->currentIndex().isValid())
            m_tree->setCurrentIndex(m_filter->index(0, 0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace remit::ui
