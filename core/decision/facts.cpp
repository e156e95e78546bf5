// SPDX-License-Identifier: Apache-2.0
#include "core/decision/facts.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>

namespace remit::decision {

std::string factName(const cedar::ContextPath& path)
{
    if (path.empty())
        return "context";
    std::string text;
    for (const std::string& member : path) {
        if (!cedar::isIdentifier(member))
            text += "[" + cedarQuoted(member) + "]";
        else
            text += (text.empty() ? "" : ".") + member;
    }
    return text;
}

bool needs(const cedar::ContextPath& read, const cedar::ContextPath& unknown)
{
    const std::size_t common = std::min(read.size(), unknown.size());
    return std::equal(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(common),
                      unknown.begin());
}

} // namespace remit::decision
