// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/name_table.h"
#include "core/cedar/schema/schema.h"

#include <memory>
#include <span>
#include <unordered_map>

namespace remit::cedar {

/// Turns documents into a Schema. What does not resolve is reported and left out, so that the
/// rest can still serve an editor.
class SchemaBuilder {
public:
    SchemaBuilder(std::span<const SchemaDocument> documents, Diagnostics& diagnostics);

    [[nodiscard]] std::shared_ptr<const Schema> build();

private:
    /// A type with what it costs to walk it.
    struct Sized {
        TypePtr type;
        std::size_t nodes = 1; ///< when common types are written out in full
        int depth = 1;
    };
    enum class Progress { Open, Done };
    struct CommonState {
        Progress progress = Progress::Open;
        Sized result;
    };

    // Types (builder_types.cpp)
    std::optional<Sized> resolveType(const SchemaType& type, std::string_view space,
                                     std::size_t document, int depth);
    std::optional<Sized> resolveName(const SchemaType& type, std::string_view space,
                                     std::size_t document, int depth);
    std::optional<Sized> resolveRecord(const SchemaType& type, std::string_view space,
                                       std::size_t document, int depth);
    std::optional<Sized> resolveSet(const SchemaType& type, std::string_view space,
                                    std::size_t document, int depth);
    std::optional<Sized> resolveCommon(const std::string& name, const SchemaType& use,
                                       std::size_t document, int depth);
    std::optional<Sized> bounded(Sized type, Span span, std::size_t document);
    TypePtr recordOf(const std::optional<SchemaType>& written, std::string_view space,
                     std::size_t document, const char* what);
    std::string entityName(const SchemaName& name, std::string_view space, std::size_t document);

    // Declarations (builder.cpp)
    void buildCommons();
    void buildEntity(const std::string& name, const Declared<EntityDeclaration>& declared);
    void buildAction(const EntityUid& uid, const Declared<ActionDeclaration>& declared);
    void checkEnum(const Declared<EntityDeclaration>& declared);
    Place place(std::size_t document, Span name, Span whole) const;
    Diagnostic& report(std::size_t document, Span span, std::string code, std::string message,
                       std::string help = {}, Severity severity = Severity::Error);

    // Closures (builder_hierarchy.cpp)
    void closeEntityTypes();
    void closeActions();

    std::span<const SchemaDocument> m_documents;
    Diagnostics& m_diagnostics;
    NameTable m_names;
    std::vector<std::shared_ptr<const std::string>> m_files;
    std::unordered_map<std::string, CommonState> m_commonStates;
    std::shared_ptr<Schema> m_schema;
};

} // namespace remit::cedar
