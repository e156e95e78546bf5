// SPDX-License-Identifier: Apache-2.0
#include "core/trace/event.h"

namespace remit::trace {

std::string_view typeName(const EventBody& body)
{
    struct Names {
        std::string_view operator()(const RunStart&) const { return "run"; }
        std::string_view operator()(const Message&) const { return "message"; }
        std::string_view operator()(const Call&) const { return "call"; }
        std::string_view operator()(const CallResult&) const { return "result"; }
        std::string_view operator()(const Delegate&) const { return "delegate"; }
        std::string_view operator()(const Approve&) const { return "approve"; }
        std::string_view operator()(const Lifecycle&) const { return "lifecycle"; }
        std::string_view operator()(const Note& note) const { return note.type; }
    };
    return std::visit(Names{}, body);
}

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::User:
        return "user";
    case Role::System:
        return "system";
    case Role::Agent:
        return "agent";
    }
    return "agent";
}

} // namespace remit::trace
