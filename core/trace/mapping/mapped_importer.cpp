// SPDX-License-Identifier: Apache-2.0
#include "core/trace/mapping/mapped_importer.h"

#include "core/base/json_pointer.h"
#include "core/base/text.h"
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/pending_calls.h"
#include "core/trace/importers/run_writer.h"
#include "core/trace/importers/spans/attributes.h"
#include "core/trace/importers/spans/tool_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace remit::trace {

namespace {

class Mapped final : public Importer {
public:
    Mapped(const Mapping& mapping, Output& output) : m_mapping(mapping), m_output(output) {}

    void read(const Record& record) override
    {
        const JsonValue* records =
            m_mapping.records.empty() ? nullptr : atPointer(record.root, m_mapping.records);
        if (records != nullptr && records->isArray()) {
            for (const JsonValue& one : records->items)
                readRecord(one);
        } else {
            readRecord(record.root);
        }
    }

    void finish() override
    {
        if (m_unfit > 0)
            m_output.report(Severity::Note, "trace/no-rule",
                            fmt::format("{} records fit no event of the mapping", m_unfit),
                            "they are left out; add an event with a \"when\" that fits them");
    }

private:
    struct Run {
        RunWriter writer;
        PendingCalls calls;
    };

    /// What an event is made of: the entry of its `each`, and the record around it.
    struct Place {
        const JsonValue& record;
        const JsonValue& entry;
    };

    static const JsonValue* find(const MappedValue& value, const Place& place)
    {
        if (value.fixed)
            return &*value.fixed;
        for (std::string_view pointer : value.pointers) {
            const bool whole = pointer.starts_with('$');
            if (whole)
                pointer.remove_prefix(1);
            const JsonValue* found = atPointer(whole ? place.record : place.entry, pointer);
            if (found != nullptr && !found->isNull())
                return found;
        }
        return nullptr;
    }

    static const JsonValue* find(const MappedEvent& event, std::string_view field,
                                 const Place& place)
    {
        const auto value = event.fields.find(field);
        return value == event.fields.end() ? nullptr : find(value->second, place);
    }

    static std::string textOf(const JsonValue* value)
    {
        return value != nullptr ? asText(*value) : std::string();
    }

    static Field fieldOf(const MappedEvent& event, std::string_view name, const Place& place)
    {
        return nonEmpty(textOf(find(event, name, place)));
    }

    static bool fits(const MappedEvent& event, const Place& place)
    {
        return std::all_of(event.when.begin(), event.when.end(), [&](const auto& condition) {
            const JsonValue* found = find(MappedValue{{condition.pointer}, {}}, place);
            if (condition.absent || found == nullptr)
                return condition.absent && found == nullptr;
            const auto same = [&](const JsonValue& value) {
                return value.kind == found->kind && value.text == found->text &&
                       value.boolean == found->boolean;
            };
            return condition.values.empty() ||
                   std::any_of(condition.values.begin(), condition.values.end(), same);
        });
    }

    void readRecord(const JsonValue& record)
    {
        bool fitted = false;
        for (const MappedEvent& event : m_mapping.events) {
            const JsonValue* list = event.hasEach ? atPointer(record, event.each) : nullptr;
            if (!event.hasEach) {
                fitted = write(event, {record, record}) || fitted;
            } else if (list != nullptr) {
                for (const JsonValue& entry : list->items)
                    fitted = write(event, {record, entry}) || fitted;
            }
        }
        m_unfit += fitted ? 0 : 1;
    }

    bool write(const MappedEvent& event, const Place& place)
    {
        if (!fits(event, place))
            return false;
        const auto nanos = nanoseconds(find(m_mapping.time, place));
        const auto time = nanos ? std::optional(Instant{*nanos / 1'000'000}) : std::nullopt;
        Run& run = runOf(place, time);
        if (auto body = bodyOf(event, place, run))
            run.writer.write(std::move(*body), time);
        return true;
    }

