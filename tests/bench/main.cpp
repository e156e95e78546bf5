// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/workload_report.h"

#include <benchmark/benchmark.h>

#include <iostream>

/// `remit-bench FOLDER…` prints one JSON line for each workload folder; without one, the benchmarks
/// run (Google Benchmark's options apply).
int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    if (argc < 2) {
        benchmark::RunSpecifiedBenchmarks();
        return 0;
    }
    bool right = true;
    for (int i = 1; i < argc; ++i) {
        const auto workload = remit::bench::loadWorkload(argv[i]);
        if (workload)
            std::cout << remit::bench::reportLine(*workload) << std::endl;
        right = right && workload && remit::bench::wrongAnswers(*workload) == 0;
    }
    return right ? 0 : 1;
}
