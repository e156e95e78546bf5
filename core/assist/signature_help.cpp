// SPDX-License-Identifier: Apache-2.0
#include "core/assist/signature_help.h"

#include "core/assist/policies/builtins.h"
#include "core/assist/policies/cursor.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::TokenKind;

/// Commas of the call's own level between its bracket and the cursor.
std::size_t commasAfter(const PolicyCursor& cursor, std::size_t open)
{
    std::size_t commas = 0;
    int depth = 0;
    for (std::size_t at = open + 1; at < cursor.tokens.size(); ++at) {
        const TokenKind kind = cursor.tokens[at].kind;
        depth += cedar::opens(kind) ? 1 : cedar::closes(kind) ? -1 : 0;
        commas += kind == TokenKind::Comma && depth == 0 ? 1 : 0;
    }
    return commas;
}

} // namespace

std::optional<SignatureHelp> signatureHelp(const Model& model, std::string_view path,
                                           std::uint32_t offset)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr || !file->policies)
        return std::nullopt;
    const PolicyCursor cursor = policyCursor(*file, offset);
    const PolicyPlace place = policyPlace(cursor);
    if (place.region != PolicyPlace::Region::Condition || cursor.at == PolicyCursor::At::Comment)
        return std::nullopt;
    for (auto open = place.open.rbegin(); open != place.open.rend(); ++open) {
        if (cursor.tokens[*open].kind != TokenKind::OpenParen || *open < 2 ||
            cursor.tokens[*open - 1].kind != TokenKind::Identifier)
            continue;
        const cedar::Token& name = cursor.tokens[*open - 1];
        const Callable* callable = cursor.tokens[*open - 2].kind == TokenKind::Dot
                                       ? findMethod(cursor.of(name))
                                       : findConstructor(cursor.of(name));
        if (callable == nullptr)
            continue;
        SignatureHelp help;
        help.label = signatureText(*callable, &help.parameters);
        help.active = commasAfter(cursor, *open);
        help.documentation = callable->text;
        help.call = name.span();
        return help;
    }
    return std::nullopt;
}

} // namespace remit::assist
