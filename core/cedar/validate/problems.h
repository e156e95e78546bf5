// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/validate/validator.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace remit::cedar {

/// Collects what is wrong with one policy. The same thing found in several kinds of request is one
/// finding that names them all.
class Problems {
public:
    Problems(const Policy& policy, std::string file) : m_policy(policy), m_file(std::move(file)) {}

    /// What is reported from now on arises in this kind of request; null: in none in particular.
    void setEnvironment(const RequestEnvironment* environment) { m_environment = environment; }

    Diagnostic& error(std::string code, Span span, std::string message, std::string help = {});
    Diagnostic& warning(std::string code, Span span, std::string message, std::string help = {});

    /// A fix that replaces or inserts text in the policy's file.
    void addFix(Diagnostic& diagnostic, std::string title, std::vector<TextEdit> edits) const;

    [[nodiscard]] std::size_t errorCount() const { return m_errors; }

    /// By place, then code.
    [[nodiscard]] std::vector<ValidationFinding> take();

private:
    Diagnostic& add(Diagnostic diagnostic);

    using Key = std::tuple<Span, std::string, std::string>;
    const Policy& m_policy;
    std::string m_file;
    const RequestEnvironment* m_environment = nullptr;
    std::map<Key, ValidationFinding> m_findings;
    std::size_t m_errors = 0; ///< also counts what was found before
};

} // namespace remit::cedar
