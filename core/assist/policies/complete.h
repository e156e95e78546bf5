// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/items.h"
#include "core/assist/policies/cursor.h"
#include "core/assist/policies/entity_items.h"
#include "core/assist/policies/typing.h"

#include <vector>

namespace remit::assist {

/// Completion in a policy text.
class PolicyCompletion {
public:
    PolicyCompletion(const Model& model, const ModelFile& file, std::uint32_t offset);

    [[nodiscard]] CompletionList run();

private:
    using Types = std::vector<cedar::TypePtr>;

    // complete.cpp
    [[nodiscard]] bool followedBy(char bracket) const;
    void addPolicyStarts();
    void addAnnotations();
    void addAfterScope();

    // complete_scope.cpp
    void addScope();
    void addScopeStart();
    void addScopeOperators();
    void addScopeEntities(cedar::TokenKind op, const std::string& path);
    void addScopeActions(cedar::TokenKind op, const std::string& path);
    [[nodiscard]] TypeNames scopeTypes();

    // complete_condition.cpp
    void addCondition();
    void addMembers();
    void addAttributes(const Types& types, bool quoted);
    void addMethods(const Types& types);
    void addAnyAttribute();
    void addLikelyMembers(std::size_t end);
    [[nodiscard]] std::vector<std::string> variablePath(std::size_t end) const;
    void addOperators();
    [[nodiscard]] Types typesBefore(std::size_t end, PolicyTyping::Level level) const;
    [[nodiscard]] std::size_t hasBefore(std::size_t end) const;
    [[nodiscard]] Types hasPathTypes(std::size_t has, std::size_t end) const;

    // complete_operand.cpp
    void addOperands(std::size_t end, const std::string& path);
    [[nodiscard]] Types expectedAfter(std::size_t end, std::size_t open) const;
    [[nodiscard]] Types expectedArgument(std::size_t depth) const;
    void addValues(const Types& expected, const std::string& path);
    void addPaths(const Types& expected, std::size_t end);
    void addLikelyPaths(const PolicyTyping& typing);
    void addRecordPaths(const std::string& base, const cedar::Type& type, const Types& expected,
                        int depth);
    void addPath(const std::string& path, const cedar::AttributeType& attribute,
                 const Types& expected);

    // complete_string.cpp
    void addInString();
    void addAnnotationValues();
    void addTagKeys(const Types& types);
    void addTexts(std::size_t op);
    void addText(const std::string& text, std::string detail);
    void addEntityTexts(const std::string& type, const std::string& attribute);

    const Model& m_model;
    const ModelFile& m_file;
    PolicyCursor m_cursor;
    PolicyPlace m_place;
    Items m_items;
    std::size_t m_paths = 0;
};

} // namespace remit::assist
