// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/policy_set.h"

#include <memory>
#include <string>
#include <vector>

/// The engine, from the text of a policy to an answer:
///
///     Policy --ExpressionCompiler--> CodeNode[]     conditions, in preorder, half a cache line
///     each;
///                                                   constants are folded, literals parsed
///            --leading_demands-----> IndexEntry     what must hold before anything else can
///     IndexEntry[] --PolicyIndex--> decision tree   asks for principal, action, resource or a path
///                                                   of the context, whichever tells most apart
///     uids, types, texts --SymbolTable--> symbols   the same for all policies of the program
///
/// All of that is a Program: immutable, and shared by threads. `CodeSharing` finds conditions that
/// policies have in common. `update` copies the tables of a program, compiles what has changed and
/// leaves the index alone: the few changed policies are tried each time until there are too many.
///
/// What a thread needs to decide lies in its Scratch. `Binding` maps the program's symbols to the
/// numbers that an EntityStore gave its entities; `LooseUids` numbers the uids that the store does
/// not name, so that a number means the same in every program of the thread. A call (action,
/// resource, context) is begun once, then looked at through one program after the other and for one
/// principal after the other (chain.h). Members of the context become `Datum`s when first read.
///
/// `PolicyRun` takes the candidates from the index, forbids first, tries their scopes and runs
/// their conditions in the one `Evaluator`. It works on Datums: two words, borrowed from store,
/// program or request, so that nothing is allocated. With a listener the same evaluator explains
/// (explanation.h), over code that has one node for each node of the tree.
///
/// The index has no say in the meaning. It leaves out only policies of which it knows that they
/// neither hold nor fail; who is found is tried in full.
namespace remit::cedar {

/// A member of the context that a policy reads or tests: `{"session","calls"}`. A policy that uses
/// an enclosing record whole (`context.session == …`, `context has input` excepted) has the path of
/// that record; `{}` is the whole context.
using ContextPath = std::vector<std::string>;

/// Paths that a policy and its copies share: sorted, without duplicates.
class ContextPaths {
public:
    ContextPaths() = default;
    explicit ContextPaths(std::vector<ContextPath> paths)
        : m_paths(std::make_shared<const std::vector<ContextPath>>(std::move(paths)))
    {}

    [[nodiscard]] const std::vector<ContextPath>& all() const
    {
        static const std::vector<ContextPath> kNone;
        return m_paths ? *m_paths : kNone;
    }
    [[nodiscard]] auto begin() const { return all().begin(); }
    [[nodiscard]] auto end() const { return all().end(); }
    [[nodiscard]] std::size_t size() const { return all().size(); }
    [[nodiscard]] bool empty() const { return all().empty(); }
    [[nodiscard]] const ContextPath& operator[](std::size_t i) const { return all()[i]; }
    // NOLINTNEXTLINE(google-explicit-constructor): it is such a list
    operator const std::vector<ContextPath>&() const { return all(); }

private:
    std::shared_ptr<const std::vector<ContextPath>> m_paths;
};

/// One static policy or link, as the program numbers them: first in the order of the set's
/// policies (templates left out), then the links.
struct ProgramPolicy {
    std::string id;
    PolicySet::PolicyPtr source; ///< the static policy, or the link's template
    const Link* link = nullptr;  ///< null for a static policy; owned by the program
    Effect effect = Effect::Permit;
    ContextPaths reads;
};

/// A policy set, compiled: immutable, shared between threads.
class Program {
public:
    /// Broken policies (parse errors) are left out; the caller has their diagnostics.
    [[nodiscard]] static std::shared_ptr<const Program> compile(const PolicySet& set);
    /// As compile(set), but takes over what `previous` has of it: where few policies differ (the
    /// same Policy object is the same policy) the work is that of the few.
    [[nodiscard]] static std::shared_ptr<const Program> update(const Program& previous,
                                                               const PolicySet& set);
    ~Program();

    [[nodiscard]] const std::vector<ProgramPolicy>& policies() const;

    /// The compiled form; the engine alone reads it.
    struct Code;
    [[nodiscard]] const Code& code() const { return *m_code; }

    /// Bytes of the compiled form: code and index, without the trees.
    [[nodiscard]] std::size_t codeBytes() const;

private:
    Program();
    std::unique_ptr<Code> m_code;
};

} // namespace remit::cedar
