// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_pages.h"

#include "ui/models/translate.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace remit::ui {
namespace {

const QString kRoot = QStringLiteral(":/help/");
constexpr std::size_t kMostHits = 60;
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

/// The heading of a page that is no diagnostic's.
QString headingOf(const QString& path)
{
    return contentOf(path).section(QLatin1Char('\n'), 0, 0).mid(2);
}

/// The pages of a folder as links, by their titles.
QString listOfFolder(const QString& folder)
{
    QString list;
    const QDir pages(kRoot + folder);
    for (const QString& name : pages.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
        const QString path = folder.isEmpty() ? name : folder + QLatin1Char('/') + name;
        if (path != kHelpIndex)
            list += QStringLiteral("- [%1](%2)\n").arg(headingOf(path), path);
    }
    return list;
}

/// The pages that explain more than one diagnostic.
QString listOfGuides()
{
    return tr("## How to") + QStringLiteral("\n\n") + listOfFolder(QStringLiteral("how-to")) +
           QStringLiteral("\n") + tr("## Reference") + QStringLiteral("\n\n") +
           listOfFolder(QStringLiteral("reference")) + listOfFolder({});
}

/// The lines of a page as text: without marks of Markdown.
QString plainLine(QString line)
{
    static const QRegularExpression kLink(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    return line.replace(kLink, QStringLiteral("\\1"))
        .remove(QRegularExpression(QStringLiteral("[*`#|]")))
        .simplified();
}

struct HelpHit {
    QString path;
    QString title;
    QString line; ///< the first that holds one of the words
    int score = 0;
};

/// Nothing where a word is missing. A word in the title counts most.
std::optional<HelpHit> hitOf(const QString& path, const QStringList& words)
{
    const QString content = contentOf(path);
    HelpHit hit{path, plainLine(content.section(QLatin1Char('\n'), 0, 0)), {}, 0};
    for (const QString& word : words) {
        const auto count = static_cast<int>(content.count(word, Qt::CaseInsensitive));
        if (count == 0)
            return std::nullopt;
        hit.score +=
            std::min(count, 20) + (hit.title.contains(word, Qt::CaseInsensitive) ? 100 : 0);
    }
    if (!path.startsWith(kDiagnostics))
        hit.score += 30; // guides before single problems
    for (const QString& line : content.split(QLatin1Char('\n'))) {
        if (hit.line.isEmpty() && line.contains(words.first(), Qt::CaseInsensitive) &&
            !line.startsWith(QLatin1Char('#')))
            hit.line = plainLine(line).left(160);
    }
    return hit;
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

QStringList HelpPages::all()
{
    QStringList paths;
    QDirIterator pages(kRoot, {QStringLiteral("*.md")}, QDir::Files, QDirIterator::Subdirectories);
    while (pages.hasNext()) {
        const QString path = pages.next().mid(kRoot.size());
        if (path != kHelpIndex)
            paths.append(path);
    }
    paths.sort();
    return paths;
}

HelpPage HelpPages::search(const QString& typed)
{
    static const QRegularExpression kBlanks(QStringLiteral("\\s+"));
    const QStringList words = typed.split(kBlanks, Qt::SkipEmptyParts);
    if (words.isEmpty())
        return index();
    std::vector<HelpHit> hits;
    for (const QString& path : all()) {
        if (auto hit = hitOf(path, words))
            hits.push_back(std::move(*hit));
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const HelpHit& a, const HelpHit& b) { return a.score > b.score; });
    QString text = hits.empty() ? tr("# Nothing was found") : tr("# Found");
    if (hits.empty())
        text += QStringLiteral("\n\n") + tr("Try one word, or [look at all pages](index.md).");
    for (std::size_t i = 0; i < hits.size() && i < kMostHits; ++i)
        text += QStringLiteral("\n\n[%1](%2)  \n%3")
                    .arg(hits[i].title, hits[i].path, hits[i].line.toHtmlEscaped());
    return {kHelpSearch, text};
}

QString HelpPages::ofContext(const QString& part)
{
    QFile file(kRoot + QStringLiteral("contexts.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object().value(part).toString();
}

QByteArray HelpPages::image(const QString& from, const QString& link)
{
    const QString path = target(from, link);
    QFile file(kRoot + path);
    const bool may =
        path.startsWith(QLatin1String("images/")) && path.endsWith(QLatin1String(".png"));
    return may && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
