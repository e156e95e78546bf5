// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/export/policy_texts.h"

#include "core/base/text.h"
#include "core/cedar/syntax/policy_json.h"

#include <algorithm>
#include <tuple>

namespace remit::bundle {

namespace {

/// What stands between two policies: comments, without blank lines at the ends.
std::string textBetween(const SourceText& source, std::uint32_t begin, std::uint32_t end)
{
    const std::string_view text = trimmed(source.text({begin, end}));
    return text.empty() ? std::string() : std::string(text) + "\n";
}

cedar::PolicySet bareSet(const cedar::PolicySet& set)
{
    cedar::PolicySet bare;
    for (const cedar::PolicySet::PolicyPtr& policy : set.policies()) {
        cedar::Policy copy = cedar::clone(*policy);
        copy.annotations.clear();
        (void)bare.add(std::make_shared<const cedar::Policy>(std::move(copy)));
    }
    for (const cedar::Link& link : set.links())
        (void)bare.link(link);
    return bare;
}

/// Policies of one text after another, with what stands between them.
class SetText {
public:
    explicit SetText(bool keepAnnotations) : m_keep(keepAnnotations) {}

    void add(const cedar::Policy& policy, const std::shared_ptr<const SourceText>& source)
    {
        if (m_source == nullptr || m_source->name() != source->name())
            begin(source);
        m_text += m_text.empty() ? "" : "\n";
        if (m_keep)
            m_text += textBetween(*m_source, m_at, policy.span.begin);
        m_text += policyText(policy, *m_source, m_keep) + "\n";
        m_at = policy.span.end;
    }

    std::string finish()
    {
        begin(nullptr);
        return std::move(m_text);
    }

private:
    void begin(std::shared_ptr<const SourceText> source)
    {
        if (m_keep && m_source != nullptr)
            m_text +=
                textBetween(*m_source, m_at, static_cast<std::uint32_t>(m_source->text().size()));
        m_source = std::move(source);
        m_at = 0;
    }

    bool m_keep;
    std::string m_text;
    std::shared_ptr<const SourceText> m_source;
    std::uint32_t m_at = 0;
};

cedar::PolicySet scopeSetOf(const decision::GrantScope& scope)
{
    cedar::PolicySet set;
    for (const cedar::ProgramPolicy& policy : scope.program->policies())
        (void)set.add(policy.source);
    return set;
}

} // namespace

std::string policyText(const cedar::Policy& policy, const SourceText& source, bool keepAnnotations)
{
    return std::string(source.text(
        {keepAnnotations ? policy.span.begin : policy.effectSpan.begin, policy.span.end}));
}

std::vector<cedar::PolicySet::PolicyPtr> policiesInFileOrder(const decision::Setup& setup)
{
    std::vector<cedar::PolicySet::PolicyPtr> policies = setup.policies.policies();
    const auto place = [&](const cedar::PolicySet::PolicyPtr& policy) {
        return std::tuple(std::string_view(setup.policySources.at(policy->id)->name()),
                          policy->span.begin);
    };
    std::sort(policies.begin(), policies.end(),
              [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return policies;
}

std::string policySetText(const decision::Setup& setup, bool keepAnnotations)
{
    SetText text(keepAnnotations);
    for (const cedar::PolicySet::PolicyPtr& policy : policiesInFileOrder(setup))
        text.add(*policy, setup.policySources.at(policy->id));
    return text.finish();
}

std::string policySetJson(const cedar::PolicySet& set, bool keepAnnotations)
{
    return (keepAnnotations ? cedar::toJson(set) : cedar::toJson(bareSet(set))) + "\n";
}

std::string scopeText(const decision::GrantScope& scope, bool keepAnnotations)
{
    SetText text(keepAnnotations);
    for (const cedar::ProgramPolicy& policy : scope.program->policies())
        text.add(*policy.source, scope.source);
    return text.finish();
}

std::string scopeJson(const decision::GrantScope& scope, bool keepAnnotations)
{
    return policySetJson(scopeSetOf(scope), keepAnnotations);
}

} // namespace remit::bundle
