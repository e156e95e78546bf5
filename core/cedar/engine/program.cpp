// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/program.h"

#include "core/cedar/engine/code.h"
#include "core/cedar/engine/program_compiler.h"

namespace remit::cedar {

namespace {

/// More changed policies than these are not worth trying each time: a new index is built.
constexpr std::size_t kMaxChanged = 32;
/// Names that changes may add before the tables are made anew.
constexpr std::size_t kMaxAddedNames = 4096;

bool isActive(const Policy& policy)
{
    return !policy.broken && !policy.isTemplate();
}

bool sameLinks(const std::vector<Link>& a, const std::vector<Link>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Link& x, const Link& y) {
        return x.id == y.id && x.templateId == y.templateId && x.principal == y.principal &&
               x.resource == y.resource;
    });
}

/// A policy of the set that is not what the program has at its place.
struct Change {
    std::uint32_t number = 0;
    PolicySet::PolicyPtr policy;
};

/// Nothing when the sets differ in more than the content of static policies.
std::optional<std::vector<Change>> changes(const Program::Code& code, const PolicySet& set)
{
    if (!sameLinks(*code.links, set.links()))
        return std::nullopt;
    std::vector<Change> result;
    std::uint32_t number = 0;
    for (const PolicySet::PolicyPtr& policy : set.policies()) {
        const ProgramPolicy* known =
            number < code.policies.size() ? &code.policies[number] : nullptr;
        if (known && !known->link && known->source == policy) {
            ++number; // nothing of it is read: most policies are out of the cache
            continue;
        }
        if (!isActive(*policy))
            continue;
        if (!known || known->link)
            return std::nullopt;
        result.push_back({number++, policy});
    }
    // Links stand on templates, which may have changed as well.
    for (; number < code.policies.size(); ++number) {
        const ProgramPolicy& linked = code.policies[number];
        if (!linked.link || set.find(linked.link->templateId) != linked.source)
            return std::nullopt;
    }
    return result;
}

} // namespace

Program::Program() : m_code(std::make_unique<Code>()) {}
Program::~Program() = default;

std::shared_ptr<const Program> Program::compile(const PolicySet& set)
{
    std::shared_ptr<Program> program(new Program);
    Code& code = *program->m_code;
    code.links = std::make_shared<const std::vector<Link>>(set.links());
    ProgramCompiler compiler(code);
    // All sources share one count of owners, so that programs are copied without a touch of each.
    const auto owner = std::make_shared<const std::vector<PolicySet::PolicyPtr>>(set.policies());
    for (const PolicySet::PolicyPtr& policy : *owner) {
        if (isActive(*policy))
            compiler.add(PolicySet::PolicyPtr(owner, policy.get()), nullptr);
    }
    for (const Link& link : *code.links) {
        const PolicySet::PolicyPtr source = set.find(link.templateId);
        if (source && !source->broken)
            compiler.add(source, &link);
    }
    compiler.finish();
    compiler.buildIndices();
    return program;
}

std::shared_ptr<const Program> Program::update(const Program& previous, const PolicySet& set)
{
    const Code& old = previous.code();
    const auto different = changes(old, set);
    if (!different || different->size() + old.changed.size() > kMaxChanged ||
        (old.symbols->base() && old.symbols->ownSize() > kMaxAddedNames))
        return compile(set);
    std::shared_ptr<Program> program(new Program);
    Code& code = *program->m_code;
    code = old;
    code.identity = std::make_shared<const int>(0);
    ProgramCompiler compiler(code);
    for (const Change& change : *different)
        compiler.replace(change.number, change.policy);
    compiler.finish();
    return program;
}

const std::vector<ProgramPolicy>& Program::policies() const
{
    return m_code->policies;
}

std::size_t Program::codeBytes() const
{
    std::size_t bytes = m_code->code.capacity() * sizeof(PolicyCode) + m_code->forbids->bytes() +
                        m_code->permits->bytes();
    for (const auto& segment : m_code->segments)
        bytes += segment->arena.capacity();
    return bytes;
}

} // namespace remit::cedar
