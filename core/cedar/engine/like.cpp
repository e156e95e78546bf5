// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/code_node.h"

namespace remit::cedar {

bool matches(const LikePieces& pattern, std::string_view text)
{
    const std::string_view head = pattern.pieces[0].text();
    if (pattern.count == 1)
        return text == head;
    const std::string_view tail = pattern.pieces[pattern.count - 1].text();
    if (text.size() < head.size() + tail.size() || !text.starts_with(head) || !text.ends_with(tail))
        return false;
    // Between them each piece is taken where it first stands: later ones then have most room.
    text = text.substr(head.size(), text.size() - head.size() - tail.size());
    for (std::uint32_t i = 1; i + 1 < pattern.count; ++i) {
        const std::string_view piece = pattern.pieces[i].text();
        const std::size_t found = text.find(piece);
        if (found == std::string_view::npos)
            return false;
        text.remove_prefix(found + piece.size());
    }
    return true;
}

} // namespace remit::cedar
