// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/cedar/schema/tree.h"

#include <string_view>

namespace remit::cedar {

/// Reads a schema in either format: JSON when the first character that is not blank is `{`.
[[nodiscard]] SchemaDocument parseSchema(std::string_view text, std::string_view file = {});

/// Cedar's own schema language (Cedar 4.5). Goes on after an error at the next declaration. Time is
/// linear in the text; nesting over limits::kCedarNesting is a diagnostic.
[[nodiscard]] SchemaDocument parseSchemaText(std::string_view text, std::string_view file = {});

/// The JSON format of schemas. Unknown members and duplicate keys are errors.
[[nodiscard]] SchemaDocument parseSchemaJson(std::string_view text, std::string_view file = {});
[[nodiscard]] SchemaDocument parseSchemaJson(const JsonValue& value, std::string_view file = {});

} // namespace remit::cedar
