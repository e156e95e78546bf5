// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/palette_delegate.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 380;
constexpr int kTop = 48;

const QString kActionSign = QStringLiteral(">");

} // namespace

CommandPalette::CommandPalette(ActionRegistry& actions, QWidget* parent)
    : QFrame(parent)
    , m_actions(actions)
    , m_model(new PaletteModel(this))
    , m_line(new QLineEdit)
    , m_list(new QListView)
{
    setObjectName(QStringLiteral("palette"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_line->setObjectName(QStringLiteral("paletteLine"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize({kIconSize, kIconSize});
    m_list->setAccessibleName(tr("What fits"));
    new EmptyHint(*m_list, tr("Nothing fits what you typed."));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kStep);
    layout->addWidget(m_line);
    layout->addWidget(m_list);
    hide();

    connect(m_line, &QLineEdit::textEdited, this, &CommandPalette::takeTyped);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_list->setCurrentIndex(index);
        runSelected();
    });
}

void CommandPalette::openActions()
{
    open(Mode::Actions, kActionSign + QLatin1Char(' '));
}

void CommandPalette::openPlaces()
{
    open(Mode::Places, {});
}

void CommandPalette::open(Mode mode, const QString& typed)
{
    if (!isVisible())
        m_cameFrom = QApplication::focusWidget();
    load(mode);
    m_line->setText(typed);
    takeTyped(typed);
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->end(false);
}

void CommandPalette::load(Mode mode)
{
    m_mode = mode;
    std::vector<PaletteEntry> entries;
    if (mode == Mode::Actions) {
        entries = actionEntries();
    } else {
        for (const Source& source : m_places) {
            std::vector<PaletteEntry> more = source();
            std::move(more.begin(), more.end(), std::back_inserter(entries));
        }
    }
    m_model->setEntries(std::move(entries));
    const QString hint = mode == Mode::Actions ? tr("Type what you want to do")
                                               : tr("Type where to go, or > for actions");
    m_line->setPlaceholderText(hint);
    m_line->setAccessibleName(hint);
}

std::vector<PaletteEntry> CommandPalette::actionEntries() const
{
    std::vector<PaletteEntry> entries;
    for (QAction* action : m_actions.all()) {
        if (!action->isVisible())
            continue;
        entries.push_back({.title = QString(action->text()).remove(QLatin1Char('&')),
                           .detail = action->statusTip(),
                           .keys = action->shortcut().toString(QKeySequence::NativeText),
                           .icon = action->icon(),
                           .enabled = action->isEnabled(),
                           .run = [action] { action->trigger(); }});
    }
    return entries;
}

void CommandPalette::takeTyped(const QString& typed)
{
    const bool actions = typed.startsWith(kActionSign);
    const Mode wanted = actions ? Mode::Actions : Mode::Places;
    if (wanted != m_mode)
        load(wanted);
    m_model->setPattern(actions ? typed.mid(kActionSign.size()) : typed);
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
    place();
}

/// In the upper middle of the window, as high as its rows, within bounds.
void CommandPalette::place()
{
    const QSize room = parentWidget()->size();
    const int row = std::max(m_list->sizeHintForRow(0), 2 * kIconSize);
    const int wanted = m_line->sizeHint().height() + 2 * kMargin + kStep +
                       row * std::max(1, m_model->rowCount()) + 2;
    const int width = std::min(kWidth, room.width() - 4 * kMargin);
    const int height = std::min({wanted, kHeight, room.height() - kTop - 4 * kMargin});
    setGeometry((room.width() - width) / 2, kTop, width, height);
}

void CommandPalette::moveSelection(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(row));
}

void CommandPalette::runSelected()
{
    const PaletteEntry* chosen = m_model->entry(m_list->currentIndex().row());
    if (chosen == nullptr || !chosen->enabled)
        return;
    const auto run = chosen->run; // what it does may load other entries
    dismiss();
    run();
}

void CommandPalette::dismiss()
{
    hide();
    if (m_cameFrom)
        m_cameFrom->setFocus(Qt::OtherFocusReason);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::FocusOut && isVisible() &&
        static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason)
        hide();
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int page = std::max(1, m_list->viewport()->height() / (2 * kIconSize));
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        moveSelection(1);
        return true;
    case Qt::Key_Up:
        moveSelection(-1);
        return true;
    case Qt::Key_PageDown:
        moveSelection(page);
        return true;
    case Qt::Key_PageUp:
        moveSelection(-page);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runSelected();
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    default:
        return false;
    }
}

} // namespace remit::ui
