// SPDX-License-Identifier: Apache-2.0
#include "tests/core/assist/placed_case.h"

#include <stdexcept>

namespace remit::test {

PlacedCase placed(const CursorCase& tried)
{
    const std::size_t colon = tried.text.find(": ");
    const std::string path = tried.text.substr(0, std::min(colon, tried.text.size()));
    const auto workspace = assistModel();
    const assist::ModelFile* file = workspace->file(path);
    if (colon == std::string::npos || file == nullptr) {
        const std::string fresh = "policies/new.cedar";
        return {assistModel(fresh, tried.text), fresh, tried.offset};
    }
    const std::string words = tried.text.substr(colon + 2);
    const std::size_t at = file->text().find(words);
    if (at == std::string_view::npos)
        throw std::runtime_error("not in " + path + ": " + words);
    return {workspace, path, static_cast<std::uint32_t>(at + tried.offset - (colon + 2))};
}

} // namespace remit::test
