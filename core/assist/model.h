// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"
#include "core/base/strict_json.h"
#include "core/cedar/schema/name_table.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/token.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Language services without a screen: what an editor asks about a workspace's texts. They need no
/// valid text: most of the time somebody is in the middle of a word.
///
/// A Model is built from the texts as they are (unsaved ones included), on any thread, and never
/// changes. Each service is a function of (model, file, offset) in the header of its name:
/// completion, signature_help, hover, navigation (definition, references), rename, outline
/// (outline, folding, braces), semantic_tokens, quick_fixes, policy_json_view, schema_graph.
/// Offsets are bytes, as in Span; one past the end of the text is the end. A file that the model
/// does not have gives an empty answer.
namespace remit::assist {

/// What a file is for, with the names of remit.json. A grant's scope (`grants/ID.cedar`) is Grants.
enum class FileKind : std::uint8_t {
    Settings,
    Policies,
    Links,
    Schema,
    Entities,
    Tools,
    Tasks,
    Credentials,
    Grants,
    Tests,
    Reviews,
    Other,
};

/// "policies", "links" …, "settings"; Other for any other name.
[[nodiscard]] FileKind fileKindNamed(std::string_view name);

/// What the model is built from.
struct SourceFile {
    std::string path; ///< relative to the workspace
    FileKind kind = FileKind::Other;
    std::shared_ptr<const std::string> text; ///< never null
};

enum class Language : std::uint8_t { Cedar, CedarSchema, Json, Other };

/// A policy text, read. `ids` are those of workspaces: `@id`, else the file's stem and the position
/// in it (`pay#2`).
struct PolicyText {
    std::vector<cedar::Token> tokens; ///< the last one is End
    cedar::ParsedPolicies parsed;
    std::vector<std::string> ids;                                       ///< of each parsed policy
    std::map<std::string, std::set<std::string>, std::less<>> entities; ///< named, ids by type
};

/// One file as the model knows it. What does not fit its language is null.
struct ModelFile {
    SourceFile source;
    Language language = Language::Other;
    std::shared_ptr<const PolicyText> policies;          ///< Cedar
    std::shared_ptr<const cedar::SchemaDocument> schema; ///< of kind Schema, in either format
    std::shared_ptr<const JsonDocument> json;            ///< Json

    [[nodiscard]] std::string_view text() const { return *source.text; }
    [[nodiscard]] bool isGrantScope() const
    {
        return language == Language::Cedar && source.kind == FileKind::Grants;
    }
};

/// All schema files, read and resolved together.
struct SchemaSet {
    std::vector<std::string> paths; ///< of each document
    std::vector<cedar::SchemaDocument> documents;
    Diagnostics nameDiagnostics;
    std::unique_ptr<const cedar::NameTable> names; ///< what a name in a document reaches
    cedar::ResolvedSchema resolved;
};

/// An entity that the workspace's entity files hold.
struct KnownEntity {
    std::string id;
    std::string path;
    Span span;                       ///< of the whole entity
    Span idSpan;                     ///< of the id's string, with its quotes
    const JsonValue* json = nullptr; ///< lives as long as the model
};

class Model {
public:
    using Files = std::map<std::string, ModelFile, std::less<>>;
    /// By full type name, then by id.
    using Entities =
        std::map<std::string, std::map<std::string, KnownEntity, std::less<>>, std::less<>>;

    /// Files whose text is the same as in `previous` are not read again; nor is the schema resolved
    /// again when no schema file changed.
    [[nodiscard]] static std::shared_ptr<const Model> build(std::vector<SourceFile> files,
                                                            const Model* previous = nullptr);
    /// The model with one text changed (or one file added).
    [[nodiscard]] std::shared_ptr<const Model> with(SourceFile file) const;

    [[nodiscard]] const Files& files() const { return m_files; }
    [[nodiscard]] const ModelFile* file(std::string_view path) const;

    /// Of all schema files together, also where some of it is wrong; empty without any.
    [[nodiscard]] const cedar::Schema& schema() const { return *m_schema->resolved.schema; }
    [[nodiscard]] const SchemaSet& schemaSet() const { return *m_schema; }
    [[nodiscard]] bool hasSchema() const { return !m_schema->documents.empty(); }
    [[nodiscard]] const Entities& entities() const { return *m_entities; }
    [[nodiscard]] const KnownEntity* entity(const cedar::EntityUid& uid) const;

private:
    Model() = default;
    void read(SourceFile file, const Model* previous);
    void readSchema(const Model* previous);
    void readEntities(const Model* previous);
    [[nodiscard]] bool sharesAll(FileKind kind, const Model* previous) const;

    Files m_files;
    std::shared_ptr<const SchemaSet> m_schema;
    std::shared_ptr<const Entities> m_entities;
};

} // namespace remit::assist
