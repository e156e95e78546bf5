// SPDX-License-Identifier: Apache-2.0
#include "core/assist/hover.h"

#include "core/assist/json/complete.h"
#include "core/assist/policies/hover.h"
#include "core/assist/symbol.h"
#include "core/assist/symbol_text.h"

namespace remit::assist {
namespace {

/// An attribute of a schema by the place of its name.
const cedar::AttributeType* declaredAt(const cedar::Type& type, const Symbol& symbol)
{
    if (type.element)
        return declaredAt(*type.element, symbol);
    for (const auto& [name, attribute] : type.attributes) {
        if (symbolOf(name, attribute) == symbol)
            return &attribute;
        if (const cedar::AttributeType* found = declaredAt(*attribute.type, symbol))
            return found;
    }
    return nullptr;
}

std::vector<Hover::Line> attributeLines(const Model& model, const Symbol& symbol)
{
    const auto lines = [&symbol](const std::string& owner, const cedar::Type& type) {
        const cedar::AttributeType* found = declaredAt(type, symbol);
        return found == nullptr ? std::vector<Hover::Line>{} : describe(owner, symbol.name, *found);
    };
    for (const auto& [name, type] : model.schema().commonTypes()) {
        if (!type.type)
            continue;
        if (auto found = lines(name, *type.type); !found.empty())
            return found;
    }
    for (const auto& [name, type] : model.schema().entityTypes()) {
        if (auto found = lines(name, *type.shape); !found.empty())
            return found;
    }
    for (const auto& [uid, action] : model.schema().actions()) {
        if (auto found = lines("context", *action.context); !found.empty())
            return found;
    }
    return {};
}

bool isOfWord(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A caret behind a word means the word, unless another one begins there.
std::uint32_t meantAt(std::string_view text, std::uint32_t offset)
{
    const bool inside = offset < text.size() && isOfWord(text[offset]);
    const bool behind = offset > 0 && offset <= text.size() && isOfWord(text[offset - 1]);
    return !inside && behind ? offset - 1 : offset;
}

} // namespace

std::optional<Hover> hover(const Model& model, std::string_view path, std::uint32_t offset)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr)
        return std::nullopt;
    for (const Occurrence& here : occurrencesAt(model, *file, offset)) {
        if (here.symbol.kind == Symbol::Kind::Attribute && file->policies)
            continue; // with what it hangs on there
        const bool unnamed =
            here.symbol.kind == Symbol::Kind::Policy && here.spelling == Spelling::Name;
        auto lines = here.symbol.kind == Symbol::Kind::Attribute
                         ? attributeLines(model, here.symbol)
                         : describe(model, here.symbol);
        if (!lines.empty() && !unnamed)
            return Hover{here.span, std::move(lines)};
    }
    if (file->policies)
        return policyHover(model, *file, meantAt(file->text(), offset));
    if (file->language == Language::Json)
        return jsonHover(*file, offset);
    return std::nullopt;
}

} // namespace remit::assist
