// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rename/rename_panel.h"

#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/places/places_view.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kWidth = 760;
constexpr int kHeight = 420;
constexpr int kTop = 48;

} // namespace

struct RenamePanel::Target {
    Result<assist::RenameTarget> found;
};

struct RenamePanel::Outcome {
    std::string name;
    Result<WorkspaceEdit> edit;
    std::vector<Place> places;
};

RenamePanel::RenamePanel(QWidget* window)
    : QFrame(window)
    , m_title(new QLabel)
    , m_line(new QLineEdit)
    , m_summary(new QLabel)
    , m_preview(new PlacesView(QString()))
    , m_rename(new QPushButton(tr("Rename")))
{
    setupWidgets();
    hide();
    connect(m_line, &QLineEdit::textEdited, this, &RenamePanel::ask);
    connect(m_line, &QLineEdit::returnPressed, this, &RenamePanel::accept);
    connect(m_rename, &QPushButton::clicked, this, &RenamePanel::accept);
    connect(m_preview, &PlacesView::placeChosen, this, &RenamePanel::placeChosen);
}

void RenamePanel::setupWidgets()
{
    setObjectName(QStringLiteral("rename"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_title->setTextFormat(Qt::PlainText);
    m_line->setObjectName(QStringLiteral("renameLine"));
    m_line->setAccessibleName(tr("New name"));
    m_line->setFont(codeFont());
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    setMuted(m_summary);
    m_preview->setObjectName(QStringLiteral("renamePreview"));
    m_preview->setAccessibleName(tr("What would change"));
    m_rename->setObjectName(QStringLiteral("renameAccept"));
    auto* cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &RenamePanel::dismiss);

    auto* foot = new QHBoxLayout;
    foot->addWidget(m_summary, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_rename);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kMargin);
    layout->addWidget(m_title);
    layout->addWidget(m_line);
    layout->addWidget(m_preview, 1);
    layout->addLayout(foot);
}

void RenamePanel::open(CodeEditor& editor, Assistant& assistant)
{
    editor.flush();
    m_editor = &editor;
    m_assistant = &assistant;
    m_at = editor.selection().begin;
    assistant.ask<Target>(
        {"rename-target", editor.path()},
        [path = editor.path(), at = m_at](const assist::Model& model) {
            return Target{assist::renameTarget(model, path, at)};
        },
        this, [this](const Target& target) { start(target); });
}

void RenamePanel::start(const Target& target)
{
    if (!target.found.has_value()) {
        emit refused(target.found.error());
        return;
    }
    m_oldName = target.found->name;
    m_at = target.found->span.begin;
    const QString name = QString::fromStdString(m_oldName);
    m_title->setText(tr("Rename %1 %2 to").arg(QString::fromStdString(target.found->what), name));
    m_line->setText(name);
    m_line->selectAll();
    m_preview->setPlaces({});
    m_preview->setHint(tr("Type another name to see what would change."));
    m_edit = {};
    m_wanted.clear();
    m_accept = false;
    m_rename->setEnabled(false);
    m_summary->setText(
        tr("Named at %n place(s).", nullptr, static_cast<int>(target.found->places)));
    place();
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
}

void RenamePanel::ask()
{
    if (m_editor == nullptr || m_assistant == nullptr)
        return;
    const std::string name = m_line->text().trimmed().toStdString();
    m_edit = {};
    m_wanted = name;
    m_rename->setEnabled(false);
    if (name.empty() || name == m_oldName)
        return m_preview->setPlaces({});
    m_assistant->ask<Outcome>(
        {"rename", {}},
        [path = m_editor->path(), at = m_at, name](const assist::Model& model) {
            Outcome outcome{name, assist::rename(model, path, at, name), {}};
            if (outcome.edit.has_value())
                outcome.places = placesOf(model, *outcome.edit);
            return outcome;
        },
        this, [this](const Outcome& outcome) { take(outcome); });
}

void RenamePanel::take(const Outcome& outcome)
{
    if (outcome.name != m_wanted || !isVisible())
        return;
    m_preview->setPlaces(outcome.places);
    if (!outcome.edit.has_value()) {
        const Error& error = outcome.edit.error();
        m_preview->setHint(QString::fromStdString(error.message));
        m_summary->setText(QString::fromStdString(error.message + ". " + error.hint));
        m_accept = false;
        return;
    }
    m_edit = *outcome.edit;
    m_rename->setEnabled(true);
    const int places = static_cast<int>(outcome.places.size());
    const int files = static_cast<int>(fileCount(outcome.places));
    m_summary->setText(tr("%n change(s)", nullptr, places) + QStringLiteral(" ") +
                       tr("in %n file(s). One undo takes all of it back.", nullptr, files));
    if (m_accept)
        accept();
}

void RenamePanel::accept()
{
    if (m_edit.files.empty()) {
        m_accept = !m_wanted.empty(); // as soon as the answer is there
        return;
    }
    const WorkspaceEdit edit = std::move(m_edit);
    dismiss();
    emit editWanted(edit);
}

void RenamePanel::dismiss()
{
    m_edit = {};
    m_accept = false;
    hide();
    if (m_editor != nullptr)
        m_editor->setFocus(Qt::OtherFocusReason);
}

void RenamePanel::place()
{
    const QSize room = parentWidget()->size();
    const int width = std::min(kWidth, room.width() - 4 * kMargin);
    const int height = std::min(kHeight, room.height() - kTop - 4 * kMargin);
    setGeometry((room.width() - width) / 2, kTop, width, height);
}

void RenamePanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return dismiss();
    QFrame::keyPressEvent(event);
}

} // namespace remit::ui
