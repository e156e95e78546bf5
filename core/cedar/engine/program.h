// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/policy_set.h"

#include <memory>
#include <string>
#include <vector>

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
