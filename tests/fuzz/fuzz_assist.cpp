// SPDX-License-Identifier: Apache-2.0
// USES remit::assist
#include "core/assist/completion.h"
#include "core/assist/hover.h"
#include "core/assist/outline.h"
#include "core/assist/semantic_tokens.h"
#include "core/assist/signature_help.h"

#include <cstdint>

using namespace remit;
using namespace remit::assist;

namespace {

constexpr const char* kSchema =
    "entity Team in [Team]; entity User in [Team] = {name: String, age?: Long, rec: {a: Long}, "
    "s: Set<User>, limit: decimal} tags String; entity Status enum [\"open\", \"closed\"];"
    "action view, edit appliesTo {principal: User, resource: User,"
    " context: {flag: Bool, opt?: {x: Long}, now: datetime}};";

SourceFile source(const char* path, FileKind kind, std::string_view text)
{
    return {path, kind, std::make_shared<const std::string>(text)};
}

} // namespace

/// The first two bytes choose the language and the place; the rest is the text. Every service ends
/// and answers with places within the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const char* path = data[0] % 3 == 0 ? "p.cedar" : data[0] % 3 == 1 ? "t.cedarschema" : "e.json";
    const FileKind kind = data[0] % 3 == 0   ? FileKind::Policies
                          : data[0] % 3 == 1 ? FileKind::Schema
                                             : FileKind::Entities;
    const auto model = Model::build(
        {source("s.cedarschema", FileKind::Schema, kSchema), source(path, kind, text)});
    const auto offset = static_cast<std::uint32_t>(data[1] * text.size() / 255);
    const CompletionList list = complete(*model, path, offset);
    if (list.replace.begin > offset || list.replace.end < offset || list.replace.end > text.size())
        __builtin_trap();
    static_cast<void>(hover(*model, path, offset));
    static_cast<void>(signatureHelp(*model, path, offset));
    static_cast<void>(outline(*model, path));
    static_cast<void>(foldingRanges(*model, path));
    static_cast<void>(semanticTokens(*model, path));
    return 0;
}
