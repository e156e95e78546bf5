// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/problems.h"

namespace remit::cedar {
namespace {

constexpr std::size_t kEnvironmentsShown = 3;

std::string inWords(const RequestEnvironment& environment)
{
    return "when the principal is a `" + environment.principalType + "`, the action `" +
           toText(environment.action) + "`, the resource a `" + environment.resourceType + "`";
}

/// The first kinds of request as related notes at the scope.
void relate(ValidationFinding& finding, const Policy& policy)
{
    const Span scope = join(policy.principal.span, policy.resource.span);
    const auto& environments = finding.environments;
    for (std::size_t i = 0; i < environments.size() && i < kEnvironmentsShown; ++i)
        finding.diagnostic.related.push_back(
            {finding.diagnostic.file, scope, inWords(environments[i])});
    if (environments.size() > kEnvironmentsShown)
        finding.diagnostic.related.push_back(
            {finding.diagnostic.file, scope,
             "and for " + std::to_string(environments.size() - kEnvironmentsShown) +
                 " more kinds of request"});
}

} // namespace

Diagnostic& Problems::error(std::string code, Span span, std::string message, std::string help)
{
    ++m_errors;
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    return add(std::move(diagnostic));
}

Diagnostic& Problems::warning(std::string code, Span span, std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.severity = Severity::Warning;
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    return add(std::move(diagnostic));
}

Diagnostic& Problems::add(Diagnostic diagnostic)
{
    const Key key{diagnostic.span, diagnostic.code, diagnostic.message};
    const auto [entry, isNew] = m_findings.try_emplace(key);
    ValidationFinding& finding = entry->second;
    if (isNew) {
        finding.policyId = m_policy.id;
        finding.diagnostic = std::move(diagnostic);
        finding.diagnostic.file = m_file;
    }
    const bool listed = m_environment != nullptr && !finding.environments.empty() &&
                        finding.environments.back() == *m_environment;
    if (m_environment != nullptr && !listed)
        finding.environments.push_back(*m_environment);
    return finding.diagnostic;
}

void Problems::addFix(Diagnostic& diagnostic, std::string title, std::vector<TextEdit> edits) const
{
    if (!diagnostic.fixes.empty() || m_file.empty())
        return;
    Fix fix;
    fix.title = title;
    fix.edit.title = std::move(title);
    fix.edit.files[m_file] = std::move(edits);
    diagnostic.fixes.push_back(std::move(fix));
}

std::vector<ValidationFinding> Problems::take()
{
    std::vector<ValidationFinding> findings;
    findings.reserve(m_findings.size());
    for (auto& [key, finding] : m_findings) {
        relate(finding, m_policy);
        findings.push_back(std::move(finding));
    }
    m_findings.clear();
    return findings;
}

} // namespace remit::cedar
