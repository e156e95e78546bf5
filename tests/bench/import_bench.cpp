// SPDX-License-Identifier: Apache-2.0
#include "core/trace/redaction/redactor.h"
#include "core/trace/trace_store.h"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>
#include <unistd.h>

/// Import of the own format: lines of about one kilobyte, as agents write them (a fifth calls with
/// arguments, a fifth results, the rest messages), with the built-in redaction. The bound that has
/// to hold is 60,000 events a second on two cores, into the store.
namespace remit::bench {
namespace {

using namespace trace;

constexpr int kRuns = 200;
constexpr int kEventsOfRun = 100;

std::string words(std::mt19937& random, std::size_t bytes)
{
    static const char* const kWords[] = {"payment", "of",   "invoice", "42",    "was",  "sent",
                                         "to",      "the",  "vendor",  "today", "with", "note",
                                         "please",  "read", "account", "2026",  "for",  "approval"};
    std::string text;
    while (text.size() < bytes)
        text += std::string(kWords[random() % std::size(kWords)]) + ' ';
    return text;
}

std::string line(std::mt19937& random, int run, int event)
{
    const std::string head = "{\"v\":1,\"run\":\"run-" + std::to_string(run) +
                             "\",\"seq\":" + std::to_string(event) +
                             ",\"time\":\"2026-01-01T10:00:" + (event % 60 < 10 ? "0" : "") +
                             std::to_string(event % 60) + "Z\",";
    const std::string id = "\"callId\":\"c" + std::to_string(event / 5) + "\",";
    switch (event % 5) {
    case 0:
        return head + "\"type\":\"call\"," + id +
               "\"tool\":\"send_money\",\"args\":{\"to\":\"DE893704\"," +
               "\"amount\":12.50,\"note\":\"" + words(random, 600) + "\"}}\n";
    case 1:
        return head + "\"type\":\"result\"," + id + "\"ok\":true,\"content\":\"" +
               words(random, 1100) + "\"}\n";
    default:
        return head + "\"type\":\"message\",\"role\":\"user\",\"text\":\"" + words(random, 850) +
               "\"}\n";
    }
}

const std::string& traceText()
{
    static const std::string text = [] {
        std::mt19937 random(1);
        std::string lines;
        for (int run = 0; run < kRuns; ++run) {
            for (int event = 0; event < kEventsOfRun; ++event)
                lines += line(random, run, event);
        }
        return lines;
    }();
    return text;
}

class Discard final : public EventSink {
public:
    Result<> take(Event event) override
    {
        benchmark::DoNotOptimize(event);
        return {};
    }
};

ImportOptions redacting(bool on)
{
    ImportOptions options;
    if (on)
        options.redactor = std::make_shared<const Redactor>(*Redactor::compile(builtInRedaction()));
    return options;
}

void count(benchmark::State& state)
{
    state.SetItemsProcessed(state.iterations() * kRuns * kEventsOfRun);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(traceText().size()));
}

void importRead(benchmark::State& state)
{
    const ImportOptions options = redacting(state.range(0) != 0);
    for (auto _ : state) {
        Discard sink;
        auto report = importText(traceText(), "bench.trace.jsonl", options, sink);
        benchmark::DoNotOptimize(report);
    }
    count(state);
}
BENCHMARK(importRead)->ArgName("redaction")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void importStore(benchmark::State& state)
{
    const ImportOptions options = redacting(true);
    const auto folder =
        std::filesystem::temp_directory_path() / ("remit-bench-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    for (auto _ : state) {
        state.PauseTiming();
        std::filesystem::remove(folder / "traces.sqlite");
        auto store = TraceStore::open(folder / "traces.sqlite");
        state.ResumeTiming();
        if (!store || !store->importText(traceText(), "bench.trace.jsonl", options))
            state.SkipWithError("the import failed");
    }
    std::filesystem::remove_all(folder);
    count(state);
}
BENCHMARK(importStore)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
} // namespace remit::bench
