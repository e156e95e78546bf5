// SPDX-License-Identifier: Apache-2.0
#include "core/assist/navigation.h"

#include "core/assist/symbol.h"

#include <algorithm>
#include <set>

namespace remit::assist {

std::vector<Location> definition(const Model& model, std::string_view path, std::uint32_t offset)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr)
        return {};
    std::set<Location> places;
    for (const Occurrence& here : occurrencesAt(model, *file, offset)) {
        for (const FoundOccurrence& found : findOccurrences(model, here.symbol)) {
            if (found.occurrence.declaration)
                places.insert(
                    {found.file->source.path, found.occurrence.span, found.occurrence.whole});
        }
    }
    return {places.begin(), places.end()};
}

std::vector<Reference> references(const Model& model, std::string_view path, std::uint32_t offset)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr)
        return {};
    std::vector<Reference> all;
    for (const Occurrence& here : occurrencesAt(model, *file, offset)) {
        for (const FoundOccurrence& found : findOccurrences(model, here.symbol))
            all.push_back({{found.file->source.path, found.occurrence.span, found.occurrence.whole},
                           found.occurrence.declaration});
    }
    std::ranges::sort(all, {}, &Reference::location);
    const auto same = [](const Reference& a, const Reference& b) {
        return a.location == b.location;
    };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return all;
}

} // namespace remit::assist
