// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cedar/schema/tree.h"

#include <string>

/// The same schema in the other format, and in one normal form of its own. Comments are dropped.
namespace remit::cedar {

/// The JSON format, indented by two blanks. Names stay as written (`EntityOrCommon`).
[[nodiscard]] std::string toSchemaJson(const SchemaDocument& document);

/// The JSON format with every name resolved: full names, and entity, common and built-in types told
/// apart. Error (Invalid): the schema does not resolve; the message is the first diagnostic's.
[[nodiscard]] Result<std::string> toResolvedSchemaJson(const SchemaDocument& document);

/// The text format in Cedar's own layout. Error (Invalid): what text cannot say, such as a JSON
/// name that means a common type where an entity type of that name is nearer.
[[nodiscard]] Result<std::string> toSchemaText(const SchemaDocument& document);

} // namespace remit::cedar
