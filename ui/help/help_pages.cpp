// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_pages.h"

#include "ui/models/translate.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <map>

namespace remit::ui {
namespace {

const QString kRoot = QStringLiteral(":/help/");
const QString kDiagnostics = QStringLiteral("diagnostics");

QString contentOf(const QString& path)
{
    QFile file(kRoot + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "a policy does not end with `;`" of "# `parse/missing-semicolon`: a policy does not …".
QString titleOf(const QString& markdown)
{
    return markdown.section(QLatin1Char('\n'), 0, 0).section(QStringLiteral(": "), 1);
}

/// The pages that explain more than one diagnostic, by their titles.
QString listOfGuides()
{
    QString list;
    for (const QString& name : QDir(kRoot).entryList({QStringLiteral("*.md")}, QDir::Files)) {
        const QString title = contentOf(name).section(QLatin1Char('\n'), 0, 0).mid(2);
        if (name != kHelpIndex)
            list += QStringLiteral("- [%1](%2)\n").arg(title, name);
    }
    return list;
}

/// All codes with their titles, by stage.
QString listOfDiagnostics()
{
    std::map<QString, std::map<QString, QString>> stages;
    QDirIterator pages(kRoot + kDiagnostics, {QStringLiteral("*.md")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (pages.hasNext()) {
        const QString path = pages.next().mid(kRoot.size());
        const QString code = path.mid(kDiagnostics.size() + 1).chopped(3);
        stages[code.section(QLatin1Char('/'), 0, 0)][code] = titleOf(contentOf(path));
    }
    QString list;
    for (const auto& [stage, codes] : stages) {
        list += QStringLiteral("\n## %1\n\n").arg(stage);
        for (const auto& [code, title] : codes)
            list += QStringLiteral("- [%1](%2/%1.md): %3\n").arg(code, kDiagnostics, title);
    }
    return list;
}

HelpPage index(const QString& before = {})
{
    return {kHelpIndex, before + contentOf(kHelpIndex) + listOfGuides() + listOfDiagnostics()};
}

} // namespace

HelpPage HelpPages::ofCode(const QString& code)
{
    static const QRegularExpression kCode(QStringLiteral("^[a-z0-9-]+/[a-z0-9-]+$"));
    const QString path = QStringLiteral("%1/%2.md").arg(kDiagnostics, code);
    const QString markdown = kCode.match(code).hasMatch() ? contentOf(path) : QString();
    if (!markdown.isEmpty())
        return {path, markdown};
    return index(code.isEmpty()
                     ? QString()
                     : tr("*There is no page about `%1`.*").arg(code) + QStringLiteral("\n\n"));
}

HelpPage HelpPages::at(const QString& path)
{
    const QString markdown = path == kHelpIndex ? QString() : contentOf(path);
    return markdown.isEmpty() ? index() : HelpPage{path, markdown};
}

QString HelpPages::target(const QString& from, const QString& link)
{
    const QUrl url(link);
    if (!url.isRelative() || url.path().isEmpty())
        return {};
    const QString folder = from.section(QLatin1Char('/'), 0, -2);
    const QString path = QDir::cleanPath(folder + QLatin1Char('/') + url.path());
    const QString inside = path.startsWith(QLatin1Char('/')) ? path.mid(1) : path;
    return !inside.startsWith(QStringLiteral("..")) && QFile::exists(kRoot + inside) ? inside
                                                                                     : QString();
}

} // namespace remit::ui
