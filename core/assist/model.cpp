// SPDX-License-Identifier: Apache-2.0
#include "core/assist/model.h"

#include "core/assist/known_entities.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/syntax/lexer.h"

#include <array>
#include <utility>

namespace remit::assist {
namespace {

Language languageOf(const SourceFile& file)
{
    const std::string_view path = file.path;
    if (path.ends_with(".cedar"))
        return Language::Cedar;
    if (path.ends_with(".cedarschema"))
        return Language::CedarSchema;
    return path.ends_with(".json") ? Language::Json : Language::Other;
}

std::string stemOf(std::string_view path)
{
    path.remove_prefix(path.rfind('/') + 1);
    return std::string(path.substr(0, path.rfind('.')));
}

void addNamed(const cedar::Expr& expr, PolicyText& read)
{
    if (expr.kind == cedar::ExprKind::Entity)
        read.entities[expr.uid.type].insert(expr.uid.id);
    for (const cedar::ExprPtr& child : expr.children)
        addNamed(*child, read);
}

void addNamed(const cedar::Policy& policy, PolicyText& read)
{
    for (const cedar::ScopeConstraint* constraint : {&policy.principal, &policy.resource}) {
        if (!constraint->entity.type.empty())
            read.entities[constraint->entity.type].insert(constraint->entity.id);
    }
    for (const cedar::Condition& condition : policy.conditions)
        addNamed(*condition.body, read);
}

std::shared_ptr<const PolicyText> readPolicies(const SourceFile& file)
{
    auto read = std::make_shared<PolicyText>();
    cedar::ProblemLog ignored(file.path);
    read->tokens = cedar::lex(*file.text, ignored).tokens;
    read->parsed = cedar::parsePolicies(*file.text, file.path);
    const std::string stem = stemOf(file.path);
    for (const cedar::Policy& policy : read->parsed.policies) {
        const std::string* id = policy.annotation("id");
        read->ids.push_back(
            id != nullptr && !id->empty() ? *id : stem + "#" + std::to_string(read->ids.size()));
        addNamed(policy, *read);
    }
    return read;
}

bool sameText(const SourceFile& a, const SourceFile& b)
{
    return a.kind == b.kind && (a.text == b.text || *a.text == *b.text);
}

} // namespace

FileKind fileKindNamed(std::string_view name)
{
    static constexpr std::array<std::string_view, 11> kNames{
        "settings", "policies",    "links",  "schema", "entities", "tools",
        "tasks",    "credentials", "grants", "tests",  "reviews"};
    for (std::size_t kind = 0; kind < kNames.size(); ++kind) {
        if (kNames[kind] == name)
            return static_cast<FileKind>(kind);
    }
    return FileKind::Other;
}

const ModelFile* Model::file(std::string_view path) const
{
    const auto found = m_files.find(path);
    return found == m_files.end() ? nullptr : &found->second;
}

const KnownEntity* Model::entity(const cedar::EntityUid& uid) const
{
    const auto type = m_entities->find(uid.type);
    if (type == m_entities->end())
        return nullptr;
    const auto found = type->second.find(uid.id);
    return found == type->second.end() ? nullptr : &found->second;
}

std::shared_ptr<const Model> Model::build(std::vector<SourceFile> files, const Model* previous)
{
    std::shared_ptr<Model> model(new Model);
    for (SourceFile& file : files)
        model->read(std::move(file), previous);
    model->readSchema(previous);
    model->readEntities(previous);
    return model;
}

std::shared_ptr<const Model> Model::with(SourceFile file) const
{
    std::vector<SourceFile> files;
    for (const auto& [path, known] : m_files) {
        if (path != file.path)
            files.push_back(known.source);
    }
    files.push_back(std::move(file));
    return build(std::move(files), this);
}

void Model::read(SourceFile source, const Model* previous)
{
    const ModelFile* before = previous != nullptr ? previous->file(source.path) : nullptr;
    const std::string path = source.path;
    if (before != nullptr && sameText(before->source, source)) {
        m_files.insert_or_assign(path, *before);
        return;
    }
    ModelFile file;
    file.language = languageOf(source);
    if (file.language == Language::Cedar)
        file.policies = readPolicies(source);
    else if (file.language == Language::Json)
        file.json = std::make_shared<const JsonDocument>(parseJson(*source.text, path));
    file.source = std::move(source);
    m_files.insert_or_assign(path, std::move(file));
}

bool Model::sharesAll(FileKind kind, const Model* previous) const
{
    if (previous == nullptr)
        return false;
    const auto skip = [kind](auto at, const Files& files) {
        while (at != files.end() && at->second.source.kind != kind)
            ++at;
        return at;
    };
    auto ours = skip(m_files.begin(), m_files);
    auto theirs = skip(previous->m_files.begin(), previous->m_files);
    while (ours != m_files.end() && theirs != previous->m_files.end()) {
        if (ours->first != theirs->first || ours->second.source.text != theirs->second.source.text)
            return false;
        ours = skip(std::next(ours), m_files);
        theirs = skip(std::next(theirs), previous->m_files);
    }
    return ours == m_files.end() && theirs == previous->m_files.end();
}

void Model::readSchema(const Model* previous)
{
    if (sharesAll(FileKind::Schema, previous)) {
        m_schema = previous->m_schema;
    } else {
        auto set = std::make_shared<SchemaSet>();
        for (const auto& [path, file] : m_files) {
            if (file.source.kind != FileKind::Schema)
                continue;
            set->paths.push_back(path);
            set->documents.push_back(cedar::parseSchema(file.text(), path));
        }
        set->names = std::make_unique<cedar::NameTable>(set->documents, set->nameDiagnostics);
        set->resolved = cedar::resolveSchema(set->documents);
        m_schema = std::move(set);
    }
    for (std::size_t index = 0; index < m_schema->paths.size(); ++index) {
        m_files.find(m_schema->paths[index])->second.schema =
            std::shared_ptr<const cedar::SchemaDocument>(m_schema, &m_schema->documents[index]);
    }
}

void Model::readEntities(const Model* previous)
{
    if (sharesAll(FileKind::Entities, previous)) {
        m_entities = previous->m_entities;
        return;
    }
    auto entities = std::make_shared<Entities>();
    for (const auto& [path, file] : m_files) {
        if (file.source.kind == FileKind::Entities && file.json && file.json->root)
            addKnownEntities(*file.json->root, path, *entities);
    }
    m_entities = std::move(entities);
}

} // namespace remit::assist
