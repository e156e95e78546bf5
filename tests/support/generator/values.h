// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/generator/world.h"

namespace remit::test {

/// A literal of the type in Cedar text.
[[nodiscard]] std::string literalText(Random& random, const World& world, const Shape& shape);
/// A value of the type in entity JSON, with explicit escapes.
[[nodiscard]] std::string valueJson(Random& random, const World& world, const Shape& shape);

/// An id from a small pool, so that things meet; some are in no entity list.
[[nodiscard]] std::string entityId(Random& random, const World& world, const std::string& type);
[[nodiscard]] std::string uidText(const std::string& type, const std::string& id);
[[nodiscard]] std::string uidJson(const std::string& type, const std::string& id);

/// What an extension's constructor takes; `broken`: maybe not.
[[nodiscard]] std::string extensionArgument(Random& random, Kind kind, bool broken);
[[nodiscard]] std::string_view constructorName(Kind kind);

/// Edge cases of 64 bits among small numbers.
[[nodiscard]] std::string longText(Random& random);
/// The same where a method may follow.
[[nodiscard]] std::string longLiteral(Random& random);
[[nodiscard]] std::string stringContent(Random& random);
/// The inside of a pattern literal.
[[nodiscard]] std::string patternText(Random& random);

} // namespace remit::test
