// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench/typing_workspace.h"

#include "core/base/file_io.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::bench {
namespace {

constexpr int kTypes = 20;
constexpr int kActions = 40;
constexpr int kDocuments = 50; ///< as traces name them: d0 to d49

std::string schemaText()
{
    std::string text = "entity Role;\n"
                       "entity Agent in [Role] = { team: String, level: Long };\n";
    for (int i = 0; i < kTypes; ++i)
        text += fmt::format("entity Doc{} = {{ owner: Agent, label: String, size: Long, "
                            "tags?: Set<String> }};\n",
                            i);
    for (int i = 0; i < kActions; ++i)
        text += fmt::format("action act{} appliesTo {{ principal: Agent, resource: [Doc0, Doc{}], "
                            "context: {{ input: {{ amount: Long, doc: String }} }} }};\n",
                            i, 1 + i % (kTypes - 1));
    return text;
}

std::string entitiesText()
{
    std::string text = "[\n";
    for (int i = 0; i < 200; ++i)
        text += fmt::format("{}{{\"uid\": {{\"type\": \"Agent\", \"id\": \"a{}\"}}, \"attrs\": "
                            "{{\"team\": \"t{}\", \"level\": {}}}, \"parents\": []}}\n",
                            i == 0 ? "" : ",", i, i % 9, i % 5);
    for (int i = 0; i < kDocuments; ++i)
        text +=
            fmt::format(",{{\"uid\": {{\"type\": \"Doc0\", \"id\": \"d{0}\"}}, \"attrs\": "
                        "{{\"owner\": {{\"__entity\": {{\"type\": \"Agent\", \"id\": \"a{0}\"}}}}, "
                        "\"label\": \"team-{1}-x\", \"size\": {0}, \"tags\": [\"t{1}\"]}}, "
                        "\"parents\": []}}\n",
                        i, i % 5);
    return text + "]\n";
}

void write(const std::filesystem::path& file, const std::string& text)
{
    if (const auto written = writeFileAtomically(file, text); !written)
        throw std::runtime_error(written.error().message);
}

} // namespace

std::string policyText(int number)
{
    return fmt::format("@id(\"policy-{0}\")\n"
                       "permit (\n"
                       "  principal is Agent,\n"
                       "  action == Action::\"act{1}\",\n"
                       "  resource\n"
                       ")\n"
                       "when {{\n"
                       "  principal.level >= {2} &&\n"
                       "  context.input.amount <= {3} &&\n"
                       "  resource.label like \"team-{2}-*\" &&\n"
                       "  (resource has tags && resource.tags.contains(\"t{2}\"))\n"
                       "}};\n\n",
                       number, number % kActions, number % 5, number / kActions * 4);
}

void writeWorkspace(const std::filesystem::path& folder, const WorkspaceSize& size)
{
    write(
        folder / "remit.json",
        R"({"remit": 1, "name": "Typing", "authority": "not modelled", "rootEntitlement": "policies",
 "mapping": [{"tool": "act*", "resource": {"type": "Doc0", "from": "/doc"}}]})");
    write(folder / "schema" / "schema.cedarschema", schemaText());
    write(folder / "entities" / "agents.json", entitiesText());
    const int perFile = std::max(1, size.policies / std::max(1, size.files));
    int number = 0;
    for (int file = 0; number < size.policies; ++file) {
        std::string text;
        for (int i = 0; i < perFile && number < size.policies; ++i)
            text += policyText(number++);
        write(folder / "policies" / fmt::format("p{:03}.cedar", file), text);
    }
}

} // namespace remit::bench
