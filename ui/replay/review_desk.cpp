// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/review_desk.h"

#include "core/workspace/workspace.h"
#include "ui/models/text.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

namespace remit::ui {

ReviewDesk::ReviewDesk(Studio& studio, QObject* parent)
    : QObject(parent), m_studio(studio), m_lastOwner(qEnvironmentVariable("USER"))
{
    connect(&studio, &Studio::sessionOpened, this, &ReviewDesk::setSession);
    connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
}

void ReviewDesk::setSession(Session* session)
{
    m_session = session;
    m_files.clear();
    m_book = analysis::ReviewBook();
    m_settled.clear();
    if (session != nullptr) {
        connect(session, &Session::filesChanged, this, &ReviewDesk::read);
        connect(session, &Session::checked, this, &ReviewDesk::read);
        read();
    }
    emit changed();
}

/// Texts of reviews are short, and read again only when they have changed.
void ReviewDesk::read()
{
    if (!m_session)
        return;
    auto files = m_session->snapshot().texts(workspace::FileKind::Reviews);
    if (files == m_files)
        return;
    m_files = std::move(files);
    m_book = analysis::readReviewBook(m_files).book;
    m_settled.clear();
    for (const analysis::Review& review : m_book.reviews()) {
        if (review.crossing && analysis::settles(review, currentInstant()))
            m_settled.emplace(review.crossing->run, review.crossing->step);
    }
    emit changed();
}

bool ReviewDesk::isExpired(const analysis::Review& review) const
{
    return review.expires && *review.expires <= currentInstant();
}

const analysis::Review* ReviewDesk::reviewOf(const decision::CallVerdict& row) const
{
    const auto key = analysis::crossingKey(row);
    return key ? m_book.of(*key) : nullptr;
}

QString ReviewDesk::wordsOf(const decision::CallVerdict& row) const
{
    const analysis::Review* review = reviewOf(row);
    if (review == nullptr)
        return {};
    const QString state = toQString(analysis::name(review->state));
    return isExpired(*review) ? tr("%1, expired").arg(state) : state;
}

QString ReviewDesk::sentenceOf(const decision::CallVerdict& row) const
{
    const analysis::Review* review = reviewOf(row);
    if (review == nullptr)
        return {};
    QString text = tr("%1 by %2").arg(wordsOf(row), toQString(review->owner));
    if (review->expires)
        text += QLatin1Char(' ') + tr("until %1").arg(toQString(rfc3339(*review->expires)));
    return text + QStringLiteral(": ") + toQString(review->reason);
}

bool ReviewDesk::isSettled(const std::string& run, std::int64_t step) const
{
    return m_settled.count({run, step}) > 0;
}

Result<> ReviewDesk::mark(std::vector<analysis::Review> reviews)
{
    if (!m_session || reviews.empty())
        return {};
    m_lastOwner = toQString(reviews.front().owner);
    const workspace::Snapshot snapshot = m_session->snapshot();
    analysis::TextsByPath files;
    for (const std::string& path : snapshot.paths(workspace::FileKind::Reviews))
        files[path] = *snapshot.files.at(path).text;
    const WorkspaceEdit edit = analysis::reviewEdit(files, reviews);
    if (edit.files.empty())
        return failure(ErrorCode::Invalid,
                       std::string(analysis::kCrossingReviewsFile) + " is no list of reviews",
                       "Mend the file, or take it away.");
    const Result<> applied = m_session->apply(edit);
    read();
    return applied;
}

} // namespace remit::ui
