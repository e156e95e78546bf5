// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/places/named_places.h"

#include "core/assist/outline.h"
#include "ui/editor/assistant.h"
#include "ui/editor/editor_area.h"
#include "ui/models/translate.h"
#include "ui/shell/docks.h"
#include "ui/shell/icons.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/places/navigation.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QFileInfo>

#include <algorithm>
#include <map>

namespace remit::ui {
namespace {

using assist::OutlineKind;

struct KindWords {
    QString word;
    QString icon;
};

KindWords wordsOf(const assist::OutlineItem& item, assist::FileKind file)
{
    switch (item.kind) {
    case OutlineKind::Permit:
    case OutlineKind::Forbid:
        return file == assist::FileKind::Grants
                   ? KindWords{tr("scope"), QStringLiteral("grants")}
                   : KindWords{tr("policy"), QStringLiteral("policies")};
    case OutlineKind::Template:
        return {tr("template"), QStringLiteral("policies")};
    case OutlineKind::EntityType:
        return {tr("entity type"), QStringLiteral("schema")};
    case OutlineKind::Action:
        return {tr("action"), QStringLiteral("schema")};
    case OutlineKind::CommonType:
        return {tr("type"), QStringLiteral("schema")};
    case OutlineKind::Entity:
        return {tr("entity"), QStringLiteral("entities")};
    default:
        break;
    }
    switch (file) {
    case assist::FileKind::Tools:
        return {tr("tool"), QStringLiteral("tools")};
    case assist::FileKind::Tasks:
        return {tr("task"), QStringLiteral("tasks")};
    case assist::FileKind::Credentials:
        return {tr("credential"), QStringLiteral("credentials")};
    case assist::FileKind::Grants:
        return {tr("grant"), QStringLiteral("grants")};
    case assist::FileKind::Tests:
        return {tr("test"), QStringLiteral("tests")};
    case assist::FileKind::Reviews:
        return {tr("review"), QStringLiteral("reviews")};
    case assist::FileKind::Links:
        return {tr("link"), QStringLiteral("links")};
    default:
        return {};
    }
}

void collect(const std::vector<assist::OutlineItem>& items, const assist::ModelFile& file,
             std::vector<NamedPlace>& places)
{
    for (const assist::OutlineItem& item : items) {
        if (places.size() >= NamedPlaces::kMostKept)
            return;
        if (item.kind == OutlineKind::Namespace) {
            collect(item.children, file, places);
            continue;
        }
        const KindWords words = wordsOf(item, file.source.kind);
        if (!words.word.isEmpty() && !item.name.empty())
            places.push_back({QString::fromStdString(item.name), words.word, words.icon,
                              QString::fromStdString(file.source.path), item.nameSpan});
        // {"grants": [ … ]}: the named things are one level below.
        if (item.kind == OutlineKind::Object)
            collect(item.children, file, places);
    }
}

std::vector<NamedPlace> placesOfModel(const assist::Model& model)
{
    std::vector<NamedPlace> places;
    for (const auto& [path, file] : model.files())
        collect(assist::outline(model, path), file, places);
    return places;
}

} // namespace

NamedPlaces::NamedPlaces(MainWindow& window) : QObject(&window), m_window(window)
{
    connect(&window.studio(), &Studio::sessionOpened, this, [this](Session* session) {
        m_session = session;
        connect(session, &Session::checked, this, &NamedPlaces::refresh);
    });
    connect(&window.studio(), &Studio::sessionClosing, this, [this] {
        m_session = nullptr;
        m_places.clear();
    });
}

void NamedPlaces::refresh()
{
    Assistant* assistant = m_window.editors().assistant();
    if (assistant == nullptr)
        return;
    using Answer = std::vector<NamedPlace>;
    assistant->ask<Answer>({"names", {}}, placesOfModel, this, [this](const Answer& places) {
        m_places = places;
        emit refreshed();
    });
}

std::vector<PaletteEntry> NamedPlaces::entries() const
{
    std::map<QString, QIcon> icons;
    std::vector<PaletteEntry> entries;
    entries.reserve(m_places.size());
    for (const NamedPlace& place : m_places) {
        QIcon& sign = icons[place.icon];
        if (sign.isNull())
            sign = icon(place.icon);
        entries.push_back({.title = place.name,
                           .detail = place.kind + QStringLiteral(" · ") + place.path,
                           .icon = sign,
                           .run = [window = &m_window, path = place.path, span = place.span] {
                               window->showPlace(path, span.begin, span.end);
                           }});
    }
    return entries;
}

void NamedPlaces::show(const QString& kind, const QString& name)
{
    const auto place = std::find_if(m_places.begin(), m_places.end(), [&](const NamedPlace& each) {
        return each.icon == kind && each.name == name;
    });
    if (place != m_places.end())
        m_window.showPlace(place->path, place->span.begin, place->span.end);
    else
        m_window.studio().notifications().inform(
            tr("%1 stands in no file of this workspace.").arg(name));
}

std::vector<PaletteEntry> NamedPlaces::runs() const
{
    std::vector<PaletteEntry> entries;
    const auto replay = m_session ? m_session->replay() : nullptr;
    if (!replay)
        return entries;
    const QIcon sign = icon(QStringLiteral("runs"));
    for (const auto& [run, origin] : replay->origins) {
        const QString name = QString::fromStdString(run);
        const QString file = QFileInfo(QString::fromStdString(origin.file)).fileName();
        entries.push_back(
            {.title = name,
             .detail = tr("run") + QStringLiteral(" · ") + (file.isEmpty() ? tr("imported") : file),
             .icon = sign,
             .run = [window = &m_window, session = m_session, name] {
                 if (!session)
                     return;
                 window->docks().focus(QStringLiteral("calls"));
                 session->selection().selectCall(name, 0);
             }});
    }
    return entries;
}

} // namespace remit::ui
