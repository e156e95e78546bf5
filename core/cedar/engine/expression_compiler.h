// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code.h"
#include "core/cedar/engine/code_sharing.h"

#include <vector>

namespace remit::cedar {

/// Writes conditions as code. Names and texts of the code are borrowed from the tree.
class ExpressionCompiler {
public:
    /// Plain keeps one node for each Expr, so that a listener sees them all; Folded computes what
    /// is constant now and reaches members of the context through their slots.
    enum class Form { Plain, Folded };

    /// `sharing`: where to find equal code; without it every condition is written by itself.
    ExpressionCompiler(SymbolTable& symbols, ContextLayout& context, CodeSegment& segment,
                       Form form, CodeSharing* sharing = nullptr)
        : m_symbols(symbols)
        , m_context(context)
        , m_segment(segment)
        , m_sharing(sharing)
        , m_form(form)
    {}

    /// Null when there is none.
    [[nodiscard]] const CodeNode* compile(const std::vector<Condition>& conditions);
    [[nodiscard]] const CodeNode* compile(const Expr& expr);

private:
    void emit(const Expr& expr);
    bool emitFolded(const Expr& expr);
    bool emitContextMember(const Expr& expr);
    void emitConstant(const Expr& expr, Value value);
    void emitOperands(const Expr& expr);
    void emitTooDeep(const Expr& expr);
    void fold(std::size_t at);
    void emitMethod(const Expr& expr, CodeNode& node);
    void describe(const Expr& expr, CodeNode& node);
    void describeNames(const Expr& expr, CodeNode& node);

    [[nodiscard]] const LikePieces* pieces(const Pattern& pattern);
    [[nodiscard]] const AttributeName* sortedNames(const std::vector<std::string>& keys);
    [[nodiscard]] const CodeNode* finish();

    SymbolTable& m_symbols;
    ContextLayout& m_context;
    CodeSegment& m_segment;
    CodeSharing* m_sharing;
    Form m_form;
    int m_depth = 0;
    std::vector<CodeNode> m_nodes;
};

} // namespace remit::cedar
