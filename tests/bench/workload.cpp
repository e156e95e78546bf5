// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/workload.h"

#include "core/base/strict_json.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

namespace remit::bench {

namespace {

std::optional<std::string> read(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) {
        std::cerr << file.string() << ": cannot be read\n";
        return std::nullopt;
    }
    return text.str();
}

std::vector<std::string> sortedStrings(const JsonValue* array)
{
    std::vector<std::string> result;
    if (array) {
        for (const JsonValue& item : array->items)
            result.push_back(item.text);
    }
    std::sort(result.begin(), result.end());
    return result;
}

template <class Use>
void forEachLine(const std::string& text, Use use)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const JsonDocument document = parseJson(line);
        if (document.root)
            use(*document.root);
    }
}

} // namespace

cedar::PolicySet parsedSet(const std::string& text)
{
    cedar::PolicySet set;
    for (cedar::Policy& policy : cedar::parsePolicies(text).policies)
        (void)set.add(std::make_shared<const cedar::Policy>(std::move(policy)));
    return set;
}

std::shared_ptr<const cedar::EntityStore> parsedEntities(const std::string& text)
{
    auto store = cedar::EntityStore::build(cedar::parseEntities(text).entities);
    if (!store) {
        std::cerr << store.error().message << '\n';
        return nullptr;
    }
    return *store;
}

std::optional<Workload> loadWorkload(const std::filesystem::path& folder)
{
    const auto policies = read(folder / "policies.cedar");
    const auto entities = read(folder / "entities.json");
    const auto requests = read(folder / "requests.jsonl");
    const auto expected = read(folder / "expected.jsonl");
    if (!policies || !entities || !requests || !expected)
        return std::nullopt;
    Workload workload;
    workload.name = folder.filename().empty() ? folder.parent_path().filename().string()
                                              : folder.filename().string();
    workload.policyText = *policies;
    workload.entityText = *entities;
    workload.policies = parsedSet(*policies);
    workload.program = cedar::Program::compile(workload.policies);
    workload.entities = parsedEntities(*entities);
    if (std::filesystem::exists(folder / "schema.cedarschema"))
        workload.schema =
            cedar::readSchema(read(folder / "schema.cedarschema").value_or("")).schema;
    forEachLine(*requests, [&workload](const JsonValue& line) {
        Diagnostics diagnostics;
        if (auto request = cedar::readRequest(line, "requests.jsonl", diagnostics))
            workload.requests.push_back(std::move(*request));
    });
    forEachLine(*expected, [&workload](const JsonValue& line) {
        const JsonValue* decision = line.find("decision");
        workload.expected.push_back({decision && decision->text == "allow",
                                     sortedStrings(line.find("reason")),
                                     sortedStrings(line.find("errors"))});
    });
    if (!workload.entities || workload.requests.size() != workload.expected.size()) {
        std::cerr << folder.string() << ": requests and expectations do not belong together\n";
        return std::nullopt;
    }
    return workload;
}

} // namespace remit::bench
