// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/focus_command.h"

#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QMetaObject>

#include <algorithm>

namespace remit::ui {
namespace {

/// The selected rows as tab-separated text.
void copyRows(const QAbstractItemView& view)
{
    QModelIndexList rows = view.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < view.model()->columnCount(row.parent()); ++column)
            cells.append(row.siblingAtColumn(column).data().toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void invoke(const char* slot)
{
    QWidget* focus = QApplication::focusWidget();
    if (focus == nullptr)
        return;
    const auto* view = qobject_cast<QAbstractItemView*>(focus);
    if (view != nullptr && qstrcmp(slot, "copy") == 0)
        return copyRows(*view);
    const QByteArray signature = QByteArray(slot) + "()";
    if (focus->metaObject()->indexOfMethod(signature) >= 0)
        QMetaObject::invokeMethod(focus, slot);
}

} // namespace

QList<QAction*> addFocusCommands(ActionRegistry& actions)
{
    struct Command {
        const char* slot;
        QString text;
        QString help;
        QKeySequence keys;
    };
    const Command commands[] = {
        {"cut", tr("Cu&t"), tr("Moves the selection to the clipboard."), QKeySequence::Cut},
        {"copy", tr("&Copy"), tr("Copies the selection to the clipboard."), QKeySequence::Copy},
        {"paste", tr("&Paste"), tr("Inserts what is on the clipboard."), QKeySequence::Paste},
        {"selectAll", tr("Select &all"), tr("Selects everything in the view with the focus."),
         QKeySequence::SelectAll},
    };
    QList<QAction*> made;
    for (const Command& command : commands) {
        made.append(actions.add({.id = QStringLiteral("edit.") + QLatin1String(command.slot),
                                 .text = command.text,
                                 .help = command.help,
                                 .shortcut = command.keys,
                                 .icon = QString::fromLatin1(command.slot).toLower(),
                                 .menu = Menu::Edit,
                                 .group = 20},
                                [slot = command.slot] { invoke(slot); }));
    }
    return made;
}

} // namespace remit::ui
