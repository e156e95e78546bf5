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

/// Registration entries as SPIRE prints them: two agents, one of them twice, SPIRE's own, and one
/// that is no identity.
inline constexpr const char* kRegistrationEntries = R"({"entries": [
  {"id": "1", "spiffe_id": {"trust_domain": "acme.example", "path": "/agents/planner"},
   "selectors": [{"type": "unix", "value": "uid:1000"}]},
  {"id": "2", "spiffe_id": "spiffe://acme.example/prod/writer"},
  {"id": "3", "spiffe_id": "spiffe://acme.example/test/writer"},
  {"id": "4", "spiffe_id": "spiffe://acme.example/spire/agent/x"},
  {"id": "5", "spiffe_id": "spiffe://ACME.example/agents/odd"}]})";

/// Roles as a cloud's IAM policy lists them.
inline constexpr const char* kRoleBindings = R"({"bindings": [
  {"role": "roles/storage.viewer",
   "members": ["user:ada@acme.example", "serviceAccount:reports@acme.example"]},
  {"role": "roles/owner", "members": ["user:ada@acme.example"], "permissions": ["a.b", "a.c"]}]})";

} // namespace remit::test
