// SPDX-License-Identifier: Apache-2.0
#include "core/decision/authority_facts.h"

#include "core/decision/context_supply.h"

#include <algorithm>

namespace remit::decision {

namespace {

using authority::History;
using authority::Task;
using cedar::Attributes;
using cedar::Value;

Value setOf(const std::vector<std::string>& texts)
{
    std::vector<Value> values;
    for (const std::string& text : texts)
        values.push_back(Value::string(text));
    return Value::set(std::move(values));
}

/// A request with a context of its own may bring approvals along.
Value withGiven(const Attributes& context, Value roles)
{
    const auto given = context.find("approvals");
    if (given == context.end() || !given->second.is(cedar::ValueKind::Set))
        return roles;
    std::vector<Value> all = given->second.asSet();
    all.insert(all.end(), roles.asSet().begin(), roles.asSet().end());
    return Value::set(std::move(all));
}

Value span(Instant from, Instant to)
{
    return Value::duration({to.milliseconds - from.milliseconds});
}

void addTimes(const Presented& call, const Task& task, Attributes& members, Facts& facts)
{
    if (!call.time) {
        facts.unknown.push_back({"task", "elapsed"});
        facts.unknown.push_back({"task", "remaining"});
        return;
    }
    const History::TaskState state = call.history.taskState(task.ref, *call.time, call.knowledge);
    if (!state.activated)
        return; // it never began: the members are absent
    members.emplace("elapsed", span(*state.activated, *call.time));
    members.emplace("remaining", span(*call.time, std::max(*call.time, *state.ends)));
}

void addTask(const Presented& call, const AuthorityPart& part, const cedar::Type* context,
             Facts& facts, Attributes& members)
{
    if (!part.taskKnown) {
        facts.unknown.push_back({"task"});
        return;
    }
    const Task* task = part.task ? call.registry.task(*part.task) : nullptr;
    if (task == nullptr)
        return;
    Attributes made{
        {"id", Value::string(task->ref.id)},
        {"version", Value::integer(task->ref.version)},
        {"purpose", Value::string(task->purpose)},
        {"profile", Value::string(std::string(name(task->profile)))},
        {"trustedSources", setOf(task->trustedSources)},
        {"limits", Value::record(task->limits)},
        {"onPlan", Value::boolean(isOnPlan(*task, call.tool))},
    };
    addTimes(call, *task, made, facts);
    supply(members, context, "task", Value::record(std::move(made)));
}

void addCredential(const Presented& call, const AuthorityPart& part, const cedar::Type* context,
                   Facts& facts, Attributes& members)
{
    if (part.credential == nullptr) {
        if (!call.credential.isRecorded())
            facts.unknown.push_back({"credential"});
        return;
    }
    const authority::Credential& credential = *part.credential;
    Attributes made{{"kind", Value::string(std::string(name(credential.kind)))}};
    if (call.time) {
        made.emplace("age", span(credential.issuedAt, *call.time));
        if (credential.expiresAt)
            made.emplace("remaining", span(*call.time, *credential.expiresAt));
    } else {
        facts.unknown.push_back({"credential", "age"});
        if (credential.expiresAt)
            facts.unknown.push_back({"credential", "remaining"});
    }
    supply(members, context, "credential", Value::record(std::move(made)));
}

void addDelegation(const AuthorityPart& part, const IndexedChain* chain, const cedar::Type* context,
                   Facts& facts, Attributes& members)
{
    if (chain == nullptr) {
        if (part.chain.isUnknown())
            facts.unknown.push_back({"delegation"});
        return;
    }
    supply(members, context, "delegation",
           Value::record({
               {"root", Value::string(toText(chain->root()))},
               {"depth", Value::integer(static_cast<std::int64_t>(chain->grants.size()))},
               {"expiresAt", Value::datetime({chain->ends.milliseconds})},
           }));
}

/// A trace names a task and says nothing else about it.
void addRecordedTask(const trace::Field& task, const cedar::Type* context, Facts& facts,
                     Attributes& members)
{
    if (!task.isPresent()) {
        if (!task.isRecorded())
            facts.unknown.push_back({"task"});
        return;
    }
    const auto ref = authority::parseTaskRef(task.text);
    Attributes made{{"id", Value::string(ref ? ref->id : task.text)}};
    if (ref)
        made.emplace("version", Value::integer(ref->version));
    else
        facts.unknown.push_back({"task", "version"});
    for (const char* name :
         {"purpose", "profile", "elapsed", "remaining", "trustedSources", "limits", "onPlan"})
        facts.unknown.push_back({"task", name});
    supply(members, context, "task", Value::record(std::move(made)));
}

/// Would nothing be added but approvals that nobody gave, and stand these there already?
bool hasAuthorityFacts(const Attributes& given, const AuthorityPart& part,
                       const cedar::Type* context, const ApprovalsFact& approvals)
{
    if (part.modelled || !approvals.known || !approvals.roles.empty())
        return false;
    if (context != nullptr && memberType(context, "approvals") == nullptr)
        return true;
    const auto there = given.find("approvals");
    return there != given.end() && there->second.is(cedar::ValueKind::Set);
}

} // namespace

void addUnmodelledFacts(const Setup& setup, const cedar::EntityUid& action,
                        const trace::Field& task, Facts& facts, Attributes& members)
{
    if (setup.authority == Authority::Modelled)
        return;
    for (const char* name : {"delegation", "credential"})
        facts.unknown.push_back({name});
    const cedar::Type* context = contextType(setup, action);
    addRecordedTask(task, context, facts, members);
    supply(members, context, "approvals", Value::set({}));
    normalise(facts.unknown);
}

std::optional<Facts> withAuthorityFacts(const Presented& call, const AuthorityPart& part,
                                        const IndexedChain* chain, const ApprovalsFact& approvals)
{
    const cedar::Type* context = contextType(call.setup, call.prepared.action);
    const Attributes& given = call.prepared.facts.context.asRecord();
    if (hasAuthorityFacts(given, part, context, approvals))
        return std::nullopt;
    Facts facts = call.prepared.facts;
    Attributes members = given;
    if (part.modelled) {
        addTask(call, part, context, facts, members);
        addCredential(call, part, context, facts, members);
        addDelegation(part, chain, context, facts, members);
    }
    if (approvals.known) {
        supply(members, context, "approvals", withGiven(given, setOf(approvals.roles)));
    } else {
        members.erase("approvals");
        facts.unknown.push_back({"approvals"});
    }
    facts.context = Value::record(std::move(members));
    normalise(facts.unknown);
    return facts;
}

} // namespace remit::decision
