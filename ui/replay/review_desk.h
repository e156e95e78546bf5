// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/list_edit.h"
#include "core/analysis/reviews/review.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <set>
#include <vector>

namespace remit::ui {

class Session;
class Studio;

/// What people have made of crossings, as every view shows it: the reviews of the workspace's
/// present texts, saved or not. Marking is an edit of reviews/*.json, which Ctrl+Z takes back.
class ReviewDesk : public QObject {
    Q_OBJECT

public:
    ReviewDesk(Studio& studio, QObject* parent);

    /// Null where nobody has marked it, or the call crosses nothing.
    [[nodiscard]] const analysis::Review* reviewOf(const decision::CallVerdict& row) const;
    /// "accepted", "false alarm", "open", "accepted, expired"; empty for a call without review.
    [[nodiscard]] QString wordsOf(const decision::CallVerdict& row) const;
    /// "accepted by Mira until 2026-12-31: known vendor"; empty without review.
    [[nodiscard]] QString sentenceOf(const decision::CallVerdict& row) const;
    /// Accepted or a false alarm, and not expired.
    [[nodiscard]] bool isSettled(const std::string& run, std::int64_t step) const;

    [[nodiscard]] Result<> mark(std::vector<analysis::Review> reviews);
    /// Who marked last on this machine, for the form; else the user's name.
    [[nodiscard]] QString lastOwner() const { return m_lastOwner; }

signals:
    void changed();

private:
    void setSession(Session* session);
    void read();
    [[nodiscard]] bool isExpired(const analysis::Review& review) const;

    Studio& m_studio;
    QPointer<Session> m_session;
    analysis::ReviewBook m_book;
    std::set<std::pair<std::string, std::int64_t>> m_settled; ///< run, step
    std::vector<FileText> m_files;                            ///< that m_book was read from
    QString m_lastOwner;
};

} // namespace remit::ui
