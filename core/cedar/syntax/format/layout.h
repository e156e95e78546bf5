// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cedar {

/// Documents of a pretty printer after Wadler ("A prettier printer", 2003): texts, lines that may
/// be flattened, groups that are flat if they fit. Documents are numbers into one store; texts are
/// views of the source, which must outlive it.
class Layout {
public:
    using Doc = std::uint32_t;
    static constexpr Doc kNil = 0;

    Layout();

    Doc text(std::string_view text);
    Doc space() { return text(" "); }
    [[nodiscard]] Doc hardLine() const { return kHardLine; } ///< always a line break
    [[nodiscard]] Doc line() const { return kLine; }         ///< a space when flat
    [[nodiscard]] Doc softLine() const { return kSoftLine; } ///< nothing when flat
    Doc append(Doc left, Doc right);
    Doc group(Doc doc);
    Doc nest(int columns, Doc doc);

    template <class... Docs>
    Doc concat(Doc first, Docs... rest)
    {
        Doc result = first;
        ((result = append(result, rest)), ...);
        return result;
    }

    /// A group is flat when it and what follows it up to the next possible break fit into `width`
    /// columns of a terminal. A hard line within it breaks it.
    [[nodiscard]] std::string render(Doc doc, std::size_t width);

private:
    enum class Kind : std::uint8_t { Nil, Text, HardLine, Line, SoftLine, Append, Group, Nest };
    struct Node {
        Kind kind = Kind::Nil;
        std::int32_t columns = 0;
        Doc left = kNil;
        Doc right = kNil;
        std::string_view text;
        std::size_t textWidth = 0;
    };
    struct Command {
        std::size_t indent = 0;
        bool flat = false;
        Doc doc = kNil;
    };
    static constexpr Doc kHardLine = 1;
    static constexpr Doc kLine = 2;
    static constexpr Doc kSoftLine = 3;

    [[nodiscard]] bool fits(Doc doc, std::size_t column, std::size_t width,
                            const std::vector<Command>& rest);
    Doc add(Node node);

    std::vector<Node> m_nodes;
    std::vector<Doc> m_pending; ///< of fits(), kept to spare allocations
};

} // namespace remit::cedar
