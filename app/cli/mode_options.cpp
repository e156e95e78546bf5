// SPDX-License-Identifier: Apache-2.0
#include "app/cli/mode_options.h"

#include <CLI/CLI.hpp>

namespace remit::cli {

void addModeOptions(CLI::App& app, replay::Options& options)
{
    using replay::Mode;
    using replay::Timing;
    app.add_option("--mode", options.mode,
                   "isolated: each call on the recorded history; consequential: what follows a "
                   "crossing is unreachable")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Mode>{
            {"isolated", Mode::Isolated}, {"consequential", Mode::Consequential}}))
        ->option_text("isolated|consequential");
    app.add_option("--decide", options.timing,
                   "continuous: each call at its own time; front-loaded: authority once a session")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Timing>{
            {"continuous", Timing::Continuous}, {"front-loaded", Timing::FrontLoaded}}))
        ->option_text("continuous|front-loaded");
}

} // namespace remit::cli
