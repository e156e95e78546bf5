// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/coverage/coverage.h"
#include "core/base/result.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <string>

namespace remit::ui {

class Session;
class Studio;

/// What was measured of one revision; shared by the views that show it.
struct MeasuredCoverage {
    std::string revision; ///< of the setup
    analysis::CoverageReport traces;
    analysis::CoverageReport tests;
};
using CoveragePtr = std::shared_ptr<const MeasuredCoverage>;

/// Measures which parts of the policies the recorded traces and the policy tests exercise: once
/// when it is asked for, then after each replay until the workspace is closed.
class CoverageRunner : public QObject {
    Q_OBJECT

public:
    explicit CoverageRunner(Studio& studio);

    /// Of the present texts. Needs a replay for the traces; without one the tests alone count.
    void start();
    /// Null: nothing was measured yet.
    [[nodiscard]] const CoveragePtr& last() const { return m_last; }

signals:
    /// `last()` is new, or null again.
    void measured();

private:
    void setSession(Session* session);
    void take(const Result<CoveragePtr>& result);

    Studio& m_studio;
    QPointer<Session> m_session;
    CoveragePtr m_last;
    bool m_follows = false;
};

} // namespace remit::ui
