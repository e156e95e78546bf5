// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/schema/tree.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Every name that the documents of a schema declare, and what a name written somewhere reaches.
namespace remit::cedar {

/// One declared name with its declaration.
template <class Declaration>
struct Declared {
    const Declaration* declaration = nullptr;
    const SchemaNamespace* space = nullptr;
    std::size_t document = 0;
    Span name;
};

class NameTable {
public:
    /// Reports duplicates, reserved names and shadowing.
    NameTable(std::span<const SchemaDocument> documents, Diagnostics& diagnostics);

    enum class Kind { Common, Entity, Builtin };
    /// What is wanted at the place where the name stands.
    enum class Wanted { Any, Common, Entity };
    struct Found {
        Kind kind = Kind::Entity;
        std::string name; ///< full; of a builtin without `__cedar::`
    };

    /// A name written in the namespace: first that namespace, then the empty one, then the built-in
    /// types; in each, common types before entity types. `__cedar::Long` always means the builtin.
    [[nodiscard]] std::optional<Found> resolve(std::string_view name, std::string_view space,
                                               Wanted wanted) const;
    /// The action that a parent reference means.
    [[nodiscard]] std::optional<EntityUid> resolveAction(const ActionReference& reference,
                                                         std::string_view space) const;

    using Commons = std::map<std::string, Declared<CommonDeclaration>, std::less<>>;
    using Entities = std::map<std::string, Declared<EntityDeclaration>, std::less<>>;
    using Actions = std::map<EntityUid, Declared<ActionDeclaration>>;
    [[nodiscard]] const Commons& commons() const { return m_commons; }
    [[nodiscard]] const Entities& entities() const { return m_entities; }
    [[nodiscard]] const Actions& actions() const { return m_actions; }

    /// The nearest declared names, for "did you mean". Empty after many questions, so that a text
    /// of errors only still takes linear time.
    [[nodiscard]] std::string suggestion(std::string_view written, Wanted wanted) const;

private:
    void declare(std::size_t index);
    void declareCommon(std::size_t index, const SchemaNamespace& space);
    void declareEntities(std::size_t index, const SchemaNamespace& space);
    void declareActions(std::size_t index, const SchemaNamespace& space);
    void checkShadowing();
    void checkTypeShadowing(const std::string& name, std::size_t document, Span span);
    void checkBuiltins();
    template <class Map, class Key, class Declaration>
    void put(Map& map, const Key& key, Declared<Declaration> declared,
             const std::string& shownName);
    Diagnostic& report(std::size_t document, Span span, std::string code, std::string message,
                       std::string help, Severity severity = Severity::Error);

    std::span<const SchemaDocument> m_documents;
    Diagnostics& m_diagnostics;
    Commons m_commons;
    Entities m_entities;
    Actions m_actions;
    mutable int m_suggestions = 0;
};

/// `Org::User` from its parts; the namespace may be empty.
[[nodiscard]] std::string qualified(std::string_view space, std::string_view name);

/// `Bool`, `Long`, `String` and the extension types.
[[nodiscard]] bool isBuiltinType(std::string_view name);

} // namespace remit::cedar
