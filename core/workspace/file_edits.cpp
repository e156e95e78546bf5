// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/file_edits.h"

namespace remit::workspace {

std::vector<FileEdit> fileEdits(const Snapshot& before, const Snapshot& after)
{
    std::vector<FileEdit> edits;
    auto was = before.files.begin();
    auto is = after.files.begin();
    while (was != before.files.end() || is != after.files.end()) {
        const bool gone =
            is == after.files.end() || (was != before.files.end() && was->first < is->first);
        const bool fresh = was == before.files.end() || (!gone && is->first < was->first);
        if (gone) {
            edits.push_back({was->first, was->second.text, nullptr});
            ++was;
        } else if (fresh) {
            edits.push_back({is->first, nullptr, is->second.text});
            ++is;
        } else {
            if (*was->second.text != *is->second.text)
                edits.push_back({is->first, was->second.text, is->second.text});
            ++was;
            ++is;
        }
    }
    return edits;
}

} // namespace remit::workspace
