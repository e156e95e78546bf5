// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/event_text.h"

#include "core/base/text.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

#include <array>

namespace remit::ui {
namespace {

constexpr int kShown = 160; // characters of a text

QString cut(const std::string& text)
{
    const QString whole = toQString(shown(std::string_view(text).substr(0, 4 * kShown)));
    return whole.size() > kShown ? whole.left(kShown) + QStringLiteral("…") : whole;
}

QString valueOf(const trace::Field& field)
{
    if (field.isPresent())
        return cut(field.text);
    return field.isRecorded() ? tr("none") : tr("not recorded");
}

struct Describe {
    QString operator()(const trace::RunStart& run) const
    {
        return tr("agent %1 · on behalf of %2 · task %3 · credential %4 · workload %5")
            .arg(valueOf(run.agent), valueOf(run.onBehalfOf), valueOf(run.task),
                 valueOf(run.credential), valueOf(run.workload));
    }
    QString operator()(const trace::Message& message) const
    {
        return toQString(trace::roleName(message.role)) + QStringLiteral(": ") + cut(message.text);
    }
    QString operator()(const trace::Call& call) const
    {
        const QString arguments =
            call.arguments ? cut(*call.arguments) : tr("arguments not recorded");
        return cut(call.tool) + QLatin1Char(' ') + arguments;
    }
    QString operator()(const trace::CallResult& result) const
    {
        return (result.ok ? tr("ok: ") : tr("error: ")) + cut(result.content);
    }
    QString operator()(const trace::Delegate& delegate) const
    {
        return cut(delegate.from) + QStringLiteral(" → ") + cut(delegate.to);
    }
    QString operator()(const trace::Approve& approve) const
    {
        return tr("%1 as %2").arg(cut(approve.approver), cut(approve.role));
    }
    QString operator()(const trace::Lifecycle& lifecycle) const
    {
        return cut(lifecycle.objectKind) + QLatin1Char(' ') + cut(lifecycle.objectId) +
               QStringLiteral(": ") + cut(lifecycle.event);
    }
    QString operator()(const trace::Note& note) const { return cut(note.json); }
};

} // namespace

QString eventText(const trace::Event& event)
{
    QString text = std::visit(Describe{}, event.body);
    if (event.time)
        text += QStringLiteral("  · ") + toQString(rfc3339(*event.time));
    return text;
}

QStringList missingFields(const trace::RunStart& start)
{
    QStringList missing;
    const auto look = [&](const trace::Field& field, const char* name) {
        if (!field.isRecorded())
            missing << QString::fromLatin1(name);
    };
    look(start.agent, "agent");
    look(start.onBehalfOf, "onBehalfOf");
    look(start.task, "task");
    look(start.credential, "credential");
    look(start.workload, "workload");
    return missing;
}

QString fieldTitle(const QString& field)
{
    const std::array<std::pair<const char*, QString>, 7> titles{{
        {"agent", tr("agent")},
        {"onBehalfOf", tr("on behalf of")},
        {"task", tr("task")},
        {"credential", tr("credential")},
        {"workload", tr("workload")},
        {"session", tr("session")},
        {"start", tr("start time")},
    }};
    for (const auto& [name, title] : titles) {
        if (field == QLatin1String(name))
            return title;
    }
    return field;
}

} // namespace remit::ui
