// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/format.h"

#include "core/base/json_layout.h"
#include "core/base/layout_edits.h"
#include "core/cedar/schema/formatter.h"
#include "core/cedar/syntax/formatter.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/highlight.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

namespace remit::ui {

bool canFormat(std::string_view path)
{
    const Syntax syntax = syntaxOf(path);
    return syntax == Syntax::Cedar || syntax == Syntax::CedarSchema || path.ends_with(".json");
}

Formatting formatted(std::string_view path, std::string_view text)
{
    if (syntaxOf(path) == Syntax::CedarSchema) {
        const Result<std::string> laidOut = cedar::formatSchema(text);
        if (!laidOut.has_value())
            return {{}, laidOut.error()};
        return {layoutEdits(text, *laidOut), {}};
    }
    if (syntaxOf(path) == Syntax::Json) {
        const Result<std::string> laidOut = formatJson(text);
        if (!laidOut.has_value())
            return {{}, laidOut.error()};
        return {layoutEdits(text, *laidOut), {}};
    }
    const cedar::Formatted laidOut = cedar::format(text, {}, path);
    if (!laidOut.ok())
        return {{}, {ErrorCode::Malformed, laidOut.diagnostics.front().message, {}}};
    return {layoutEdits(text, laidOut.text), {}};
}

struct Formatter::Request {
    std::string path;
    std::uint64_t revision = 0;
    std::shared_ptr<const std::string> text;
};

struct Formatter::Outcome {
    std::string path;
    std::uint64_t revision = 0;
    Formatting formatting;
};

Formatter::Formatter(Studio& studio, EditorArea& editors)
    : QObject(&editors), m_studio(studio), m_editors(editors)
{}

void Formatter::run(std::vector<Request> requests, std::function<void(std::vector<Outcome>)> done)
{
    using Outcomes = std::vector<Outcome>;
    m_studio.jobs().run<Outcomes>(
        {.title = tr("Format"), .key = {}, .listed = false},
        [requests = std::move(requests)](const JobControl& control) -> Result<Outcomes> {
            Outcomes outcomes;
            for (const Request& request : requests) {
                if (control.cancelled())
                    return failure(ErrorCode::Cancelled, "cancelled");
                outcomes.push_back(
                    {request.path, request.revision, formatted(request.path, *request.text)});
            }
            return outcomes;
        },
        this,
        [done = std::move(done)](Result<Outcomes> outcomes) {
            done(outcomes.has_value() ? std::move(*outcomes) : Outcomes());
        });
}

void Formatter::put(const Outcome& outcome)
{
    Session* session = m_studio.session();
    const workspace::Document* document =
        session == nullptr ? nullptr : session->documents().find(outcome.path);
    if (document == nullptr || document->revision() != outcome.revision ||
        outcome.formatting.edits.empty())
        return;
    WorkspaceEdit edit;
    edit.title = tr("Format").toStdString();
    edit.files[outcome.path] = outcome.formatting.edits;
    CodeEditor* editor = m_editors.find(QString::fromStdString(outcome.path));
    const Result<> applied = editor == nullptr ? session->apply(edit) : editor->apply(edit);
    if (!applied.has_value())
        m_studio.notifications().report(applied.error());
}

void Formatter::format(const std::vector<std::string>& paths, std::function<void()> done)
{
    m_editors.flush();
    std::vector<Request> requests;
    Session* session = m_studio.session();
    for (const std::string& path : paths) {
        const workspace::Document* document =
            session == nullptr ? nullptr : session->documents().find(path);
        if (document != nullptr && document->exists() && canFormat(path))
            requests.push_back({path, document->revision(), document->sharedText()});
    }
    if (requests.empty())
        return done();
    run(std::move(requests), [this, done = std::move(done)](const std::vector<Outcome>& outcomes) {
        m_editors.flush();
        for (const Outcome& outcome : outcomes)
            put(outcome);
        done();
    });
}

void Formatter::format(const std::string& path)
{
    m_editors.flush();
    Session* session = m_studio.session();
    const workspace::Document* document =
        session == nullptr ? nullptr : session->documents().find(path);
    if (document == nullptr)
        return;
    run({{path, document->revision(), document->sharedText()}},
        [this](const std::vector<Outcome>& outcomes) {
            for (const Outcome& outcome : outcomes) {
                const std::string& why = outcome.formatting.refusal.message;
                if (!why.empty())
                    m_studio.notifications().post(
                        {.kind = Notification::Kind::Warning,
                         .text = tr("%1 was not formatted, since it does not parse")
                                     .arg(QString::fromStdString(outcome.path)),
                         .detail = QString::fromStdString(why),
                         .actionText = {},
                         .action = {}});
                put(outcome);
            }
        });
}

} // namespace remit::ui
