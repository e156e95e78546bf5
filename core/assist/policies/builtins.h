// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/types.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the language itself has, in words: for completion, hover and signature help.
namespace remit::assist {

struct Builtin {
    std::string_view name;
    std::string_view text; ///< one or two sentences
};

[[nodiscard]] std::span<const Builtin> keywords();  ///< of policies, `permit` … `like`
[[nodiscard]] std::span<const Builtin> variables(); ///< `principal` …
[[nodiscard]] std::span<const Builtin> knownAnnotations();
[[nodiscard]] std::span<const Builtin> slots();

/// Null where there is none of that name.
[[nodiscard]] const Builtin* findBuiltin(std::span<const Builtin> all, std::string_view name);

struct BuiltinParameter {
    std::string_view name;
    std::string_view type; ///< as the schema language writes it; `T` stands for the set's elements
};

/// A method or an extension's constructor.
struct Callable {
    std::string_view name;
    std::string_view receiver; ///< "Set<T>", "entity", "ipaddr" …; empty: a constructor
    std::vector<BuiltinParameter> parameters;
    std::string_view result;
    std::string_view example; ///< of the argument, as a snippet: `"${1:10.0.0.0/8}"`; may be empty
    std::string_view text;
};

[[nodiscard]] std::span<const Callable> methods();
[[nodiscard]] std::span<const Callable> constructors();
[[nodiscard]] const Callable* findMethod(std::string_view name);
[[nodiscard]] const Callable* findConstructor(std::string_view name);
/// Can the method be called on a value of that type?
[[nodiscard]] bool hasMethod(const cedar::Type& type, const Callable& method);

/// `ipaddr.isInRange(range: ipaddr): Bool`; the place of each parameter is added to `places`.
[[nodiscard]] std::string signatureText(const Callable& callable, std::vector<Span>* places);

} // namespace remit::assist
