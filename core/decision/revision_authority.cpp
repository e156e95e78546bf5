// SPDX-License-Identifier: Apache-2.0
#include "core/decision/revision_authority.h"

#include <algorithm>

namespace remit::decision {

namespace {

using authority::Credential;
using authority::Grant;
using authority::Task;

/// The members of one object as one unambiguous text: each with its length before it. One call of
/// the hash for each object, since there may be a hundred thousand.
class Members {
public:
    Members& text(std::string_view text)
    {
        m_text += std::to_string(text.size());
        m_text += ':';
        m_text += text;
        return *this;
    }
    Members& number(std::int64_t number) { return text(std::to_string(number)); }
    Members& uid(const cedar::EntityUid& uid) { return text(uid.type).text(uid.id); }
    Members& instant(Instant instant) { return number(instant.milliseconds); }
    Members& instant(const std::optional<Instant>& one) { return one ? instant(*one) : none(); }
    Members& optional(const std::optional<std::string>& one) { return one ? text(*one) : none(); }
    Members& task(const std::optional<authority::TaskRef>& one)
    {
        return one ? text(one->id).number(one->version) : none();
    }
    Members& texts(const std::vector<std::string>& list)
    {
        number(static_cast<std::int64_t>(list.size()));
        for (const std::string& each : list)
            text(each);
        return *this;
    }
    Members& none()
    {
        m_text += '-';
        return *this;
    }
    [[nodiscard]] const std::string& bytes() const { return m_text; }

private:
    std::string m_text;
};

Members membersOf(const Task& task)
{
    Members members;
    members.task(task.ref).text(task.purpose).uid(task.owner).text(name(task.profile));
    task.plan ? members.texts(*task.plan) : members.none();
    members.task(task.parent).number(task.maxDuration).texts(task.trustedSources);
    members.text(toText(cedar::Value::record(task.limits))).texts(task.escalation);
    for (const authority::Transition& transition : task.transitions)
        members.instant(transition.at).text(name(transition.event));
    return members;
}

Members membersOf(const Credential& credential)
{
    Members members;
    members.text(credential.id).text(name(credential.kind)).uid(credential.holder);
    members.optional(credential.boundTo).optional(credential.audience).task(credential.task);
    members.instant(credential.issuedAt).instant(credential.expiresAt);
    members.instant(credential.revokedAt);
    return members;
}

Members membersOf(const Grant& grant)
{
    Members members;
    members.text(grant.id).uid(grant.from).uid(grant.to).task(grant.task);
    members.instant(grant.issuedAt).instant(grant.notBefore).instant(grant.expiresAt);
    members.number(grant.depth).optional(grant.parent);
    members.optional(grant.boundTo).optional(grant.audience);
    members.instant(grant.revokedAt);
    return members;
}

template <class Object>
void addObjects(Sha256& hash, std::string_view what, const std::vector<Object>& objects)
{
    std::vector<std::string> texts;
    texts.reserve(objects.size());
    for (const Object& object : objects)
        texts.push_back(membersOf(object).bytes());
    std::sort(texts.begin(), texts.end());
    hash.addPart(what);
    for (const std::string& text : texts)
        hash.addPart(text);
}

} // namespace

void addAuthority(Sha256& hash, const Setup& setup)
{
    if (!setup.registry)
        return;
    addObjects(hash, "tasks", setup.registry->tasks());
    addObjects(hash, "credentials", setup.registry->credentials());
    addObjects(hash, "grants", setup.registry->grants());
    std::vector<const std::pair<const std::string, GrantScope>*> scopes;
    for (const auto& scope : setup.scopes)
        scopes.push_back(&scope);
    std::sort(scopes.begin(), scopes.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    hash.addPart("scopes");
    for (const auto* scope : scopes) {
        hash.addPart(scope->first);
        hash.addPart(scope->second.source->text());
    }
}

} // namespace remit::decision
