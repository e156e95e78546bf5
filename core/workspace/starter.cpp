// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/starter.h"

#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::workspace {
namespace {

constexpr std::string_view kPolicies =
    R"cedar(// What the assistant may do. Cedar denies whatever no `permit` allows, and a `forbid` that holds
// always wins. The `@id` names a policy in reports, tests and explanations.
// The assistant may read the mailbox of the person who owns it.
@id("read-own-mailbox")
permit (
  principal is Agent,
  action == Action::"read_mail",
  resource is Mailbox
)
when { resource.owner == principal.owner };

// It may send mail to colleagues, a few at a time.
@id("send-to-colleagues")
permit (
  principal is Agent,
  action == Action::"send_mail",
  resource is Mailbox
)
when
{
  context has input &&
  context.input has recipient &&
  context.input.recipient like "*@example.com"
};

// Whatever is allowed above: a suspended agent does nothing at all.
@id("suspended-agents")
forbid (
  principal is Agent,
  action,
  resource
)
when { principal.suspended };
)cedar";

constexpr std::string_view kSchema =
    R"cedar(// What there is, and what may be asked. The validator checks policies and entities against it.
entity User;
entity Agent = {
    owner: User,
    suspended: Bool,
};
entity Mailbox = {
    owner: User,
};

action read_mail appliesTo {
    principal: [User, Agent],
    resource: Mailbox,
};

action send_mail appliesTo {
    principal: [User, Agent],
    resource: Mailbox,
    context: {
        input?: {
            recipient?: String,
        },
    },
};
)cedar";

constexpr std::string_view kEntities = R"json([
  {
    "uid": { "type": "User", "id": "dana" },
    "attrs": {},
    "parents": []
  },
  {
    "uid": { "type": "Agent", "id": "assistant" },
    "attrs": {
      "owner": { "__entity": { "type": "User", "id": "dana" } },
      "suspended": false
    },
    "parents": []
  },
  {
    "uid": { "type": "Mailbox", "id": "dana" },
    "attrs": { "owner": { "__entity": { "type": "User", "id": "dana" } } },
    "parents": []
  }
]
)json";

constexpr std::string_view kSettings = R"json({{
  "remit": 1,
  "name": {},
  "principals": {{
    "humans": ["User"],
    "agents": ["Agent"],
    "serviceAccounts": []
  }},
  "rootEntitlement": "policies",
  "authority": "not modelled",
  "mapping": [
    {{
      "tool": "read_mail",
      "resource": {{ "type": "Mailbox", "id": "dana" }},
      "readOnly": true
    }},
    {{
      "tool": "send_mail",
      "resource": {{ "type": "Mailbox", "id": "dana" }},
      "risk": "high"
    }}
  ]
}}
)json";

constexpr std::string_view kReadme = R"md(# {}

A Remit workspace: what AI agents may do, as text files that live well in git.

- `policies/` – the rules, in Cedar
- `schema/` – the kinds of principals, resources and actions
- `entities/` – who and what there is
- `remit.json` – how tools map to actions and resources, and what else holds for all of it

Try it:

    remit authorize --policies policies/assistant.cedar --schema schema/assistant.cedarschema \
      --entities entities/assistant.json --principal 'Agent::"assistant"' \
      --action 'Action::"read_mail"' --resource 'Mailbox::"dana"'

It answers ALLOW. Set `suspended` to `true` in `entities/assistant.json` and ask again: a `forbid`
wins. Put recorded runs of your agents into `traces/`, and `remit replay traces --workspace .` tells
which of their calls these rules would have stopped.
)md";

} // namespace

std::map<std::string, std::string> starterFiles(const std::string& name)
{
    const std::string title = name.empty() || name == "." ? "My workspace" : name;
    return {
        {"remit.json", fmt::format(kSettings, jsonQuoted(title))},
        {"README.md", fmt::format(kReadme, shown(title))},
        {"policies/assistant.cedar", std::string(kPolicies)},
        {"schema/assistant.cedarschema", std::string(kSchema)},
        {"entities/assistant.json", std::string(kEntities)},
        {".gitignore", ".remit-local/\n"},
    };
}

} // namespace remit::workspace