    Run& runOf(const Place& place, std::optional<Instant> time)
    {
        std::string id = textOf(find(m_mapping.run, place));
        if (id.empty())
            id = m_output.runName();
        auto& run = m_runs[id];
        if (run)
            return *run;
        run = std::make_unique<Run>(
            Run{RunWriter(m_output, id, textOf(find(m_mapping.session, place))), {}});
        const auto field = [&](std::string_view name) {
            const auto value = m_mapping.start.find(name);
            return value == m_mapping.start.end() ? Field()
                                                  : nonEmpty(textOf(find(value->second, place)));
        };
        RunStart start;
        start.agent = field("agent");
        start.onBehalfOf = field("onBehalfOf");
        start.task = field("task");
        start.credential = field("credential");
        start.workload = field("workload");
        for (const JsonMember& member : place.record.members) {
            if (member.value.isString() || member.value.isNumber())
                start.attributes.emplace_back(member.key, member.value.text);
        }
        run->writer.write(std::move(start), time);
        return *run;
    }

    std::optional<EventBody> bodyOf(const MappedEvent& event, const Place& place, Run& run)
    {
        if (event.type == "call")
            return callOf(event, place, run);
        if (event.type == "result")
            return resultOf(event, place, run);
        if (event.type == "message") {
            Message message;
            message.role = roleOf(textOf(find(event, "role", place))).value_or(Role::User);
            message.from = fieldOf(event, "from", place);
            message.to = fieldOf(event, "to", place);
            message.text = contentText(find(event, "text", place));
            return message.text.empty() ? std::nullopt : std::optional<EventBody>(message);
        }
        if (event.type == "delegate") {
            Delegate delegate{textOf(find(event, "from", place)), textOf(find(event, "to", place)),
                              fieldOf(event, "grant", place), fieldOf(event, "requester", place)};
            if (delegate.from.empty() || delegate.to.empty())
                return std::nullopt;
            return delegate;
        }
        const std::string kind = textOf(find(event, "kind", place));
        return Note{kind.empty() ? m_mapping.name : kind, toJson(place.entry)};
    }

    static std::optional<EventBody> callOf(const MappedEvent& event, const Place& place, Run& run)
    {
        Call call;
        call.tool = textOf(find(event, "tool", place));
        if (call.tool.empty())
            call.tool = "unknown";
        call.arguments = toolArguments(find(event, "args", place));
        call.agent = fieldOf(event, "agent", place);
        call.server = fieldOf(event, "server", place);
        call.credential = fieldOf(event, "credential", place);
        call.workload = fieldOf(event, "workload", place);
        call.audience = fieldOf(event, "audience", place);
        call.task = fieldOf(event, "task", place);
        call.callId =
            run.calls.add({textOf(find(event, "callId", place)), call.tool, call.arguments});
        return call;
    }

    static std::optional<EventBody> resultOf(const MappedEvent& event, const Place& place, Run& run)
    {
        const std::string id = textOf(find(event, "callId", place));
        auto call = run.calls.take({id, textOf(find(event, "tool", place)), std::nullopt});
        CallResult result;
        result.callId = call ? std::move(*call) : id.empty() ? std::string("unknown") : id;
        result.content = contentText(find(event, "content", place));
        if (const JsonValue* ok = find(event, "ok", place))
            result.ok = ok->isBool() ? ok->boolean
                                     : ok->text == "ok" || ok->text == "success" ||
                                           ok->text == "true" || ok->text == "completed";
        if (const JsonValue* error = find(event, "error", place)) {
            const bool failed = error->isBool() ? error->boolean : !asText(*error).empty();
            result.ok = result.ok && !failed;
            if (failed && result.content.empty())
                result.content = asText(*error);
        }
        return result;
    }

    const Mapping& m_mapping;
    Output& m_output;
    std::map<std::string, std::unique_ptr<Run>> m_runs;
    std::uint64_t m_unfit = 0;
};

} // namespace

std::unique_ptr<Importer> mappedImporter(const Mapping& mapping, Output& output)
{
    return std::make_unique<Mapped>(mapping, output);
}

} // namespace remit::trace
