// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events for `remit whatif`, apart from the test: moc stumbles over their quotes.
namespace remit::test {

inline constexpr const char* kRevocation = R"({
    "event": "revoke", "object": "grant", "id": "alice-to-planner", "at": "2026-03-02T11:00:00Z"})";

inline constexpr const char* kRedelegation = R"({
    "event": "redelegate", "at": "2026-03-02T10:00:00Z",
    "scope": "permit (principal, action == Action::\"write\", resource);",
    "grant": {"id": "to-writer", "from": "Agent::\"planner\"", "to": "Agent::\"writer\"",
              "task": "report", "taskVersion": 1, "issuedAt": "2026-03-02T10:00:00Z",
              "expiresAt": "2026-03-02T16:00:00Z", "depth": 0, "parent": "alice-to-planner"}})";

inline constexpr const char* kNoSuchEvent = R"({
    "event": "explode", "object": "grant", "id": "alice-to-planner", "at": "2026-03-02T11:00:00Z"})";

inline constexpr const char* kNoSuchGrant = R"({
    "event": "revoke", "object": "grant", "id": "g9", "at": "2026-03-02T11:00:00Z"})";

inline constexpr const char* kNoTime = R"({
    "event": "revoke", "object": "grant", "id": "alice-to-planner", "at": "soon"})";

} // namespace remit::test
