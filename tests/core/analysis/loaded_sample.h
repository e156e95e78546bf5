// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/decide.h"
#include "core/replay/event_source.h"
#include "core/trace/import.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "tests/support/test_paths.h"

#include <memory>
#include <string>

namespace remit::test {

/// A sample with its own traces.
struct LoadedSample {
    explicit LoadedSample(const std::string& name)
    {
        const auto folder = sourceDir() / "samples" / name;
        auto workspace = workspace::Workspace::open(folder);
        decider =
            std::make_shared<decision::Decider>(workspace::loadSetup(workspace->snapshot()).setup);
        source = std::make_shared<replay::MemorySource>(
            trace::readTraces({folder / "traces"}, {}, {})->events);
    }

    std::shared_ptr<decision::Decider> decider;
    std::shared_ptr<replay::MemorySource> source;
};

} // namespace remit::test
