// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/printer.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace remit;
using namespace remit::cedar;

namespace {

void demand(bool condition)
{
    if (!condition)
        std::abort();
}

void checkSpans(const Expr& expr, std::size_t size)
{
    demand(expr.span.begin <= expr.span.end && expr.span.end <= size);
    demand(expr.nameSpan.begin <= expr.nameSpan.end && expr.nameSpan.end <= size);
    for (const ExprPtr& child : expr.children) {
        demand(child != nullptr);
        checkSpans(*child, size);
    }
}

void checkPolicy(const Policy& policy, std::size_t size)
{
    demand(policy.span.begin <= policy.span.end && policy.span.end <= size);
    for (const Condition& condition : policy.conditions) {
        demand(condition.body != nullptr);
        checkSpans(*condition.body, size);
    }
    const std::string printed = toText(policy); // a broken one too: holes print as <error>
    if (policy.broken)
        return;
    const ParsedPolicies again = parsePolicies(printed);
    demand(again.diagnostics.empty() && again.policies.size() == 1);
    demand(sameTree(policy, again.policies[0]));
    demand(sameTree(policy, clone(policy)));
}

void checkDiagnostic(const Diagnostic& diagnostic, std::string_view text)
{
    demand(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= text.size());
    for (const Fix& fix : diagnostic.fixes) {
        for (const auto& [file, edits] : fix.edit.files)
            demand(applied(text, edits).size() <= 2 * text.size() + 1024);
    }
}

} // namespace

/// No crash, spans within the text, sound policies survive printing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ParsedPolicies parsed = parsePolicies(text);
    for (const Diagnostic& diagnostic : parsed.diagnostics)
        checkDiagnostic(diagnostic, text);
    bool broken = false;
    for (const Policy& policy : parsed.policies) {
        checkPolicy(policy, size);
        broken = broken || policy.broken;
    }
    demand(!broken || !parsed.diagnostics.empty());
    const ParsedExpr expr = parseExpression(text);
    if (expr.expr && expr.diagnostics.empty()) {
        const ParsedExpr again = parseExpression(toText(*expr.expr));
        demand(again.diagnostics.empty() && sameTree(*expr.expr, *again.expr));
    }
    return 0;
}
