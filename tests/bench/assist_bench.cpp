// SPDX-License-Identifier: Apache-2.0
#include "core/assist/completion.h"
#include "core/assist/hover.h"
#include "core/assist/navigation.h"

#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <string>

/// Language services in a workspace of so many policies, a hundred in a file.
namespace remit::bench {
namespace {

using namespace assist;

constexpr const char* kSchema = R"(entity Team in [Team];
entity User in [Team] = { "name": String, "level": Long, "manager"?: User, "region": String };
entity Document in [Document] = { "owner": User, "readers": Set<User>, "labels": Set<String> };
action "read", "write", "share" appliesTo {
  principal: [User], resource: [Document],
  context: { "now": datetime, "input"?: { "amount": Long, "text": String } },
};
)";

SourceFile source(const std::string& path, FileKind kind, std::string text)
{
    return {path, kind, std::make_shared<const std::string>(std::move(text))};
}

std::string policies(int first, int count)
{
    std::string text;
    for (int number = first; number < first + count; ++number) {
        const std::string id = std::to_string(number);
        text +=
            "@id(\"policy-" + id + "\")\npermit (\n  principal in Team::\"team-" + id +
            "\",\n  action in [Action::\"read\", Action::\"write\"],\n  resource is Document\n)\n"
            "when { resource.owner == principal && principal.level > " +
            id + " && context has input && context.input.amount < 100 };\n\n";
    }
    return text;
}

const Model& workspace(std::int64_t count)
{
    static std::map<std::int64_t, std::shared_ptr<const Model>> made;
    std::shared_ptr<const Model>& model = made[count];
    if (!model) {
        std::vector<SourceFile> files{source("s.cedarschema", FileKind::Schema, kSchema)};
        for (int first = 0; first < count; first += 100)
            files.push_back(source("policies/p" + std::to_string(first) + ".cedar",
                                   FileKind::Policies, policies(first, 100)));
        files.push_back(source("policies/typed.cedar", FileKind::Policies,
                               policies(0, 100) + "permit (principal, action, resource) when { "
                                                  "principal.manager.level > 3 && resource."));
        model = Model::build(std::move(files));
    }
    return *model;
}

std::uint32_t endOf(const Model& model)
{
    return static_cast<std::uint32_t>(model.file("policies/typed.cedar")->text().size());
}

void completeAMember(benchmark::State& state)
{
    const Model& model = workspace(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(complete(model, "policies/typed.cedar", endOf(model)));
}
BENCHMARK(completeAMember)->Arg(100)->Arg(1000)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void completeAnOperand(benchmark::State& state)
{
    const Model& model = workspace(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(complete(model, "policies/typed.cedar", endOf(model) - 9));
}
BENCHMARK(completeAnOperand)->Arg(100)->Arg(1000)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void hoverOverAnAttribute(benchmark::State& state)
{
    const Model& model = workspace(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(hover(model, "policies/typed.cedar", endOf(model) - 20));
}
BENCHMARK(hoverOverAnAttribute)->Arg(1000)->Unit(benchmark::kMicrosecond);

void findEveryReference(benchmark::State& state)
{
    const Model& model = workspace(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(references(model, "policies/typed.cedar", endOf(model) - 20));
}
BENCHMARK(findEveryReference)->Arg(1000)->Unit(benchmark::kMillisecond);

void buildAfterOneKey(benchmark::State& state)
{
    const Model& model = workspace(state.range(0));
    const std::string text = std::string(model.file("policies/typed.cedar")->text()) + "o";
    for (auto _ : state)
        benchmark::DoNotOptimize(
            model.with(source("policies/typed.cedar", FileKind::Policies, text)));
}
BENCHMARK(buildAfterOneKey)->Arg(1000)->Arg(10'000)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace remit::bench
