// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/assistant.h"

#include <mutex>

namespace remit::ui {

/// The last model made, so that the next one takes over what did not change.
struct Assistant::Latest {
    std::mutex mutex;
    ModelPtr model;
};

namespace {

std::vector<assist::SourceFile> sourcesOf(const workspace::Snapshot& snapshot)
{
    std::vector<assist::SourceFile> sources;
    sources.reserve(snapshot.files.size());
    for (const auto& [path, file] : snapshot.files)
        sources.push_back({path, assist::fileKindNamed(workspace::name(file.kind)), file.text});
    return sources;
}

} // namespace

Assistant::Assistant(Session& session, QObject* parent)
    : QObject(parent), m_session(&session), m_latest(std::make_shared<Latest>())
{}

Assistant::~Assistant() = default;

std::function<Assistant::ModelPtr()> Assistant::modelMaker()
{
    return [latest = m_latest, snapshot = m_session->snapshot()]() -> ModelPtr {
        const std::scoped_lock lock(latest->mutex);
        latest->model = assist::Model::build(sourcesOf(snapshot), latest->model.get());
        return latest->model;
    };
}

std::uint64_t Assistant::revisionOf(const std::string& path) const
{
    if (!m_session)
        return 0;
    if (path.empty())
        return m_session->documents().revision();
    const workspace::Document* document = m_session->documents().find(path);
    return document == nullptr ? 0 : document->revision();
}

QString Assistant::keyOf(const Topic& topic) const
{
    return QStringLiteral("assist/%1/%2")
        .arg(QLatin1String(topic.name), QString::fromStdString(topic.path));
}

JobRunner& Assistant::jobs() const
{
    return m_session->jobs();
}

} // namespace remit::ui
