// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/entities/entity_json.h"

#include <string_view>

/// What is wrong with entities taken together; each with its place.
namespace remit::cedar {

/// The same entity given twice is kept once; two of one uid that differ are an error
/// (`entities/duplicate`), and the first is kept.
void mergeDuplicates(ParsedEntities& parsed, std::string_view file);

/// An entity that is its own ancestor is an error (`entities/cycle`); the first cycle found is told
/// with its members.
void reportCycle(ParsedEntities& parsed, std::string_view file);

/// An action given in the text must be as the schema declares it: no attributes, no tags, and with
/// the parents of its parents in the text just the declared ancestors (`entities/action-differs`,
/// `entities/undeclared-action`).
void checkActions(ParsedEntities& parsed, const Schema& schema, std::string_view file);

} // namespace remit::cedar
