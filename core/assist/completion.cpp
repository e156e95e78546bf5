// SPDX-License-Identifier: Apache-2.0
#include "core/assist/completion.h"

#include "core/assist/json/complete.h"
#include "core/assist/policies/complete.h"
#include "core/assist/schemas/complete.h"

#include <algorithm>

namespace remit::assist {

CompletionList complete(const Model& model, std::string_view path, std::uint32_t offset)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr)
        return {};
    if (file->policies)
        return PolicyCompletion(model, *file, offset).run();
    if (file->language == Language::CedarSchema)
        return completeSchema(model, *file, offset);
    if (file->language == Language::Json)
        return completeJson(model, *file, offset);
    return {{offset, offset}, {}};
}

bool triggersCompletion(std::string_view text, std::uint32_t offset)
{
    if (offset == 0 || offset > text.size())
        return false;
    const std::string_view before = text.substr(0, offset);
    switch (before.back()) {
    case '.':
    case '"':
    case '@':
    case '?':
        return true;
    case ':':
        return before.ends_with("::");
    case ' ': {
        static constexpr std::string_view kOperators = "=<>&|+*([{,";
        const std::string_view word = before.substr(0, before.find_last_not_of(' ') + 1);
        return !word.empty() &&
               (kOperators.find(word.back()) != std::string_view::npos || word.ends_with(" in") ||
                word.ends_with(" is") || word.ends_with(" has"));
    }
    default:
        return false;
    }
}

} // namespace remit::assist
