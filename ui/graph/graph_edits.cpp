// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_edits.h"

#include "core/authority/grant_edits.h"
#include "core/decision/setup.h"
#include "ui/models/text.h"
#include "ui/shell/session.h"

#include <QFileInfo>

namespace remit::ui {
namespace {

/// Where the scope of a grant stands, or would stand.
std::string scopeFile(const decision::Setup& setup, const authority::Grant& grant)
{
    const auto scope = setup.scopes.find(grant.id);
    if (scope != setup.scopes.end() && !scope->second.file.empty())
        return scope->second.file;
    const std::size_t slash = grant.place.file.rfind('/');
    const std::string folder =
        slash == std::string::npos ? "" : grant.place.file.substr(0, slash + 1);
    return folder + grant.id + ".cedar";
}

} // namespace

void GraphEdits::setSession(Session* session)
{
    m_session = session;
    m_done.clear();
    m_undone.clear();
}

Result<std::string> GraphEdits::textOf(const std::string& file) const
{
    const auto document = m_session->document(file);
    if (!document)
        return tl::unexpected<Error>(document.error());
    return (*document)->text();
}

Result<> GraphEdits::apply(const WorkspaceEdit& edit)
{
    auto done = m_session->apply(edit);
    if (done) {
        m_done.push_back(edit.files.begin()->first);
        m_undone.clear();
    }
    return done;
}

Result<> GraphEdits::create(const authority::Grant& grant, const QString& scope)
{
    return apply(authority::grantCreated(grant, scope.toStdString()));
}

Result<> GraphEdits::revoke(const decision::Setup& setup, const std::string& id, Instant at)
{
    const authority::Grant* grant = setup.registry->grant(id);
    if (!grant)
        return failure(ErrorCode::NotFound, "there is no grant " + id);
    const auto text = textOf(grant->place.file);
    if (!text)
        return tl::unexpected<Error>(text.error());
    const auto edit = authority::grantRevoked(*grant, at, *text);
    if (!edit)
        return tl::unexpected<Error>(edit.error());
    return apply(*edit);
}

Result<> GraphEdits::writeScope(const decision::Setup& setup, const std::string& id,
                                const QString& scope)
{
    const authority::Grant* grant = setup.registry->grant(id);
    if (!grant)
        return failure(ErrorCode::NotFound, "there is no grant " + id);
    const std::string file = scopeFile(setup, *grant);
    const auto text = textOf(file);
    return apply(
        authority::scopeWritten(id, file, text ? *text : std::string(), scope.toStdString()));
}

QString GraphEdits::scopeOf(const decision::Setup& setup, const std::string& id) const
{
    const authority::Grant* grant = setup.registry->grant(id);
    if (!grant || m_session == nullptr)
        return {};
    const auto text = textOf(scopeFile(setup, *grant));
    return text ? toQString(*text) : QString();
}

Result<> GraphEdits::undo()
{
    if (m_done.empty())
        return failure(ErrorCode::Usage, "there is nothing to undo in the graph");
    const std::string file = m_done.back();
    auto undone = m_session->undo(file);
    if (undone) {
        m_done.pop_back();
        m_undone.push_back(file);
    }
    return undone;
}

Result<> GraphEdits::redo()
{
    if (m_undone.empty())
        return failure(ErrorCode::Usage, "there is nothing to redo in the graph");
    const std::string file = m_undone.back();
    auto redone = m_session->redo(file);
    if (redone) {
        m_undone.pop_back();
        m_done.push_back(file);
    }
    return redone;
}

} // namespace remit::ui
