// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/export/misfits.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/engine/context_reads.h"
#include "core/decision/facts.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::bundle {

namespace {

/// Is `read` that member or something below it; `context has a` tests the member `a`.
bool readsMember(const cedar::Expr& expr, const cedar::ContextPath& read)
{
    if (expr.kind == cedar::ExprKind::Has) {
        auto path = cedar::contextPath(*expr.children[0]);
        if (!path)
            return false;
        path->insert(path->end(), expr.path.begin(), expr.path.end());
        return *path == read;
    }
    const auto path = cedar::contextPath(expr);
    return path && *path == read;
}

const cedar::Expr* findRead(const cedar::Expr& expr, const cedar::ContextPath& read)
{
    if (readsMember(expr, read))
        return &expr;
    for (const cedar::ExprPtr& child : expr.children) {
        if (const cedar::Expr* found = findRead(*child, read))
            return found;
    }
    return nullptr;
}

std::string notSupplied(const std::string& who, const cedar::ContextPath& read,
                        std::string_view target)
{
    return fmt::format("{} reads {}, which {} does not supply", who,
                       read.empty() ? "the whole context" : "context." + decision::factName(read),
                       target);
}

std::string suppliedHelp(const std::vector<std::string>& facts)
{
    return fmt::format("It supplies {}. Decide this policy elsewhere, or name the fact in the "
                       "profile's \"facts\" where your target is given it.",
                       joined(facts, ", "));
}

Span spanOfAuthority(const workspace::Snapshot& snapshot)
{
    const SourceText settings = snapshot.source(std::string(workspace::kSettingsFile));
    const JsonDocument document = parseJson(settings.text());
    const JsonValue* authority = document.root ? document.root->find("authority") : nullptr;
    return authority == nullptr ? Span{} : authority->span;
}

} // namespace

void Misfits::add(std::string code, Severity severity, const cedar::ProgramPolicy& policy,
                  Span span, std::string message, std::string help)
{
    const auto source = m_setup.policySources.find(policy.source->id);
    const std::string file =
        source == m_setup.policySources.end() ? std::string() : source->second->name();
    addToFile(std::move(code), severity, file, span.empty() ? policy.source->effectSpan : span,
              std::move(message), std::move(help));
}

void Misfits::addToFile(std::string code, Severity severity, std::string file, Span span,
                        std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.severity = severity;
    diagnostic.message = std::move(message);
    diagnostic.file = file.empty() ? std::string(workspace::kSettingsFile) : std::move(file);
    diagnostic.span = span;
    diagnostic.help = std::move(help);
    m_list.push_back(std::move(diagnostic));
}

void lintOnePolicySet(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                      std::string_view target, Misfits& misfits)
{
    if (setup.authority == decision::Authority::NotModelled)
        return;
    misfits.addToFile(
        "export/one-policy-set", Severity::Error, {}, spanOfAuthority(snapshot),
        fmt::format("{} asks one policy set once, and this workspace decides over chains of grants",
                    target),
        "Each call needs an evaluation for every grant and every principal of its chain. Export "
        "with the profile cedar, which lists them, or from a workspace whose authority is \"not "
        "modelled\".");
}

bool isSupplied(const cedar::ContextPath& read, const std::vector<std::string>& facts)
{
    const std::string name = decision::factName(read);
    return std::any_of(facts.begin(), facts.end(), [&](const std::string& fact) {
        return name == fact || (name.starts_with(fact) && name.size() > fact.size() &&
                                (name[fact.size()] == '.' || name[fact.size()] == '['));
    });
}

Span spanOfRead(const cedar::Policy& policy, const cedar::ContextPath& read)
{
    for (const cedar::Condition& condition : policy.conditions) {
        if (const cedar::Expr* found = condition.body ? findRead(*condition.body, read) : nullptr)
            return found->span;
    }
    return {};
}

void lintFacts(const cedar::Program& program, const std::vector<std::string>& facts,
               std::string_view target, Misfits& misfits)
{
    for (const cedar::ProgramPolicy& policy : program.policies()) {
        for (const cedar::ContextPath& read : policy.reads) {
            if (!isSupplied(read, facts))
                misfits.add("export/fact-not-supplied", policy, spanOfRead(*policy.source, read),
                            notSupplied(jsonQuoted(policy.id), read, target), suppliedHelp(facts));
        }
    }
}

void lintScopeFacts(std::string_view grant, const decision::GrantScope& scope,
                    const std::vector<std::string>& facts, std::string_view target,
                    Misfits& misfits)
{
    for (const cedar::ProgramPolicy& policy : scope.program->policies()) {
        for (const cedar::ContextPath& read : policy.reads) {
            if (isSupplied(read, facts))
                continue;
            const Span span = spanOfRead(*policy.source, read);
            misfits.addToFile(
                "export/fact-not-supplied", Severity::Error, scope.file,
                span.empty() ? policy.source->effectSpan : span,
                notSupplied(fmt::format("the scope of grant {}", jsonQuoted(grant)), read, target),
                suppliedHelp(facts));
        }
    }
}

} // namespace remit::bundle
