// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority/registry.h"
#include "core/base/edit.h"
#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <vector>

namespace remit::decision {
struct Setup;
}

namespace remit::ui {

class Session;

/// Changes of grants by way of the session, and the way back: each is an edit of the grants' files,
/// undone in all of them at once.
class GraphEdits : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void setSession(Session* session);

    Result<> create(const authority::Grant& grant, const QString& scope);
    Result<> revoke(const decision::Setup& setup, const std::string& grant, Instant at);
    Result<> writeScope(const decision::Setup& setup, const std::string& grant,
                        const QString& scope);
    /// The text of a grant's scope as it stands now.
    [[nodiscard]] QString scopeOf(const decision::Setup& setup, const std::string& grant) const;

    [[nodiscard]] bool canUndo() const { return !m_done.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_undone.empty(); }
    Result<> undo();
    Result<> redo();

private:
    Result<> apply(const WorkspaceEdit& edit);
    [[nodiscard]] Result<std::string> textOf(const std::string& file) const;

    Session* m_session = nullptr;
    std::vector<std::string> m_done; ///< a file of each change, the last one at the end
    std::vector<std::string> m_undone;
};

} // namespace remit::ui
