// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/byte_source.h"

#include <functional>
#include <string>
#include <string_view>

namespace remit::trace {

/// Called for each file within: its name and its content.
using VisitFile = std::function<Result<>(const std::string& name, ByteSource& content)>;
/// Called for what cannot be read or is left out: the name, why, what to do.
using ToldProblem = std::function<void(const std::string& name, const Error& error)>;

/// Visits the file, or, where it is an archive, the files in it (archives within archives too, to
/// limits::kArchiveNesting), in the archive's order. Names within are `traces.zip!/a/b.jsonl`.
/// Hidden files are left out, as in folders; so are names that lead out of the archive (`..`, `/`)
/// and encrypted files, each with a problem. Nothing is written anywhere. Errors: the visitor's.
[[nodiscard]] Result<> walkFile(const std::string& name, ByteSource& bytes, const VisitFile& visit,
                                const ToldProblem& problem);

} // namespace remit::trace
