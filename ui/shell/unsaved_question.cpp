// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/unsaved_question.h"

#include "ui/models/translate.h"

#include <QMessageBox>
#include <QPushButton>
#include <QStringList>

namespace remit::ui {
namespace {

constexpr std::size_t kNamedFiles = 8;

QString listed(const std::vector<QString>& paths)
{
    QStringList names;
    for (std::size_t i = 0; i < paths.size() && i < kNamedFiles; ++i)
        names.append(paths[i]);
    if (paths.size() > kNamedFiles)
        names.append(tr("and %n more", static_cast<int>(paths.size() - kNamedFiles)));
    return names.join(QLatin1Char('\n'));
}

UnsavedAnswer answerOf(QMessageBox::StandardButton button)
{
    if (button == QMessageBox::SaveAll)
        return UnsavedAnswer::Save;
    return button == QMessageBox::Discard ? UnsavedAnswer::Discard : UnsavedAnswer::Cancel;
}

} // namespace

void askAboutUnsaved(QWidget* parent, const std::vector<QString>& paths,
                     std::function<void(UnsavedAnswer)> answered)
{
    auto* box = new QMessageBox(parent);
    box->setObjectName(QStringLiteral("unsavedQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    box->setWindowTitle(tr("Unsaved changes"));
    box->setText(paths.size() == 1 ? tr("Save the changes to this file?")
                                   : tr("Save the changes to these files?"));
    box->setInformativeText(listed(paths));
    box->setStandardButtons(QMessageBox::SaveAll | QMessageBox::Discard | QMessageBox::Cancel);
    box->button(QMessageBox::SaveAll)->setText(tr("&Save"));
    box->button(QMessageBox::Discard)->setText(tr("&Discard changes"));
    box->setDefaultButton(QMessageBox::SaveAll);
    box->setEscapeButton(QMessageBox::Cancel);
    QObject::connect(box, &QMessageBox::finished, parent, [box, answered = std::move(answered)] {
        answered(answerOf(box->standardButton(box->clickedButton())));
    });
    box->open();
}

} // namespace remit::ui
