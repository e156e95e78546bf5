// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/highlight.h"

namespace remit::ui {

Syntax syntaxOf(std::string_view path)
{
    if (path.ends_with(".cedar"))
        return Syntax::Cedar;
    if (path.ends_with(".cedarschema"))
        return Syntax::CedarSchema;
    if (path.ends_with(".json") || path.ends_with(".jsonl"))
        return Syntax::Json;
    return Syntax::Plain;
}

Highlighting highlight(Syntax syntax, std::string_view text)
{
    switch (syntax) {
    case Syntax::Cedar:
        return highlightCedar(text);
    case Syntax::CedarSchema:
        return highlightCedarSchema(text);
    case Syntax::Json:
        return highlightJson(text);
    case Syntax::Plain:
        break;
    }
    return {};
}

} // namespace remit::ui
