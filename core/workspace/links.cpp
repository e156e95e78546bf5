// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/links.h"

namespace remit::workspace {

void addLinks(cedar::PolicySet& set, const cedar::ParsedLinks& read, const std::string& file,
              Diagnostics& diagnostics)
{
    for (std::size_t i = 0; i < read.links.size(); ++i) {
        const auto added = set.link(read.links[i]);
        if (added)
            continue;
        Diagnostic diagnostic;
        diagnostic.code = "links/does-not-fit";
        diagnostic.message = added.error().message;
        diagnostic.help = added.error().hint;
        diagnostic.file = file;
        diagnostic.span = read.spans[i];
        diagnostics.push_back(std::move(diagnostic));
    }
}

} // namespace remit::workspace
