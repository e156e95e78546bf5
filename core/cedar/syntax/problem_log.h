// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace remit::cedar {

/// Collects what is wrong in one text. Keeps limits::kDiagnosticsPerDocument of them, the last a
/// note that counts the rest, so that a hostile text cannot fill the memory with complaints.
class ProblemLog {
public:
    explicit ProblemLog(std::string_view file);

    /// One problem more. The reference is for adding fixes and related places, and holds until the
    /// next report.
    Diagnostic& report(std::string_view code, Span span, std::string message,
                       std::string help = {});
    /// Adds to the diagnostic the offer to replace the range.
    void offer(Diagnostic& diagnostic, std::string title, Span range, std::string text) const;
    void offer(Diagnostic& diagnostic, std::string title, std::vector<TextEdit> edits) const;
    void relate(Diagnostic& diagnostic, Span span, std::string message) const;

    /// Problems so far, also those that were only counted.
    [[nodiscard]] std::size_t count() const { return m_count; }
    /// The problems in the order of their places.
    [[nodiscard]] Diagnostics take();

private:
    std::string m_file;
    Diagnostics m_diagnostics;
    Diagnostic m_overflow; ///< takes the fixes of those that are only counted
    std::size_t m_count = 0;
};

} // namespace remit::cedar
