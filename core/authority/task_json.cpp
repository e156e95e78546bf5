// SPDX-License-Identifier: Apache-2.0
#include "core/authority/authority_json.h"
#include "core/authority/field_reader.h"
#include "core/cedar/entities/entity_json.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::authority {
namespace {

void readTransitions(FieldReader& task, Task& out)
{
    const JsonValue* list = task.optionalArray("transitions");
    if (!list)
        return;
    for (const JsonValue& item : list->items) {
        FieldReader reader(item, "transition of a task", task.file(), task.diagnostics());
        Transition transition;
        transition.at = reader.instant("at");
        transition.event =
            reader.choice("event", taskEventNamed, "activate, complete, cancel, scope-change");
        if (reader.finish())
            out.transitions.push_back(transition);
    }
    std::stable_sort(out.transitions.begin(), out.transitions.end(),
                     [](const Transition& a, const Transition& b) { return a.at < b.at; });
}

void readLimits(FieldReader& task, Task& out)
{
    const JsonValue* limits = task.optionalObject("limits");
    if (!limits)
        return;
    for (const JsonMember& member : limits->members) {
        if (auto value = cedar::readValue(member.value, task.file(), task.diagnostics()))
            out.limits.emplace(member.key, std::move(*value));
    }
}

} // namespace

std::vector<Task> readTasks(std::string_view text, std::string_view file, Diagnostics& diagnostics)
{
    std::vector<Task> tasks;
    forEachObject(text, file, "task", diagnostics, [&](const JsonValue& object) {
        FieldReader reader(object, "task", file, diagnostics);
        Task task;
        task.ref.id = reader.text("id");
        task.ref.version = reader.integer("version", 1);
        task.purpose = reader.text("purpose");
        task.owner = reader.uid("owner");
        task.profile = reader.choice("profile", profileNamed,
                                     "batch, exploratory, code-writing, customer-facing");
        if (object.isObject() && object.find("plan"))
            task.plan = reader.texts("plan");
        task.parent = reader.taskRef("parent");
        task.maxDuration = reader.duration("maxDuration");
        task.trustedSources = reader.texts("trustedSources");
        readLimits(reader, task);
        task.escalation = reader.texts("escalation");
        readTransitions(reader, task);
        task.place = reader.place();
        if (reader.finish())
            tasks.push_back(std::move(task));
    });
    return tasks;
}

} // namespace remit::authority
